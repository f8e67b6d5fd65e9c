"""What people reported beside what the record computes; the two are never merged."""

from __future__ import annotations

from tracker.progress.results import DeliveryProgress, Indicator, ReportedProgress, Status
from tracker.progress.words import day_words, sentence
from tracker.reporting.wording import STATUS_LABELS, Json, counted, display_date, iso, number_text, shorten

COMPUTED_WORDS = 22
REPORTED_WORDS = 20
DIVERGENCE_WORDS = 15
NOTE_WORDS = 14
NAME_WORDS = 5
NOT_APPLICABLE = "Not applicable"


def computed_section(delivery: DeliveryProgress, *, applies: bool) -> Json:
    """Delivery as computed: status, the sentence behind it, the trend, the ingredients.

    applies  False for a program without a sequence: its grey means not applicable, not unknown
    """
    return {
        "status": delivery.status.value,
        "label": STATUS_LABELS[delivery.status] if applies or delivery.status is not Status.GREY else NOT_APPLICABLE,
        "sentence": delivery.sentence,
        "brief": shorten(delivery.sentence, COMPUTED_WORDS),
        "current_status": delivery.current.value,
        "current_label": STATUS_LABELS[delivery.current],
        "note": _computed_note(delivery),
        "trend": delivery.trend,
        "trend_sentence": delivery.trend_sentence,
        "diverges": delivery.diverges,
        "divergence_sentence": delivery.divergence_sentence,
        "divergence_brief": shorten(delivery.divergence_sentence, DIVERGENCE_WORDS),
        "indicators": [_indicator_row(indicator) for indicator in delivery.indicators],
    }


def _computed_note(delivery: DeliveryProgress) -> str:
    """The trend, and the status against the newest plan where that is another one."""
    trend = shorten(delivery.trend_sentence, NOTE_WORDS)
    if delivery.current is delivery.status:
        return trend
    return f"{trend} Against the newest plan: {STATUS_LABELS[delivery.current].lower()}.".strip()


def _indicator_row(indicator: Indicator) -> Json:
    return {
        "key": indicator.key,
        "label": indicator.label,
        "status": indicator.status.value,
        "status_label": STATUS_LABELS[indicator.status],
        "value_text": number_text(indicator.value),
        "sentence": indicator.sentence,
    }


def reported_section(reported: ReportedProgress) -> Json:
    """The latest reported status with its author, age and reason, and the one before."""
    return {
        "status": reported.status.value,
        "label": STATUS_LABELS[reported.status],
        "reason": reported.reason,
        "brief": _reported_brief(reported),
        "rated_by": reported.rated_by,
        "reported_on": iso(reported.reported_on),
        "reported_on_text": display_date(reported.reported_on),
        "age_days": reported.age_days,
        "source_text": _source_text(reported),
        "previous": None if reported.previous is None else reported.previous.value,
        "previous_label": "" if reported.previous is None else STATUS_LABELS[reported.previous],
        "previous_on": iso(reported.previous_on),
        "previous_text": _previous_text(reported),
    }


def _reported_brief(reported: ReportedProgress) -> str:
    """The reason as people gave it; without a report, why there is none."""
    if reported.reported_on is None:
        return sentence(reported.reason) or "Nobody has reported a status yet."
    return shorten(reported.reason, REPORTED_WORDS)


def _source_text(reported: ReportedProgress) -> str:
    if reported.reported_on is None:
        return ""
    by = f"by {shorten(reported.rated_by, NAME_WORDS)} " if reported.rated_by else ""
    age = f", {counted(reported.age_days, 'day')} old" if reported.age_days else ""
    return f"Reported {by}on {day_words(reported.reported_on)}{age}."


def _previous_text(reported: ReportedProgress) -> str:
    if reported.previous is None:
        return ""
    since = f" on {day_words(reported.previous_on)}" if reported.previous_on else ""
    if reported.previous is reported.status:
        return f"The same as before{since}."
    return f"Before: {STATUS_LABELS[reported.previous]}{since}."
