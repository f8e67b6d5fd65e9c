"""Whole calendar months, and which of them can be judged."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.analysis.coverage import LAST_DAY
from tracker.progress.periods import add_months

DAY = timedelta(days=1)


def month_of(day: date) -> date:
    """First day of its month."""
    return day.replace(day=1)


def last_day(month: date) -> date:
    """Last day of the month that begins on the day."""
    return add_months(month, 1) - DAY


def whole_months(first: date, last: date) -> list[date]:
    """First days of the months that lie wholly between the two days, both included."""
    month = month_of(first) if first.day == 1 else add_months(month_of(first), 1)
    found = []
    while last_day(month) <= last:
        found.append(month)
        month = add_months(month, 1)
    return found


def weeks_of(month: date) -> list[date]:
    """Mondays of the weeks that end in the month: each week belongs to one month, and all are over when it is."""
    first = month - timedelta(days=month.weekday())
    return [day for number in range(5) if month_of_week(day := first + timedelta(weeks=number)) == month]


def month_of_week(monday: date) -> date:
    """First day of the month in which the week ends."""
    return month_of(monday + LAST_DAY)
