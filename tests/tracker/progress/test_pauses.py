"""While a program is paused its horizons stop."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.tracker.progress.builders import START, make_plan_facts, on
from tracker.progress.facts import Pause
from tracker.progress.pauses import moved_by_pauses, stopped_days
from tracker.progress.reckon import reckon


def pause(first: int, last: int | None) -> Pause:
    return Pause(paused_on=on(first), resumed_on=None if last is None else on(last))


@pytest.mark.parametrize(
    ("pauses", "as_of", "days"),
    [
        ((), 50, 0),
        ((pause(10, 20),), 9, 0),
        ((pause(10, 20),), 10, 0),
        ((pause(10, 20),), 14, 4),
        ((pause(10, 20),), 50, 10),
        ((pause(10, None),), 50, 40),
        ((pause(10, 10),), 50, 0),
        ((pause(30, None), pause(10, 20)), 35, 15),
    ],
    ids=["never", "before", "first day", "in it", "after", "still", "a day's mistake", "two"],
)
def test_days_that_a_program_stood_still(pauses: tuple[Pause, ...], as_of: int, days: int) -> None:
    assert stopped_days(pauses, on(as_of)) == days


@pytest.mark.parametrize(
    ("pauses", "moved"),
    [
        ((pause(10, 20),), 100),
        ((pause(90, 95),), 90),
        ((pause(80, 95), pause(100, 110)), 115),
        ((pause(80, 85), pause(96, 110)), 95),
    ],
    ids=["before it", "on the day", "the second reaches the moved day", "the second comes after it"],
)
def test_a_pause_moves_a_day_that_was_not_reached(pauses: tuple[Pause, ...], moved: int) -> None:
    assert moved_by_pauses(on(90), pauses, on(200)) == on(moved)


def test_a_pause_moves_the_horizons_and_stops_the_days() -> None:
    facts = make_plan_facts({"a": 20, "b": 80}, pauses=(pause(30, 39),))

    progress = reckon(facts, on(50))

    assert progress.day_number == 41
    assert progress.headline.startswith("Day 41 of 90")
    assert [each.horizon_on for each in progress.horizons][:2] == [on(99), on(129)]
    assert {each.stopped_days for each in progress.horizons} == {9}


def test_a_month_horizon_stops_as_well() -> None:
    facts = make_plan_facts({"a": 20, "b": 80}, pauses=(pause(30, 39),))

    month_12 = reckon(facts, on(50)).horizons[2]

    assert date(2026, 3, 2) == START
    assert month_12.horizon_on == date(2027, 3, 2) + timedelta(days=9)
