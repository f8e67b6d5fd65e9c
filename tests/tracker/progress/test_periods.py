"""Weeks and calendar months, there and back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.progress.periods import Period, add_months, date_after, elapsed, one_period_before

days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 2), 12, date(2027, 3, 2)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
    ids=["plain", "into a leap February", "out of a leap February", "back into February", "back over a year"],
)
def test_months_are_calendar_months_clamped_to_the_month_end(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("start", "day", "period", "expected"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), Period.WEEK, 0.0),
        (date(2026, 3, 2), date(2026, 3, 1), Period.WEEK, 0.0),
        (date(2026, 3, 2), date(2026, 3, 12), Period.WEEK, 10 / 7),
        (date(2026, 3, 2), date(2026, 5, 2), Period.MONTH, 2.0),
        (date(2026, 3, 2), date(2026, 3, 17), Period.MONTH, 15 / 31),
        (date(2026, 1, 31), date(2026, 2, 28), Period.MONTH, 1.0),
        (date(2026, 1, 31), date(2026, 3, 30), Period.MONTH, 1 + 30 / 31),
    ],
    ids=["start day", "before", "weeks", "whole months", "part of a month", "clamped", "after a clamped month"],
)
def test_time_since_the_start(start: date, day: date, period: Period, expected: float) -> None:
    assert elapsed(start, day, period) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("period", Period)
@given(start=days, after=st.integers(0, 2000))
def test_there_and_back(period: Period, start: date, after: int) -> None:
    day = start + timedelta(days=after)

    assert date_after(start, elapsed(start, day, period), period) == day


def test_part_of_a_day_counts_to_the_end_of_that_day() -> None:
    assert date_after(date(2026, 3, 2), 1.01, Period.WEEK) == date(2026, 3, 10)


def test_a_date_that_nobody_can_act_on_is_none() -> None:
    assert date_after(date(2026, 3, 2), 1e9, Period.WEEK) is None
    assert date_after(date(2026, 3, 2), 1e9, Period.MONTH) is None


def test_one_period_before() -> None:
    assert one_period_before(date(2026, 3, 31), Period.WEEK) == date(2026, 3, 24)
    assert one_period_before(date(2026, 3, 31), Period.MONTH) == date(2026, 2, 28)
