"""Lengths in working days on a calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.analysis.latency.builders import WEEKDAYS
from tracker.analysis.facts.planning import CalendarFact
from tracker.analysis.latency.moments import DAY, midnight
from tracker.analysis.latency.work_time import Clock, EveryDay, WorkDays, work_days

FRIDAY = date(2026, 1, 9)
HOLIDAY = date(2026, 1, 12)
CALENDAR = CalendarFact(uid="plant", name="Plant", working_days=(1, 2, 3, 4, 5), holidays=(HOLIDAY,))
minutes = st.integers(0, 40 * 1440)
lengths = st.integers(0, 12 * 1440)


def laid(calendar: CalendarFact = CALENDAR, *, days: int = 60) -> Clock:
    return work_days(calendar, first=date(2025, 12, 29), days=days)


def moment(text: str) -> int:
    at = datetime.fromisoformat(text)
    return midnight(at.date()) + round((at - datetime.combine(at.date(), datetime.min.time())).total_seconds() * 1e6)


def one(value: int) -> np.ndarray:
    return np.array([value], dtype=np.int64)


@pytest.mark.parametrize(
    ("begins", "days", "ends"),
    [
        ("2026-01-09 12:00", 0.25, "2026-01-09 18:00"),
        ("2026-01-09 12:00", 0.5, "2026-01-10 00:00"),
        ("2026-01-09 12:00", 1, "2026-01-13 12:00"),
        ("2026-01-10 08:00", 1, "2026-01-14 00:00"),
        ("2026-01-06 08:00", 2, "2026-01-08 08:00"),
        ("2026-01-10 08:00", 0, "2026-01-10 08:00"),
    ],
    ids=["same day", "to midnight", "over weekend and holiday", "begun on Saturday", "no day off", "no time at all"],
)
def test_only_working_days_count(begins: str, days: float, ends: str) -> None:
    assert laid().after(one(moment(begins)), round(days * DAY)) == moment(ends)


def test_backward_it_gives_the_last_moment_that_is_early_enough() -> None:
    last = laid().before(one(moment("2026-01-13 12:00")), DAY)

    assert last == moment("2026-01-09 12:00")
    assert laid().before(one(moment("2026-01-13 00:00")), DAY) == moment("2026-01-09 00:00")


@given(minutes, minutes, lengths)
def test_being_in_time_is_the_same_from_both_sides(arrives: int, runs: int, lead: int) -> None:
    clock, minute = laid(), DAY // 1440
    begin = midnight(date(2025, 12, 29))
    arrival, run = one(begin + arrives * minute), one(begin + runs * minute)

    in_time = clock.after(arrival, lead * minute) <= run

    assert bool(in_time) == bool(arrival <= clock.before(run, lead * minute))


@given(minutes, lengths)
def test_days_are_counted_one_by_one(begins: int, length: int) -> None:
    begin = datetime(2025, 12, 29) + timedelta(minutes=begins)  # noqa: DTZ001

    found = laid().after(one(moment(begin.isoformat(" "))), length * (DAY // 1440))

    assert found == moment(counted(begin, timedelta(minutes=length)).isoformat(" "))


def counted(moment: datetime, left: timedelta) -> datetime:
    """The slow way: from midnight to midnight."""
    while left:
        midnight = datetime.combine(moment.date() + timedelta(days=1), datetime.min.time())
        if moment.isoweekday() in CALENDAR.working_days and moment.date() != HOLIDAY:
            taken = min(left, midnight - moment)
            left -= taken
            midnight = moment + taken
        moment = midnight
    return moment


def test_outside_of_the_calendar_every_day_counts() -> None:
    clock = laid(WEEKDAYS, days=7)
    end = midnight(date(2026, 1, 5))

    assert clock.after(one(end), 3 * DAY) == end + 3 * DAY
    assert clock.before(one(end), 8 * DAY) == end - 10 * DAY


def test_a_calendar_on_which_nobody_ever_works_is_no_calendar() -> None:
    closed = CalendarFact(uid="shut", name="Shut", working_days=(5,), holidays=(FRIDAY,))

    assert isinstance(work_days(closed, first=FRIDAY, days=7), EveryDay)


@given(minutes, lengths, lengths, st.sampled_from([60, 7, 0]))
def test_two_lengths_at_once_are_one_after_the_other(begins: int, first: int, second: int, days: int) -> None:
    """Within the calendar, at its end, and where every day counts."""
    clock: Clock = laid(days=days) if days else EveryDay()
    minute = DAY // 1440
    begin = one(midnight(date(2025, 12, 26)) + begins * minute)

    out, done = clock.after_each(begin, first * minute, second * minute)

    assert out == clock.after(begin, first * minute)
    assert done == clock.after(out, second * minute)


@given(st.sets(st.integers(1, 7), min_size=1), st.sets(st.integers(-5, 40)), st.integers(0, 30))
def test_every_day_is_open_as_the_calendar_says(working: set[int], closed: set[int], days: int) -> None:
    holidays = tuple(FRIDAY + timedelta(days=number) for number in sorted(closed))
    calendar = CalendarFact(uid="any", name="Any", working_days=tuple(sorted(working)), holidays=holidays)

    found = work_days(calendar, first=FRIDAY, days=days)

    on = [FRIDAY + timedelta(days=number) for number in range(days)]
    is_open = [day.isoweekday() in working and day not in holidays for day in on]
    assert (found.is_open.tolist() if isinstance(found, WorkDays) else [0] * days) == is_open
