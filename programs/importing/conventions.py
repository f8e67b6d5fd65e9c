"""Which way of writing numbers and days a table uses: decided by its cells, else asked, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeVar

from programs.importing.text import one_line

Value = TypeVar("Value")

DECIMAL_MARKS = {"point": (".", ","), "comma": (",", ".")}
_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS = {name: at for at, whole in enumerate(_NAMES, start=1) for name in (whole, whole[:3])} | {"sept": 9}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_TWO_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_DAY_FIRST_WORDS = re.compile(r"(\d{1,2})[ .-]+([A-Za-z]+)[ .,-]+(\d{4})")
_MONTH_FIRST_WORDS = re.compile(r"([A-Za-z]+)[ .-]+(\d{1,2})[ ,]+(\d{4})")
_MONTH_ONLY = re.compile(r"([A-Za-z]+)[ .-]+(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the cells say about a convention.

    decided    the only one that all of them allow; blank when several do, or none
    must_ask   some cell means different things by different conventions, and the cells do not decide
    """

    decided: str
    must_ask: bool


def judge(texts: Iterable[str], conventions: Mapping[str, Callable[[str], Value | None]]) -> Verdict:
    """What ``texts`` say about the conventions, each a reader that gives None for what it cannot read."""
    possible = set(conventions)
    matters = False
    for text in texts:
        values = {name: value for name, read in conventions.items() if (value := read(text)) is not None}
        if not values:
            continue
        possible &= set(values)
        matters = matters or len(set(values.values())) > 1
    decided = next(iter(possible)) if len(possible) == 1 else ""
    return Verdict(decided=decided, must_ask=not decided and (matters or not possible))


def read_number(text: str, *, mark: str) -> Decimal | None:
    """The number in ``text`` with the decimal mark ``point`` or ``comma``; None when it is none by that convention.

    Groups of three digits may be parted by the other mark, by an apostrophe or by a space.
    """
    decimal, other = DECIMAL_MARKS[mark]
    body = one_line(text).replace("\N{MINUS SIGN}", "-")
    grouped = rf"[1-9][0-9]{{0,2}}(?:(?P<by>[{re.escape(other)}' ])[0-9]{{3}})(?:(?P=by)[0-9]{{3}})*"
    match = re.fullmatch(rf"([+-]?)((?:{grouped})|[0-9]+)(?:{re.escape(decimal)}([0-9]+))?", body)
    if not match:
        return None
    whole = re.sub(r"[^0-9]", "", match[2])
    return Decimal(f"{match[1]}{whole}.{match[4] or 0}")


def read_day(text: str, *, order: str, frequency: str) -> date | None:
    """The day in ``text``, a month's or an ISO week's first when it names no day; None when it is none.

    order  ``day_first`` or ``month_first`` for days of three numbers that end with the year
    """
    body = one_line(text)
    if match := _ISO.fullmatch(body):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _TWO_NUMBERS.fullmatch(body):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        return _day(year, second, first) if order == "day_first" else _day(year, first, second)
    if match := _DAY_FIRST_WORDS.fullmatch(body):
        return _day(int(match[3]), MONTHS.get(match[2].lower(), 0), int(match[1]))
    if match := _MONTH_FIRST_WORDS.fullmatch(body):
        return _day(int(match[3]), MONTHS.get(match[1].lower(), 0), int(match[2]))
    return _whole_period(body, frequency)


def _whole_period(body: str, frequency: str) -> date | None:
    """First day of the month or week that ``body`` names as a whole, in a table of such periods."""
    if frequency == "month" and (match := _ISO_MONTH.fullmatch(body)):
        return _day(int(match[1]), int(match[2]), 1)
    if frequency == "month" and (match := _MONTH_ONLY.fullmatch(body)):
        return _day(int(match[2]), MONTHS.get(match[1].lower(), 0), 1)
    if frequency == "week" and (match := _ISO_WEEK.fullmatch(body)):
        try:
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            return None
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


NUMBERS: dict[str, Callable[[str], Decimal | None]] = {mark: partial(read_number, mark=mark) for mark in DECIMAL_MARKS}


def day_orders(frequency: str) -> dict[str, Callable[[str], date | None]]:
    return {order: partial(read_day, order=order, frequency=frequency) for order in ("day_first", "month_first")}
