from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.tracker.analysis.guard.builders import make_stages
from tests.tracker.analysis.pilots.builders import pilot
from tracker.analysis.change_load import WEEKS_BACK, asked_by, weeks_over
from tracker.analysis.facts.change_load import AskedWeek, FunctionWeek
from tracker.analysis.facts.plan import PlannedWork

TODAY = date(2026, 11, 18)
MONDAY = date(2026, 11, 16)
WEEK = timedelta(weeks=1)
SUNDAY = timedelta(days=6)


def work(finish_on: date | None = MONDAY, **given: Any) -> PlannedWork:
    """Something that operations answer for."""
    values: dict[str, Any] = {
        "uid": "work", "name": "Work", "kind": "deliverable", "dimension": "structural", "step": "map", "gate": "",
        "flow": "", "owner": "", "planned_on": None, "weight": 1.0, "accepted_on": None, "function": "Operations",
    }  # fmt: skip
    return PlannedWork(finish_on=finish_on, **(values | given))


def asked(*items: PlannedWork, pilots: Any = (), stages: Any = ()) -> tuple[AskedWeek, ...]:
    return asked_by(items, pilots, stages, as_of=TODAY)


def ran(started: date | None, **given: Any) -> Any:
    """A run in the pumps flow."""
    return pilot(flow="Pumps", started_on=started, **({"decided_on": None, "cut_over_on": None} | given))


def test_work_due_is_counted_by_function_and_week() -> None:
    found = asked(work(), work(MONDAY + SUNDAY), work(function="Planning"), work(MONDAY - timedelta(days=1)))

    assert [(each.week, each.function, each.due) for each in found] == [
        (MONDAY - WEEK, "Operations", 1),
        (MONDAY, "Operations", 2),
        (MONDAY, "Planning", 1),
    ]


@pytest.mark.parametrize(
    "item",
    [work(kind="gate"), work(function=""), work(None)],
    ids=["gate", "nobody answers for it", "nobody said when"],
)
def test_gates_and_work_of_nobody_or_without_a_day_ask_for_nothing(item: PlannedWork) -> None:
    assert asked(item) == ()


def test_the_last_weeks_count_and_the_next_one_but_none_before_or_after() -> None:
    first = MONDAY - WEEKS_BACK * WEEK

    found = asked(*(work(day) for day in (first - timedelta(days=1), first, MONDAY + WEEK + SUNDAY, MONDAY + 2 * WEEK)))

    assert [each.week for each in found] == [first, MONDAY + WEEK]


@pytest.mark.parametrize(
    ("run", "weeks"),
    [
        (ran(None), []),
        (ran(TODAY), [MONDAY, MONDAY + WEEK]),
        (ran(MONDAY - 2 * WEEK, decided_on=MONDAY - WEEK), [MONDAY - 2 * WEEK, MONDAY - WEEK]),
        (ran(MONDAY - 2 * WEEK, decided_on=MONDAY - timedelta(days=8)), [MONDAY - 2 * WEEK]),
        (ran(MONDAY - 40 * WEEK, decided_on=MONDAY - 20 * WEEK), []),
        (ran(MONDAY - 40 * WEEK), [MONDAY + week * WEEK for week in range(-WEEKS_BACK, 2)]),
    ],
    ids=["a draft", "still running", "through its decision", "decided on a Sunday", "long over", "begun long ago"],
)
def test_a_run_counts_in_each_week_through_its_decision(run: Any, weeks: list[date]) -> None:
    found = asked(pilots=(run,), stages=make_stages())

    assert [each.week for each in found if each.function == "Planning"] == weeks
    assert {each.pilots for each in found} <= {1}


def test_a_run_and_its_cut_over_count_once_for_each_function_of_its_flow() -> None:
    run = ran(MONDAY - 3 * WEEK, decided_on=MONDAY - 2 * WEEK, cut_over_on=TODAY)

    found = asked(pilots=(run,), stages=(*make_stages(), *make_stages(), *make_stages("Valves")))

    assert [(each.week, each.pilots, each.cut_overs) for each in found if each.function == "Operations"] == [
        (MONDAY - 3 * WEEK, 1, 0),
        (MONDAY - 2 * WEEK, 1, 0),
        (MONDAY, 0, 1),
    ]
    assert {each.function for each in found} == {"Planning", "Procurement", "Operations"}
    assert asked(pilots=(run,), stages=make_stages("Valves")) == ()


def carried(week: date = MONDAY, *, due: int = 8, function: str = "Operations") -> FunctionWeek:
    return FunctionWeek(function=function, week_starts_on=week, pilots=3, cut_overs=1, due=due, programs=2)


def over(*totals: FunctionWeek, of: tuple[AskedWeek, ...], limit: int = 11) -> tuple[FunctionWeek, ...]:
    by_key = {(each.function, each.week_starts_on): each for each in totals}
    return weeks_over(of, by_key, limit=limit, as_of=TODAY)


def test_only_weeks_above_the_limit_in_which_the_program_takes_part_are_told() -> None:
    mine = asked(work(), work(MONDAY - WEEK))
    whole = (carried(), carried(MONDAY - WEEK), carried(MONDAY - 2 * WEEK), carried(function="Planning"))

    assert over(*whole, of=mine) == (carried(MONDAY - WEEK), carried())
    assert over(*whole, of=mine, limit=12) == ()


def test_a_week_that_has_not_begun_is_not_judged() -> None:
    assert over(carried(MONDAY + WEEK), of=asked(work(MONDAY + WEEK))) == ()
