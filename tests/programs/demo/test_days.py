from __future__ import annotations

from datetime import date

import pytest

from programs.demo.days import Days

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 1, day) for day in (30, 31, 25, 26))


def test_today_is_the_day_that_the_demo_is_dated_for() -> None:
    days = Days(FRIDAY, 70)

    assert days.happened(70) == FRIDAY
    assert days.start == date(2025, 11, 21)


def test_what_fell_on_a_weekend_happened_on_friday() -> None:
    assert Days(SATURDAY, 3).happened(3) == FRIDAY
    assert Days(SATURDAY, 9).happened(3) == date(2026, 1, 23)


def test_what_would_fall_on_a_weekend_is_intended_for_monday() -> None:
    assert Days(FRIDAY, 5).intended(0) == MONDAY
    assert Days(FRIDAY, 6).intended(0) == MONDAY
    assert Days(FRIDAY, 4).intended(0) == MONDAY


def test_nothing_has_happened_after_today() -> None:
    with pytest.raises(ValueError, match="day 4 is later than today, day 3"):
        Days(FRIDAY, 3).happened(4)
