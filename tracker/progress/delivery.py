"""The Delivery status with its trend, and where it differs from what people reported (METHODS 1.7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.progress.horizons import NO_SEQUENCE
from tracker.progress.indicators import list_indicators
from tracker.progress.likelihood import least_chance, outlooks_ahead
from tracker.progress.periods import one_period_before
from tracker.progress.rag import driving_pace, settled_status, worst
from tracker.progress.record import Basis, Record
from tracker.progress.results import (
    DeliveryProgress,
    HorizonProgress,
    Indicator,
    ReportedProgress,
    SlipProgress,
    Status,
)
from tracker.progress.words import count_words, day_words, shift_words

TREND_TOLERANCE = 0.01
LARGE_DRIFT_DAYS = 90
"""Policy: a program reported green whose finish has moved by more than this says two things at once."""
NO_DELIVERY = f"Not applicable: {NO_SEQUENCE}."


def read_delivery(
    record: Record,
    as_of: date,
    *,
    horizons: Sequence[HorizonProgress],
    reported: ReportedProgress,
    slip: SlipProgress,
) -> DeliveryProgress:
    """Delivery as of a day, beside the reported status and never merged with it."""
    if not record.facts.follows_sequence:
        return _without_sequence(reported, slip)
    found = list_indicators(record, as_of, horizons)
    raw = status_today(found)
    status = current = settled_status(
        record, as_of, Basis.ORIGINAL, chance=least_chance(outlooks_ahead(horizons, Basis.ORIGINAL))
    )
    if record.current(as_of) is not record.original(as_of):
        newest = least_chance(outlooks_ahead(horizons, Basis.CURRENT))
        current = settled_status(record, as_of, Basis.CURRENT, chance=newest)
    trend, trend_sentence = _trend(record, as_of)
    diverges = Status.GREY not in (status, reported.status) and status is not reported.status
    words = _delivery_words(found, status, raw=raw, weeks=record.facts.thresholds.improve_after_periods)
    return DeliveryProgress(
        status=status,
        raw=raw,
        current=current,
        sentence=words,
        indicators=found,
        trend=trend,
        trend_sentence=trend_sentence,
        diverges=diverges,
        divergence_sentence=f"Reported {reported.status.value}; the record says {status.value}. {words}"
        if diverges
        else "",
    )


def status_today(found: Sequence[Indicator]) -> Status:
    """The worst of the indicators; order alone is no color, for it says nothing of time."""
    pace, gates, chance, order = (indicator.status for indicator in found)
    on_time = worst((pace, gates))
    return worst((on_time, chance)) if on_time is Status.GREY else worst((on_time, chance, order))


def _delivery_words(found: Sequence[Indicator], status: Status, *, raw: Status, weeks: int) -> str:
    """The sentences of the indicators that decide the color, and what holds an improvement back."""
    told = found[:2] if raw is Status.GREY else found
    deciding = [indicator.sentence for indicator in told if indicator.status is raw]
    text = " ".join(dict.fromkeys(deciding))
    if status is raw:
        return text
    return f"{text} It turns from {status.value} to {raw.value} when this has held for {count_words(weeks, 'week')}."


def _trend(record: Record, as_of: date) -> tuple[str, str]:
    """The slowest horizon's SPI(t) now against one review period ago."""
    now = driving_pace(record, as_of, Basis.ORIGINAL)
    if now is None or now.performance.value is None:
        return "unknown", "No trend yet: there is no pace to compare."
    horizon = now.plan.horizon
    earlier = one_period_before(as_of, horizon.period)
    before = driving_pace(record, earlier, Basis.ORIGINAL, only=horizon.key)
    if before is None or before.performance.value is None:
        return "unknown", f"No trend yet: nothing was measured on {day_words(earlier)}."
    change = now.performance.value - before.performance.value
    trend = "same" if abs(change) <= TREND_TOLERANCE else "better" if change > 0 else "worse"
    than = "the same as" if trend == "same" else f"{trend} than"
    return trend, f"The pace to {horizon.label.lower()} is {than} on {day_words(earlier)}."


def _without_sequence(reported: ReportedProgress, slip: SlipProgress) -> DeliveryProgress:
    """No Delivery status; the trend is the last move of the forecast."""
    trend, trend_sentence = "unknown", f"No trend: {slip.drift.reason}."
    if slip.drift.value is not None:
        days = round(slip.drift.value)
        trend = "worse" if days > 0 else "better" if days < 0 else "same"
        trend_sentence = f"The latest forecast is {shift_words(days, 'the one before it')}."
    total = slip.total_drift.value
    diverges = reported.status is Status.GREEN and total is not None and total > LARGE_DRIFT_DAYS
    return DeliveryProgress(
        status=Status.GREY,
        raw=Status.GREY,
        current=Status.GREY,
        sentence=NO_DELIVERY,
        indicators=(),
        trend=trend,
        trend_sentence=trend_sentence,
        diverges=diverges,
        divergence_sentence=_drift_words(total) if diverges and total else "",
    )


def _drift_words(days: float) -> str:
    """Green in words, late in dates."""
    return f"Reported green; the expected finish is {shift_words(round(days), 'first forecast')}."
