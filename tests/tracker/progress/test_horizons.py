"""Horizon dates, exit sets, the curve, and what a horizon says when it cannot be measured."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tracker.progress.builders import (
    START,
    accepted,
    make_baseline,
    make_facts,
    make_gates,
    make_item,
    make_plan_facts,
    make_single,
    on,
)
from tracker.progress.exit_sets import HORIZONS, exit_plans, needed_by
from tracker.progress.facts import ProgramFacts
from tracker.progress.numbers import State
from tracker.progress.reckon import reckon


def exit_set(facts: ProgramFacts, key: str) -> set[str]:
    """Uids of the exit set of a horizon in the first baseline."""
    plan = exit_plans(facts, facts.baselines[0]).get(key)
    return {line.uid for line in plan.lines} if plan else set()


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2026, 3, 2), (date(2026, 5, 31), date(2026, 6, 30), date(2027, 3, 2), date(2027, 9, 2))),
        (date(2026, 8, 31), (date(2026, 11, 29), date(2026, 12, 29), date(2027, 8, 31), date(2028, 2, 29))),
    ],
    ids=["plain", "clamped to the month end"],
)
def test_horizons_are_calendar_dates(start: date, expected: tuple[date, ...]) -> None:
    assert tuple(horizon.falls_on(start) for horizon in HORIZONS) == expected


def test_exit_sets_hold_gates_their_items_and_everything_before() -> None:
    gates = make_gates()
    items = (
        *gates["items"],
        make_item("early", gate=""),
        make_item("middle", gate="", predecessors=("early",)),
        make_item("for-g3", gate="G3", predecessors=("middle",)),
        make_item("for-gr", gate="GR"),
        make_item("for-g4", gate="G4"),
        make_item("loose", gate=""),
        make_item("culture", dimension="cultural"),
    )
    plan = {item.uid: 20 for item in items}
    facts = make_facts(items=items, gates=gates["gates"], baselines=(make_baseline(plan),))

    day_90 = {"G0", "G1", "G2", "G3", "early", "middle", "for-g3"}
    assert exit_set(facts, "day_90") == day_90
    assert exit_set(facts, "day_120") == day_90 | {"GR", "for-gr"}
    assert exit_set(facts, "month_12") == exit_set(facts, "month_18") == {"culture"}


def test_structural_and_cultural_items_are_never_mixed() -> None:
    items = (
        make_item("culture", dimension="cultural", gate="G1"),
        make_item("before-culture", gate=""),
        make_item("for-g1", gate="G1", predecessors=("culture-link",)),
        make_item("culture-link", dimension="cultural", predecessors=("before-culture",)),
    )
    facts = make_facts(items=items)

    assert needed_by(facts, ("G1",)) == {"for-g1", "before-culture"}


def test_a_circle_of_predecessors_ends() -> None:
    items = (make_item("a", predecessors=("b",)), make_item("b", gate="", predecessors=("a", "unknown")))

    assert needed_by(make_facts(items=items), ("G0",)) == {"a", "b"}


def test_cultural_exit_sets_follow_the_planned_date_in_that_baseline() -> None:
    items = tuple(make_item(uid, dimension="cultural") for uid in ("a", "b", "c"))
    month_12 = (date(2027, 3, 2) - START).days
    plan = {"a": month_12, "b": month_12 + 1, "c": month_12 + 400}
    facts = make_facts(items=items, baselines=(make_baseline(plan),))

    assert (exit_set(facts, "month_12"), exit_set(facts, "month_18")) == ({"a"}, {"a", "b"})


def test_items_outside_of_the_baseline_do_not_count() -> None:
    facts = make_facts(items=(make_item("a"), make_item("b")), baselines=(make_baseline({"a": 20}),))

    assert exit_set(facts, "day_90") == {"a"}


@pytest.mark.parametrize(
    ("facts", "day", "state", "reason"),
    [
        (make_single((0, 90)), 10, State.NOT_APPLICABLE, "this program has no implementation sequence"),
        (
            make_plan_facts({"a": 7}, start_on=None),
            10,
            State.INSUFFICIENT_DATA,
            "the program has no start date: set one to measure this horizon",
        ),
        (make_plan_facts({"a": 7}), -1, State.NOT_APPLICABLE, "the program starts on 2 March 2026"),
        (
            make_plan_facts({"a": 7}, baselines=(make_baseline({"a": 7}, locked=11),)),
            10,
            State.INSUFFICIENT_DATA,
            "no baseline is locked yet: lock one to measure this horizon",
        ),
        (make_plan_facts({"a": 7}), 0, State.NOT_APPLICABLE, "the program starts today: no time has passed"),
        (make_plan_facts({"a": 7}), 10, State.VALUE, ""),
    ],
    ids=["no sequence", "no start", "before the start", "no baseline yet", "start day", "measured"],
)
def test_a_horizon_says_why_it_is_not_measured(facts: ProgramFacts, day: int, state: State, reason: str) -> None:
    horizon = reckon(facts, on(day)).horizons[0]

    assert (horizon.state, horizon.reason) == (state, reason)


def test_without_cultural_items_the_cultural_horizons_say_what_to_plan() -> None:
    month_12 = reckon(make_plan_facts({"a": 7}), on(10)).horizons[2]

    assert month_12.state is State.INSUFFICIENT_DATA
    assert month_12.reason == "the original baseline has no cultural item due by month 12: plan one"


def test_days_to_a_horizon_go_below_zero_when_it_has_passed() -> None:
    days = [horizon.days_to_horizon for horizon in reckon(make_plan_facts({"a": 7}), on(100)).horizons[:2]]

    assert days == [-10, 20]


def test_a_program_without_a_sequence_has_four_horizons_without_dates() -> None:
    horizons = reckon(make_single((0, 90), planned=90), on(10)).horizons

    assert [horizon.key for horizon in horizons] == ["day_90", "day_120", "month_12", "month_18"]
    assert {(horizon.horizon_on, horizon.days_to_horizon) for horizon in horizons} == {(None, None)}


def test_the_curve_tells_planned_and_earned_at_the_end_of_each_day_that_matters() -> None:
    facts = make_plan_facts({"a": 10, "b": 20}, {"a": accepted(12)}, weights={"b": "2"})

    curve = reckon(facts, on(15)).horizons[0].curve

    assert [((point.on - START).days, point.planned, point.earned) for point in curve] == [
        (0, 0.0, 0.0),
        (9, 0.0, 0.0),
        (10, 1.0, 0.0),
        (11, 1.0, 0.0),
        (12, 1.0, 1.0),
        (15, 1.0, 1.0),
        (19, 1.0, None),
        (20, 3.0, None),
        (90, 3.0, None),
    ]


def test_the_curve_starts_with_what_was_there_before_the_start() -> None:
    facts = make_plan_facts({"a": -3, "b": 20}, {"a": accepted(-8)})

    first = reckon(facts, on(5)).horizons[0].curve[0]

    assert (first.on, first.planned, first.earned) == (START, 1.0, 1.0)
