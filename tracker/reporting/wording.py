"""Dates, spans, numbers and statuses in the words that people read (METHODS 1.8)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from tracker.progress.forecast.chances import rounded
from tracker.progress.numbers import Number, State
from tracker.progress.results import Status
from tracker.progress.words import and_words

Json = dict[str, Any]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Not after an abbreviation of one or two letters.
SENTENCE_END = re.compile(r"(?<=\w{3}\.) (?=[A-Z])")
DAYS_PER_MONTH = 30.4375
DAYS_PER_YEAR = 365.25

STATUS_LABELS = {
    Status.GREEN: "Green",
    Status.AMBER: "Amber",
    Status.RED: "Red",
    Status.GREY: "Not known",
}
STATE_LABELS = {
    State.NOT_APPLICABLE: "not applicable",
    State.INSUFFICIENT_DATA: "not known yet",
}


def iso(on: date | None) -> str | None:
    """The day as ISO text, or None."""
    return None if on is None else on.isoformat()


def display_date(on: date | None) -> str:
    """The day as ``12 May 2026``; empty when there is none."""
    return "" if on is None else f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def when_words(first_on: date, as_of: date) -> str:
    """``at once``, ``from 16 Feb 2026``: when something that is missing can be there."""
    return "at once" if first_on <= as_of else f"from {display_date(first_on)}"


def counted(count: int, singular: str, plural: str = "") -> str:
    """``1 item``, ``3 items``, ``1,014 days``."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def days_text(days: float) -> str:
    """A length in days; long ones also in months or years."""
    whole = abs(round(days))
    text = counted(whole, "day")
    if whole <= 120:
        return text
    if whole <= 720:
        return f"{text} (about {whole / DAYS_PER_MONTH:.0f} months)"
    return f"{text} (about {whole / DAYS_PER_YEAR:.1f} years)"


def later_or_earlier(days: float) -> str:
    """``21 days later`` or ``18 days earlier``; a zero is for the caller to word."""
    return f"{days_text(days)} {'later' if days > 0 else 'earlier'}"


def distance_text(days: int) -> str:
    """``in 20 days``, ``today``, ``about 8 months ago``."""
    if days == 0:
        return "today"
    size = abs(days)
    text = counted(size, "day") if size <= 120 else f"about {size / DAYS_PER_MONTH:.0f} months"
    return f"in {text}" if days > 0 else f"{text} ago"


def money_text(amount: float, currency: str) -> str:
    """``GBP 154.9 million``, ``USD 2.61 billion``, ``EUR 24,320``: at least three digits that count."""
    for size, name in ((1e9, "billion"), (1e6, "million")):
        scaled = amount / size
        if abs(scaled) >= 1:
            decimals = 2 if abs(scaled) < 10 else 1 if abs(scaled) < 1000 else 0
            return f"{currency} {scaled:,.{decimals}f} {name}"
    return f"{currency} {amount:,.0f}"


def number_text(number: Number) -> str:
    """A number with its unit, or the words for why there is none. Never a zero for an unknown."""
    if number.unbounded:
        return "no finite answer yet"
    if number.value is None:
        return STATE_LABELS.get(number.state, "not known")
    return _value_text(number.value, number.unit)


def _value_text(value: float, unit: str) -> str:
    match unit:
        case "days":
            return f"{value:,.0f} {'day' if abs(value) == 1 else 'days'}"
        case "weeks" | "months":
            return f"{value:,.1f} {unit}"
        case "probability":
            return f"{rounded(value)}%"
        case "ratio":
            return f"{value:.2f}"
        case "percent":
            return f"{value:+.1f}%"
        case "weight" | "":
            return f"{value:,.4g}" if abs(value) < 10000 else f"{value:,.0f}"
        case currency:
            return money_text(value, currency)


def share_text(part: float, whole: float) -> str:
    """``41%``: a share in whole percent. Nearly all is never told as all."""
    percent = 100 * part / whole
    rounded = min(round(percent), 99) if percent < 100 else round(percent)
    return f"{rounded}%"


def shorten(text: str, words: int) -> str:
    """At most so many words and eight characters for each; what is cut ends with an ellipsis.

    Whole sentences are kept where they are at least half of what fits.
    """
    whole = " ".join(text.split())
    short = " ".join(whole.split()[:words])[: words * 8].rstrip()
    if short == whole:
        return whole
    end = short.rfind(". ") + 1
    if end > len(short) / 2:
        return f"{short[:end]} …"
    return short.rstrip(",;:.") + "…"


def whole_sentences(text: str, words: int) -> str:
    """The first sentences that fit into so many words; of one that is longer its first clauses, else it is cut."""
    whole = " ".join(text.split())
    sentences = _fitting(SENTENCE_END.split(whole), " ", words)
    if sentences:
        return sentences
    clauses = _fitting(SENTENCE_END.split(whole)[0].split("; "), "; ", words)
    return f"{clauses.rstrip('.')}." if clauses else shorten(text, words)


def _fitting(parts: list[str], between: str, words: int) -> str:
    """The first parts that have together at most so many words."""
    starts = [between.join(parts[: count + 1]) for count in range(len(parts))]
    return max((start for start in starts if len(start.split()) <= words), key=len, default="")


def joined(names: list[str], limit: int = 3) -> str:
    """``A, B, C and 4 more``."""
    shown = names[:limit]
    rest = len(names) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    return and_words(shown)
