"""Plain words for dates, counts and colors (METHODS 1.8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_words(day: date) -> str:
    """A date as ``14 May 2026``, whatever the machine's language."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_words(first: date, last: date) -> str:
    """``15 to 25 December 2026``, ``14 May to 20 June 2026``: month and year once where both days share them."""
    if first == last:
        return day_words(last)
    shared = first.year == last.year
    begin = str(first.day) if shared and first.month == last.month else f"{first.day} {_MONTHS[first.month - 1]}"
    return f"{begin} to {day_words(last)}" if shared else f"{day_words(first)} to {day_words(last)}"


def count_words(count: int, noun: str) -> str:
    """``1 day``, ``9 days``, ``1,014 days``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def and_words(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; empty for none."""
    listed = list(words)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def share_words(count: int, whole: int, noun: str) -> str:
    """``2 of 6 things``, ``all 3 things``, ``both things``, ``the only thing``."""
    if whole == 1:
        return f"the only {noun}"
    if count == whole == 2:
        return f"both {noun}s"
    return f"all {whole} {noun}s" if count == whole else f"{count} of {whole} {noun}s"


def plan_words(days_behind: float) -> str:
    """``9 days behind plan``, ``on plan`` or ``3 days ahead of plan``, to the nearest day."""
    days = round(days_behind)
    if days == 0:
        return "on plan"
    return f"{count_words(abs(days), 'day')} {'behind' if days > 0 else 'ahead of'} plan"


def shift_words(days: int, than: str) -> str:
    """How far a date moved: ``12 days later than planned``, or ``on the same day as planned``."""
    if days == 0:
        return f"on the same day as {than}"
    return f"{count_words(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than {than}"


def not_before_words(code: str, day: str, *, held_by: str, needs: str, is_told: bool = False) -> str:
    """``not possible before 3 February 2027: it needs 6 more pairs of weekly readings``.

    held_by  code of the gate whose minimum it is: that of the gate itself, or that of one before it
    is_told  whether the reader knows already what that gate needs
    """
    if is_told:
        return f"not possible before {day}, after gate {held_by}"
    whose = "it needs" if held_by == code else f"gate {held_by} comes first and needs"
    return f"not possible before {day}: {whose} {needs}"


def sentence(text: str) -> str:
    """``text`` with a capital first letter and one full stop; empty stays empty."""
    text = text.strip()
    return f"{text[0].upper()}{text[1:].rstrip('.')}." if text else ""
