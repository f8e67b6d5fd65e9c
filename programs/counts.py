"""Counts in words that read well for none, for one and for many."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """``1 reading``, ``6 readings``, ``no readings``; ``many`` where another ending than s is needed."""
    named = one if count == 1 else many or f"{one}s"
    return f"{count or 'no'} {named}"


def share_of(count: int, whole: int, one: str, *, many: str = "") -> str:
    """``2 of 6 things``, ``all 3 things``, ``none of 3 things``; ``the only thing`` where there is but one."""
    if whole == 1:
        return f"the only {one}" if count else f"not the only {one}"
    named = f"{whole} {many or f'{one}s'}"
    return f"all {named}" if count == whole else f"{count or 'none'} of {named}"


def is_or_are(count: int) -> str:
    """The verb that goes with so many."""
    return "is" if count == 1 else "are"


def opened(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def duration(days: float) -> str:
    """The time in the largest unit that gives at least one of it: 12 minutes, 3 hours, 2.5 days."""
    for unit, minutes in (("day", 1440), ("hour", 60), ("minute", 1)):
        amount = days * 1440 / minutes
        if amount >= 1:
            return counted_tenths(amount, unit)
    return "less than a minute"


def counted_tenths(amount: float, unit: str) -> str:
    """The amount with its unit, with one decimal below ten."""
    text = f"{amount:.1f}".removesuffix(".0") if amount < 10 else f"{amount:,.0f}"
    return f"{text} {unit}" if text == "1" else f"{text} {unit}s"
