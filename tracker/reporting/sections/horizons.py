"""Day 90, day 120, month 12 and month 18 in plain words."""

from __future__ import annotations

from datetime import date

from tracker.progress.numbers import State
from tracker.progress.periods import Period, days_after
from tracker.progress.results import BaselineProgress, HorizonProgress
from tracker.progress.words import day_words, plan_words, sentence
from tracker.reporting.sections.out_of_line import added_of, descoped_of, early_of, order_text
from tracker.reporting.sections.outlook import likely_text, outlook_section
from tracker.reporting.wording import (
    Json,
    days_text,
    display_date,
    distance_text,
    iso,
    share_text,
)

NO_REASON = "No reason was given."
KIND_LABELS = {"structural": "Structural change", "cultural": "Cultural change"}


def horizon_section(horizon: HorizonProgress, start_on: date | None) -> Json:
    """One horizon: its date, where it stands against the original plan, and against the newest one."""
    original, current = horizon.original, horizon.current
    is_replanned = original and current and current.baseline_number != original.baseline_number
    return {
        "key": horizon.key,
        "label": horizon.label,
        "kind": horizon.kind,
        "kind_text": KIND_LABELS.get(horizon.kind, horizon.kind),
        "period": horizon.period,
        "state": horizon.state.value,
        "reason": horizon.reason,
        "horizon_on": iso(horizon.horizon_on),
        "horizon_on_text": display_date(horizon.horizon_on),
        "days_to_horizon": horizon.days_to_horizon,
        "distance_text": "" if horizon.days_to_horizon is None else distance_text(horizon.days_to_horizon),
        "words": horizon_words(horizon, start_on),
        "late_count": len(horizon.late),
        "early_count": len(early_of(horizon)),
        "order_text": order_text(horizon),
        "too_long_count": len(horizon.too_long),
        "descoped_count": len(descoped_of(horizon)),
        "added_count": len(added_of(horizon)),
        "original": _baseline_section(horizon, original, start_on),
        "current": _baseline_section(horizon, current, start_on) if is_replanned else None,
    }


def horizon_words(horizon: HorizonProgress, start_on: date | None) -> str:
    """Where the horizon stands against the original plan, as one or two short sentences."""
    if horizon.state is State.NOT_APPLICABLE:
        return _with_reason("Not applicable", horizon.reason)
    if horizon.original is None or horizon.state is State.INSUFFICIENT_DATA:
        return _with_reason("Not known yet", horizon.reason)
    return f"{_baseline_words(horizon, horizon.original, start_on)}{_pause_words(horizon)}"


def _pause_words(horizon: HorizonProgress) -> str:
    """By how much pauses have moved the date; nothing when there was none."""
    if not horizon.stopped_days:
        return ""
    days = days_text(horizon.stopped_days)
    return f" {horizon.label} lies {days} later because the program was paused."


def _baseline_section(
    horizon: HorizonProgress, baseline: BaselineProgress | None, start_on: date | None
) -> Json | None:
    if baseline is None:
        return None
    return {
        "baseline_number": baseline.baseline_number,
        "item_count": baseline.item_count,
        "planned_share_text": _share(baseline, baseline.planned_value.value),
        "earned_share_text": _share(baseline, baseline.earned_value.value),
        "standing": _standing(horizon, baseline, start_on),
        "likely_finish_on": iso(baseline.likely_finish_on),
        "likely_finish_on_text": display_date(baseline.likely_finish_on),
        "complete_on": iso(baseline.complete_on),
        "complete_on_text": display_date(baseline.complete_on),
        "regression": baseline.regression,
        "words": _baseline_words(horizon, baseline, start_on),
        "outlook": outlook_section(baseline.outlook),
    }


def _share(baseline: BaselineProgress, part: float | None) -> str:
    total = baseline.total_weight.value
    return "" if part is None or not total else share_text(part, total)


def _baseline_words(horizon: HorizonProgress, baseline: BaselineProgress, start_on: date | None) -> str:
    if baseline.complete_on is not None:
        return _completion_words(horizon, baseline.complete_on)
    sentences = [
        f"{_standing(horizon, baseline, start_on)}.",
        _outlook_words(baseline) or _finish_words(horizon, baseline),
    ]
    if baseline.regression:
        sentences.append("Some acceptance was taken back or has lapsed.")
    return " ".join(filter(None, sentences))


def _completion_words(horizon: HorizonProgress, complete_on: date) -> str:
    done = f"Reached on {day_words(complete_on)}"
    if horizon.horizon_on is None:
        return f"{done}."
    days = (complete_on - horizon.horizon_on).days
    if days == 0:
        return f"{done}, on the day."
    return f"{done}, {days_text(days)} {'late' if days > 0 else 'early'}."


def _standing(horizon: HorizonProgress, baseline: BaselineProgress, start_on: date | None) -> str:
    """Done, or ahead of, on or behind the plan; without a variance, the reason for its absence."""
    if baseline.complete_on is not None:
        return f"Done on {day_words(baseline.complete_on)}"
    days = days_behind_of(horizon, baseline, start_on)
    if days is None:
        return _with_reason("Not known yet", baseline.schedule_variance.reason).rstrip(".")
    if baseline.planned_value.value == 0 and round(days) >= 0:
        return "Nothing is due yet"
    return sentence(plan_words(days)).rstrip(".")


def days_behind_of(horizon: HorizonProgress, baseline: BaselineProgress, start_on: date | None) -> float | None:
    """The schedule variance told in calendar days, as the headline tells it; positive is behind."""
    variance = baseline.schedule_variance.value
    clock, schedule = baseline.actual_time.value, baseline.earned_schedule.value
    if variance is None or start_on is None or clock is None or schedule is None:
        return None
    period = Period(horizon.period)
    return days_after(start_on, clock, period) - days_after(start_on, schedule, period)


def _outlook_words(baseline: BaselineProgress) -> str:
    """The forecast in one sentence, or what it still needs; empty for methods that knew none."""
    outlook = baseline.outlook
    if outlook is None:
        return ""
    return likely_text(outlook) if outlook.chance.value is None else outlook.sentence


def _finish_words(horizon: HorizonProgress, baseline: BaselineProgress) -> str:
    if baseline.estimate_at_completion.unbounded:
        return "Nothing is accepted yet, so no finish can be projected."
    finish = baseline.likely_finish_on
    if finish is None:
        return ""
    pace = f"At this pace done about {day_words(finish)}"
    if horizon.horizon_on is None:
        return f"{pace}."
    days = (finish - horizon.horizon_on).days
    if days == 0:
        return f"{pace}, on the day."
    return f"{pace}, {days_text(days)} {'after' if days > 0 else 'before'} {horizon.label.lower()}."


def _with_reason(state: str, reason: str) -> str:
    """``Not known yet. Too early: the first item is due in July.``"""
    return f"{state}. {sentence(reason) or NO_REASON}"
