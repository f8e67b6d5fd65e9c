"""From the ranking of constraints to the chances that decision rights rest on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.tracker.analysis.rights.builders import START, analyze, flags, make_facts, make_right, on
from tracker.analysis.constraints.analyze import analyze_constraints
from tracker.analysis.constraints.policy import ConstraintPolicy
from tracker.analysis.facts.constraints import ConstraintFacts, Episode, Flow, FocusingStep, Observation
from tracker.analysis.rights import FlowLimit, RightsPolicy
from tracker.analysis.rights.limits import limits_from, limits_on, policy_from
from tracker.analysis.rights.results import RightFlag

FACTS = make_facts(make_right("Mix", commits=["Castings", "Assembly"], by=["Procurement"]))


def votes(**weeks: range) -> tuple[Observation, ...]:
    """In each of these weeks a source names the resource: ``Castings=range(4)``."""
    named = [(week, resource) for resource, numbers in weeks.items() for week in numbers]
    return tuple(
        Observation(resource_uid=resource, week_starts_on=START + timedelta(weeks=week), source="Floor", basis="queue")
        for week, resource in sorted(named)
    )


def episode(resource: str, first: int, last: int | None = None) -> Episode:
    """The resource was named as the constraint for so many days."""
    ended_on = None if last is None else on(last)
    steps = (FocusingStep(step="identify", entered_on=on(first)),)
    return Episode(uid=resource, resource_uid=resource, identified_on=on(first), ended_on=ended_on, steps=steps)


def limit(*, day: int = 90, **given: Any) -> FlowLimit:
    """What decision rights learn of a flow with these observations and episodes."""
    facts = ConstraintFacts(flows=(Flow(uid="f", name="Pumps", position=1, **given),), resources=FACTS.resources)
    (found,) = limits_from(analyze_constraints(facts, as_of=on(day)))
    return found


def test_what_nobody_observed_has_no_chances() -> None:
    found = limit()

    assert (found.chances, found.previous, found.moved_on) == ({}, "", None)


def test_chances_are_those_of_the_ranking() -> None:
    found = limit(observations=votes(Castings=range(10), Assembly=range(10, 12)))

    assert set(found.chances) == {"Castings", "Assembly"}
    assert found.chances["Castings"] > 0.8 > found.chances["Assembly"]


def test_a_constraint_that_was_succeeded_is_the_one_before() -> None:
    found = limit(
        observations=votes(Castings=range(5), Assembly=range(5, 13)),
        episodes=(episode("Castings", 20, 39), episode("Assembly", 40)),
    )

    assert (found.previous, found.moved_on) == ("Castings", on(40))
    assert flags(analyze(FACTS, found, day=90).verdicts[0])[:2] == [RightFlag.MISPLACED, RightFlag.STALE]


def test_a_constraint_on_record_that_votes_have_left_is_the_one_before() -> None:
    found = limit(observations=votes(Assembly=range(13)), episodes=(episode("Castings", 20),))

    assert (found.previous, found.moved_on) == ("Castings", None)


def test_a_constraint_that_stays_has_none_before() -> None:
    assert limit(observations=votes(Castings=range(13)), episodes=(episode("Castings", 20),)).previous == ""


@pytest.mark.parametrize("day", [0, 30, 45, 90])
@pytest.mark.parametrize(
    "given",
    [
        pytest.param({}, id="nobody observed"),
        pytest.param({"observations": votes(Castings=range(5), Assembly=range(5, 13))}, id="nothing on record"),
        pytest.param(
            {
                "observations": votes(Castings=range(5), Assembly=range(5, 13)),
                "episodes": (episode("Castings", 20, 39), episode("Assembly", 40)),
            },
            id="succeeded",
        ),
        pytest.param(
            {"observations": votes(Assembly=range(13)), "episodes": (episode("Castings", 20),)}, id="left by the votes"
        ),
    ],
)
def test_of_a_past_day_it_is_the_same_but_nobody_owes_its_votes(given: dict[str, Any], day: int) -> None:
    facts = ConstraintFacts(flows=(Flow(uid="f", name="Pumps", position=1, **given),), resources=FACTS.resources)

    (found,) = limits_on(facts, as_of=on(day), policy=ConstraintPolicy())

    assert found == replace(limit(day=day, **given), owed_by=())


def test_sure_is_the_same_as_in_the_ranking() -> None:
    facts = ConstraintFacts(flows=(), resources=())

    ranking = analyze_constraints(facts, as_of=START, policy=ConstraintPolicy(identified=0.9))

    assert policy_from(ranking) == RightsPolicy(scope_from=0.5, firm_from=0.9)
