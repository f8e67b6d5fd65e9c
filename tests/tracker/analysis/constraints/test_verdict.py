"""What the door says of a flow: how sure, in which words, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from tests.tracker.analysis.constraints.builders import NAMES, TODAY, analyzed, episode, facts_of, vote, votes_of, week
from tracker.analysis.constraints.analyze import analyze_constraints
from tracker.analysis.constraints.results import ConstraintAnalysis, ConstraintVerdict
from tracker.analysis.facts.planning import StageFact
from tracker.progress.numbers import State

VECTOR: dict[str, Any] = {"S": [0, 0, 0, 1, 1, 1, 2, 2, 2], "A": [0, 0, 1, 1, 2, 2], "D": [0, 1, 2], "P": [0, 1]}
STAGE = StageFact(
    uid="stage", flow="flow", position=1, name="Buying", function="f", function_name="Procurement", level=""
)


def steady(**given: Any) -> tuple[Any, ...]:
    """Ten weeks in which two sources name the supplier."""
    return votes_of({"S": [*range(10), *range(10)]}, **given)


def test_nobody_voted_is_unknown_and_no_number() -> None:
    found = analyzed(episodes=(episode("S"),), stages=(STAGE,))

    assert (found.verdict, found.headline) == (ConstraintVerdict.UNKNOWN, "Nobody has said yet what limits this flow.")
    assert found.candidates[0].share.state is State.INSUFFICIENT_DATA
    assert (found.chances, found.points) == ({}, ())
    assert (found.missing[0].owed_by, found.missing[0].first_on) == (("Procurement",), None)


def test_a_flow_in_which_nothing_was_named_has_no_candidates() -> None:
    found = analyzed()

    assert (found.candidates, found.focus, found.leader) == ((), None, None)


def test_the_vector_is_not_identified_though_its_order_looks_clear() -> None:
    found = analyzed(*votes_of(VECTOR, basis="queue"))

    assert found.verdict is ConstraintVerdict.PROVISIONAL
    assert found.candidates[0].chance_in_full.value == pytest.approx(0.74719, abs=5e-6)
    assert found.effective.value == pytest.approx(19.9, abs=0.1)
    assert [each.what for each in found.missing] == ["lead"]


def test_votes_of_people_are_never_told_as_measured() -> None:
    found = analyzed(vote("S", source="a"), vote("S", source="b"), vote("S", source="c"), vote("A", source="d"))

    assert found.headline == (
        "This flow is probably limited by Supplier capacity (people's votes, not measurements): "
        "3 of 4 votes in the last 8 weeks."
    )
    assert [each.what for each in found.missing] == ["votes", "sign"]
    assert found.candidates[0].chance.state is State.DEGRADED


def test_a_lead_that_is_open_is_not_called_probable() -> None:
    found = analyzed(*votes_of({"S": [0, 1, 2, 3], "A": [0, 1, 2]}, basis="queue"))

    assert found.headline == (
        "This flow is more likely than not limited by Supplier capacity: 4 of 7 physical signs in the last 8 weeks."
    )


def test_votes_and_physical_signs_are_told_apart() -> None:
    people, signs = votes_of({"S": range(6), "A": [0]}), votes_of({"S": range(6)}, basis="queue")
    signs = tuple(replace(each, source="Meter") for each in signs)

    assert analyzed(*people, *signs).headline.endswith(
        ": 12 of 13 signs (votes and physical) in the last 8 weeks, 6 of them physical."
    )


def test_clear_votes_with_a_physical_sign_identify_the_constraint() -> None:
    found = analyzed(*steady(basis="starvation"))

    assert found.verdict is ConstraintVerdict.IDENTIFIED
    assert found.headline == (
        "This flow is limited by Supplier capacity, very likely (more than 19 in 20): "
        "16 of 16 physical signs in the last 8 weeks."
    )
    assert (found.missing, found.candidates[0].chance.state) == ((), State.VALUE)


def test_votes_of_people_alone_identify_nothing() -> None:
    found = analyzed(*steady())

    assert found.verdict is ConstraintVerdict.PROVISIONAL
    assert found.candidates[0].chance.value == pytest.approx(1, abs=0.01)
    assert [(each.what, each.owed_by, each.first_on) for each in found.missing] == [("sign", ("Keeper of S",), TODAY)]


def test_a_sign_for_another_resource_does_not_help() -> None:
    assert analyzed(*steady(), vote("A", 3, "Meter", basis="queue")).verdict is ConstraintVerdict.PROVISIONAL


def test_few_votes_identify_nothing_however_clear() -> None:
    found = analyzed(*votes_of({"S": [0, 0, 0, 1, 1, 1, 2, 2, 2]}, basis="queue"))

    assert (found.verdict, [each.what for each in found.missing]) == (ConstraintVerdict.PROVISIONAL, ["votes"])


def test_as_many_votes_for_each_cannot_be_told_apart() -> None:
    found = analyzed(*votes_of({"S": [0, 1], "A": [0, 1], "D": [2]}))

    assert found.verdict is ConstraintVerdict.NOT_SEPARABLE
    assert found.headline == (
        "Two suspects are named about equally often: Pump assembly and Supplier capacity, "
        "each by 2 of 5 votes in the last 8 weeks."
    )
    assert found.lead.value == pytest.approx(0.5)


def test_of_a_tie_nothing_is_told_that_holds_for_one_only() -> None:
    found = analyzed(vote("S", basis="queue"), vote("A"))

    assert found.headline.endswith(", each by 1 of 2 signs (votes and physical) in the last 8 weeks.")


def test_a_small_lead_is_too_close_to_call() -> None:
    found = analyzed(*votes_of({"S": [0, 0, 1], "A": [0, 1], "D": [0, 1], "P": [0]}))

    assert found.verdict is ConstraintVerdict.TOO_CLOSE
    assert found.headline == (
        "Too close to call: Supplier capacity with 3 of 8 votes in the last 8 weeks, Export freight with 2."
    )


def test_old_votes_are_told_as_old() -> None:
    found = analyzed(*votes_of({"S": [12, 13, 14], "A": [14]}))

    assert "3 of 4 votes, the last one in the week from 24 August 2026" in found.headline


def test_alone_a_resource_stands_against_whatever_nobody_named() -> None:
    found = analyzed(vote("S"))

    assert [each.name for each in found.candidates] == [NAMES["S"], "Anything else"]
    assert found.candidates[0].chance.value == pytest.approx(0.75)
    assert found.chances.keys() == {"S"}


def test_what_names_a_resource_is_counted_by_its_kind() -> None:
    votes = (
        vote("S", 9, "a", basis="queue", lost_hours=Decimal("2.5")),
        vote("S", 1, "a", lost_hours=Decimal(4)),
        vote("S", 0, "a", basis="utilization"),
    )

    (first, _) = analyzed(*votes).candidates

    assert (first.votes, first.people, first.queue, first.starvation, first.utilization) == (3, 1, 1, 0, 1)
    assert (first.recent, first.recent_signs, first.lost_hours) == (2, 1, Decimal("6.5"))
    assert (first.last_week, first.controlled_by) == (week(0), "Keeper of S")


def test_points_tell_each_week_as_it_stood_and_end_with_this_one() -> None:
    votes = votes_of({"S": [5, 4, 2], "A": [2]})
    found = analyzed(*votes)

    before = analyzed(*votes, as_of=week(4) + timedelta(days=6))

    assert [each.week_starts_on for each in found.points] == [week(5), week(4), week(2), week(0)]
    assert [each.votes for each in found.points] == [1, 1, 2, 0]
    assert found.points[1] == before.points[-1]
    assert {each.resource_uid: each.mean for each in found.points[-1].shares} == {
        each.resource_uid: each.share.value for each in found.candidates
    }


def test_points_are_bounded() -> None:
    found = analyzed(*votes_of({"S": list(range(40))}))

    assert (len(found.points), found.points[0].week_starts_on) == (26, week(25))


def test_the_answer_survives_json() -> None:
    facts = facts_of(*votes_of(VECTOR, lost_hours=Decimal("1.5")), episodes=(episode("A", steps={"exploit": week(3)}),))
    found = analyze_constraints(facts, as_of=TODAY, stages=(STAGE,))

    assert msgspec.json.decode(msgspec.json.encode(found), type=ConstraintAnalysis) == found
