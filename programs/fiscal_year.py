"""The organization's own year, cut into quarters or months from its first day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_IN_A_YEAR = 12
MONTHS_IN_A_QUARTER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of the year; both days belong to it."""

    kind: str
    name: str
    starts_on: date
    ends_on: date


def months_after(first_day: date, months: int) -> date:
    """The same day of a later month, or its last day where the month is too short."""
    years, month = divmod(first_day.month - 1 + months, MONTHS_IN_A_YEAR)
    year = first_day.year + years
    return date(year, month + 1, min(first_day.day, monthrange(year, month + 1)[1]))


def year_name(first_day: date) -> str:
    """2026 for a year that begins on 1 January, else 2026/27."""
    if (first_day.month, first_day.day) == (1, 1):
        return str(first_day.year)
    return f"{first_day.year}/{(first_day.year + 1) % 100:02d}"


def spans(first_day: date, *, name: str, quarters: bool, months: bool) -> Iterator[Span]:
    """The year and what it is cut into. Each part begins the day after the one before, so leap days are in one."""
    yield span(first_day, 0, MONTHS_IN_A_YEAR, kind="year", name=name)
    if quarters:
        for number in range(MONTHS_IN_A_YEAR // MONTHS_IN_A_QUARTER):
            begins = number * MONTHS_IN_A_QUARTER
            ends = begins + MONTHS_IN_A_QUARTER
            yield span(first_day, begins, ends, kind="quarter", name=f"{name} quarter {number + 1}")
    if months:
        for number in range(MONTHS_IN_A_YEAR):
            begins_on = months_after(first_day, number)
            named = f"{begins_on:%B %Y}" if begins_on.day == 1 else f"{name} month {number + 1}"
            yield span(first_day, number, number + 1, kind="month", name=named)


def span(first_day: date, begins: int, ends: int, *, kind: str, name: str) -> Span:
    """Months ``begins`` to before ``ends`` of the year, counted from 0."""
    last_day = months_after(first_day, ends) - timedelta(days=1)
    return Span(kind=kind, name=name, starts_on=months_after(first_day, begins), ends_on=last_day)
