"""Which weeks belong to a month."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.tracker.analysis.culture.builders import month
from tracker.analysis.culture.months import last_day, month_of_week, weeks_of

MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize("number", range(1, 25))
def test_all_weeks_of_a_month_are_over_when_it_is(number: int) -> None:
    last = weeks_of(month(number))[-1]

    assert last_day(month(number)) - timedelta(days=6) >= last > last_day(month(number)) - timedelta(days=13)


def test_each_week_belongs_to_one_month() -> None:
    weeks = [MONDAY + timedelta(weeks=number) for number in range(100)]

    assert [week for number in range(1, 24) for week in weeks_of(month(number))][1:97] == weeks[:96]
    assert all(week in weeks_of(month_of_week(week)) for week in weeks)
