"""Facts of one flow for tests; weeks count back from the week of TODAY, a Wednesday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.analysis.constraints.analyze import analyze_constraints
from tracker.analysis.constraints.results import FlowConstraint
from tracker.analysis.facts.constraints import (
    ConstraintFacts,
    Control,
    Episode,
    Flow,
    FocusingStep,
    Observation,
    Resource,
)
from tracker.analysis.facts.governance import Waiver

TODAY = date(2026, 11, 18)
MONDAY = date(2026, 11, 16)
NAMES = {"S": "Supplier capacity", "A": "Pump assembly", "D": "Export freight", "P": "Planning desk"}


def week(age: int) -> date:
    """The Monday so many weeks before this week's."""
    return MONDAY - timedelta(weeks=age)


def vote(resource: str, age: int = 0, source: str = "Board", **given: Any) -> Observation:
    """A person's vote unless ``basis`` says otherwise."""
    values: dict[str, Any] = {"basis": "opinion"} | given
    return Observation(resource_uid=resource, week_starts_on=week(age), source=source, **values)


def votes_of(ages: Mapping[str, Sequence[int]], **given: Any) -> tuple[Observation, ...]:
    """Votes by resource and age in weeks, each of a source of its own, in order of week."""
    pairs = [(resource, age) for resource, each in ages.items() for age in each]
    found = [vote(resource, age, f"Source {number}", **given) for number, (resource, age) in enumerate(pairs)]
    return tuple(sorted(found, key=lambda each: (each.week_starts_on, each.source)))


def resource(uid: str, retired_on: date | None = None) -> Resource:
    """A resource that one function controls."""
    control = Control(function_uid=f"f-{uid}", function_name=f"Keeper of {uid}", valid_from=date(2025, 1, 1))
    return Resource(uid=uid, name=NAMES[uid], kind="other", retired_on=retired_on, controls=(control,))


def episode(
    uid: str, age: int = 20, *, ended_on: date | None = None, steps: Mapping[str, date] | None = None
) -> Episode:
    """A constraint named on the Monday ``age`` weeks ago; steps as ``{"exploit": day}`` in their order."""
    entered = tuple(
        FocusingStep(step=step, entered_on=on) for step, on in {"identify": week(age), **(steps or {})}.items()
    )
    return Episode(uid=f"e-{uid}", resource_uid=uid, identified_on=week(age), ended_on=ended_on, steps=entered)


def facts_of(
    *votes: Observation,
    episodes: tuple[Episode, ...] = (),
    retired: Mapping[str, date] | None = None,
    waivers: tuple[Waiver, ...] = (),
) -> ConstraintFacts:
    """One flow of a program that knows four resources."""
    flow = Flow(uid="flow", name="Pumps", position=1, observations=votes, episodes=episodes)
    ends = retired or {}
    resources = tuple(resource(uid, ends.get(uid)) for uid in sorted(NAMES))
    return ConstraintFacts(flows=(flow,), resources=resources, waivers=waivers)


def analyzed(*votes: Observation, as_of: date = TODAY, **given: Any) -> FlowConstraint:
    """What the analysis says of the one flow."""
    known = {key: given.pop(key) for key in ("episodes", "retired", "waivers") if key in given}
    return analyze_constraints(facts_of(*votes, **known), as_of=as_of, **given).flows[0]
