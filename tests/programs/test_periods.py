from __future__ import annotations

from datetime import date

import pytest

from programs.periods import is_over, latest_periods, next_period, period_name, period_start

NEW_YEAR = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("frequency", "start", "after", "name"),
    [
        ("week", date(2025, 12, 29), date(2026, 1, 5), "week of 29 December 2025"),
        ("month", NEW_YEAR, date(2026, 2, 1), "January 2026"),
    ],
    ids=["week", "month"],
)
def test_a_period_begins_goes_on_and_has_a_name(frequency: str, start: date, after: date, name: str) -> None:
    assert period_start(NEW_YEAR, frequency) == period_start(start, frequency) == start
    assert next_period(start, frequency) == after
    assert period_name(start, frequency) == name


def test_a_period_is_over_on_the_day_after_its_last() -> None:
    assert not is_over(NEW_YEAR, "month", today=date(2026, 1, 31))
    assert is_over(NEW_YEAR, "month", today=date(2026, 2, 1))


def test_the_latest_periods_leave_out_the_one_that_runs() -> None:
    assert latest_periods("month", today=NEW_YEAR, count=2) == [date(2025, 12, 1), date(2025, 11, 1)]
    assert latest_periods("week", today=date(2026, 1, 4), count=1) == [date(2025, 12, 22)]
