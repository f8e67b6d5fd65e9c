"""Formatting of values of the reckoning; no decision is made here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import template

from tracker.progress.numbers import Number, State
from tracker.progress.words import and_words
from tracker.reporting.wording import (
    STATUS_LABELS,
    Json,
    days_text,
    display_date,
    later_or_earlier,
    money_text,
    number_text,
    share_text,
)

register = template.Library()
ICONS = {"green": "circle-check", "amber": "triangle-alert", "red": "octagon-alert", "grey": "circle-question-mark"}
TREND_ICONS = {"better": "trending-up", "same": "move-right", "worse": "trending-down", "unknown": "minus"}
TREND_WORDS = {"better": "improving", "same": "unchanged", "worse": "worsening", "unknown": "no trend yet"}


@register.filter
def day(on: date | str | None) -> str:
    """``12 May 2026``, from a date or its ISO text."""
    return display_date(date.fromisoformat(on) if isinstance(on, str) else on)


@register.filter
def days(count: float | None) -> str:
    """``9 days``; long ones also in months or years."""
    return "" if count is None else days_text(count)


@register.filter
def lower_first(words: str) -> str:
    """The words inside a sentence; names, such as those of months, keep their capital letters."""
    return words[:1].lower() + words[1:]


@register.filter
def status_icon(status: str) -> str:
    """The icon that stands with the color."""
    return ICONS.get(status, ICONS["grey"])


@register.filter
def status_label(status: str) -> str:
    """The word that stands with the color."""
    return {key.value: label for key, label in STATUS_LABELS.items()}.get(status, "Not known")


@register.filter
def trend_icon(trend: str) -> str:
    return TREND_ICONS.get(trend, TREND_ICONS["unknown"])


@register.filter
def trend_words(trend: str) -> str:
    return TREND_WORDS.get(trend, TREND_WORDS["unknown"])


@register.filter
def number(value: Number) -> str:
    """The number with its unit, or the words for why there is none."""
    return number_text(value)


@register.filter
def is_known(value: Number) -> bool:
    """Whether there is a number to show."""
    return value.state in (State.VALUE, State.DEGRADED)


@register.filter
def money(amount: float | None, currency: str) -> str:
    return "" if amount is None else money_text(float(amount), currency)


@register.filter
def signed_days(count: float | None) -> str:
    """``21 days later``, ``18 days earlier`` or ``as planned``."""
    if count is None:
        return ""
    return later_or_earlier(count) if round(count) else "as planned"


@register.filter
def share_of(part: float, whole: float) -> str:
    """``41 %``"""
    return share_text(part, whole)


@register.filter
def deciding(indicators: Sequence[Json]) -> Sequence[Json]:
    """The indicators of the worst color; pace and gates where nothing has one."""
    known = [each for color in ("red", "amber", "green") for each in indicators if each["status"] == color]
    return [each for each in known if each["status"] == known[0]["status"]] or indicators[:2]


@register.filter
def beside(indicators: Sequence[Json]) -> str:
    """``Amber: pace against plan. Green: gates on time.``, of those that ``deciding`` leaves out; empty for none."""
    told = deciding(indicators)
    names: dict[str, list[str]] = {"amber": [], "green": []}
    for each in indicators:
        if each not in told and each["status"] in names:
            names[each["status"]].append(lower_first(each["label"]))
    return " ".join(f"{color.capitalize()}: {and_words(found)}." for color, found in names.items() if found)
