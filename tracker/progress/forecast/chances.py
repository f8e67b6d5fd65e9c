"""A chance in plain words: rounded to five points, and without digits from less than eight periods (METHODS 1.8)."""

from __future__ import annotations

from datetime import date

from tracker.progress.exit_sets import Horizon
from tracker.progress.outlooks import Outlook
from tracker.progress.words import day_words, days_words, sentence

FEWEST_FOR_DIGITS = 8
_ODDS = {
    5: "about 1 in 20",
    10: "about 1 in 10",
    15: "about 1 in 7",
    20: "about 1 in 5",
    25: "about 1 in 4",
    30: "about 3 in 10",
    35: "about 1 in 3",
    40: "about 2 in 5",
    45: "a little under 1 in 2",
    50: "about 1 in 2",
    55: "a little over 1 in 2",
    60: "about 3 in 5",
    65: "about 2 in 3",
    70: "about 7 in 10",
    75: "about 3 in 4",
    80: "about 4 in 5",
    85: "about 6 in 7",
    90: "about 9 in 10",
    95: "about 19 in 20",
}


def rounded(chance: float) -> int:
    """The chance in percent, to the nearest five; half goes to the lower, the careful side."""
    return 5 * -int(-(chance * 100 - 2.5 - 1e-9) // 5) if chance * 100 > 2.5 else 0


def likelihood(chance: float) -> str:
    """``very unlikely`` to ``very likely``, by the rounded chance."""
    points = rounded(chance)
    limits = ((5, "very unlikely"), (30, "unlikely"), (65, "open"), (85, "likely"))
    return next((word for limit, word in limits if points <= limit), "very likely")


def odds(chance: float) -> str:
    """``about 1 in 10``; at the ends ``less than 1 in 20`` and ``more than 19 in 20``."""
    points = rounded(chance)
    return _ODDS.get(points, "less than 1 in 20" if points == 0 else "more than 19 in 20")


def chance_words(chance: float, n: int) -> str:
    """``unlikely (about 1 in 10)``; without the digits when it rests on less than eight records."""
    return likelihood(chance) if n < FEWEST_FOR_DIGITS else f"{likelihood(chance)} ({odds(chance)})"


def horizon_sentence(outlook: Outlook, horizon: Horizon, *, on: date) -> str:
    """``Day 90 (2 May 2026): unlikely to be met (about 1 in 10); the work is likely done 14 May to 20 June 2026.``"""
    label, chance = horizon.label, outlook.chance
    if chance.value is None:
        return sentence(f"{label} ({day_words(on)}): no forecast yet, {chance.reason}")
    if outlook.driven_by == "known":
        met = "was met" if chance.value else "was missed"
        return sentence(f"{label} {met}: it fell on {day_words(on)}{_still_open(outlook)}")
    if outlook.driven_by == "earliest":
        return sentence(f"{label} ({day_words(on)}): {chance.reason}, because {outlook.earliest_words}")
    return sentence(f"{label} ({day_words(on)}): {_met_words(chance.value, chance.n)}; {_work_words(outlook)}")


def likely_words(outlook: Outlook) -> str:
    """Between which days the work is likely done."""
    if outlook.likely_from is None:
        return "at this pace no end is in sight"
    if outlook.likely_to is None:
        return f"likely not done before {day_words(outlook.likely_from)}, and no end is in sight"
    on = "on " if outlook.likely_from == outlook.likely_to else ""
    return f"likely done {on}{days_words(outlook.likely_from, outlook.likely_to)}"


def _met_words(chance: float, n: int) -> str:
    """``unlikely to be met (about 1 in 10)``; ``open`` says of a question what the other words say of an answer."""
    word = likelihood(chance)
    asked = "open whether it is met" if word == "open" else f"{word} to be met"
    return chance_words(chance, n).replace(word, asked, 1)


def _work_words(outlook: Outlook) -> str:
    """The same as a clause of its own."""
    words = likely_words(outlook)
    return f"the work is {words}" if outlook.likely_from else words


def _still_open(outlook: Outlook) -> str:
    """When a horizon that was missed is likely met, as far as anything says."""
    return f"; {_work_words(outlook)}" if outlook.likely_from else ""
