"""What the record shows of latency, beside the model: decisions that were raised, shifts that reached the floor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from statistics import median

from tracker.analysis.facts.decisions import Decision
from tracker.analysis.facts.tradeoffs import ShiftFact
from tracker.analysis.latency.results import METHOD, ObservedLatency, ObservedShift
from tracker.analysis.latency.spread import Latency
from tracker.progress.numbers import Gauge, Number

HALF_YEAR = timedelta(days=182)
FEWEST_DECISIONS = 5
FEWEST_SHIFTS = 3
HIGH = 0.9

ModelOf = Callable[[ShiftFact], Latency | None]
"""The latency that the cycles of the shift's day give; None when they are not all recorded."""


def observed(
    decisions: Sequence[Decision], shifts: Sequence[ShiftFact], *, as_of: date, model_of: ModelOf
) -> ObservedLatency:
    """Decisions raised in the half year before the day, and all shifts that were visible by it.

    decisions, shifts  of one flow
    """
    asked = [each for each in decisions if as_of - HALF_YEAR < each.raised_on <= as_of]
    lags = [lag_of(each, as_of) for each in asked]
    decided = sum(is_over for _, is_over in lags)
    listed = tuple(shift_beside(each, as_of=as_of, model_of=model_of) for each in visible(shifts, as_of))
    return ObservedLatency(
        decisions=within(lags, 0.5),
        decisions_p90=within(lags, HIGH),
        decided=decided,
        open=len(lags) - decided,
        shifts=listed,
        ratio=ratio_of(listed),
    )


def lag_of(decision: Decision, as_of: date) -> tuple[int, bool]:
    """Days from raised to decided, and whether it was decided; while it waits, the days so far."""
    if decision.decided_on is not None and decision.decided_on <= as_of:
        return (decision.decided_on - decision.raised_on).days, True
    return (as_of - decision.raised_on).days, False


def within(lags: Sequence[tuple[int, bool]], share: float) -> Number:
    """Days within which this share was decided (Kaplan and Meier), what waits counted with its days so far.

    To drop what waits would make a team look faster the more it leaves undecided.
    """
    gauge = Gauge(METHOD, "days", len(lags))
    decided = sum(is_over for _, is_over in lags)
    if decided < FEWEST_DECISIONS:
        return gauge.insufficient(
            f"{FEWEST_DECISIONS} decided questions of the last half year are needed and {decided or 'none'} "
            f"{'is' if decided == 1 else 'are'} recorded; the function leads record them"
        )
    left = 1.0
    for day in sorted({lag for lag, is_over in lags if is_over}):
        at_risk = sum(lag >= day for lag, _ in lags)
        left *= 1 - sum(is_over and lag == day for lag, is_over in lags) / at_risk
        if 1 - left >= share - 1e-12:
            return gauge.value(day)
    waiting = len(lags) - decided
    return gauge.unbounded(f"{waiting} of {len(lags)} questions still wait, so nobody knows yet")


def visible(shifts: Sequence[ShiftFact], as_of: date) -> list[ShiftFact]:
    return sorted((each for each in shifts if each.visible_on <= as_of), key=lambda each: (each.visible_on, each.uid))


def shift_beside(shift: ShiftFact, *, as_of: date, model_of: ModelOf) -> ObservedShift:
    """The shift with what the cycles of its first day say."""
    changed_on = shift.floor_changed_on
    is_open = changed_on is None or changed_on > as_of
    last = as_of if changed_on is None or is_open else changed_on
    days = (last - shift.visible_on).days
    model = model_of(shift)
    return ObservedShift(
        shift=shift.uid,
        title=shift.title,
        visible_on=shift.visible_on,
        days=days,
        is_open=is_open,
        modelled_days=model.mean if model is not None else None,
        modelled_p90=model.quantile(HIGH) if model is not None else None,
        ratio=days / model.mean if model is not None and model.mean > 0 and not is_open else None,
    )


def ratio_of(shifts: Sequence[ObservedShift]) -> Number:
    """Middle of the observed over middle of the modelled days; the range of the single ratios as its interval."""
    both = [each for each in shifts if each.ratio is not None]
    found = [each.ratio for each in both if each.ratio is not None]
    gauge = Gauge(METHOD, "ratio", len(found))
    if len(found) < FEWEST_SHIFTS:
        return gauge.insufficient(
            f"{FEWEST_SHIFTS} shifts that reached the floor are needed and {len(found) or 'none'} "
            f"{'is' if len(found) == 1 else 'are'} recorded; the PMO records them"
        )
    observed_days = median(each.days for each in both)
    modelled_days = median(each.modelled_days for each in both if each.modelled_days is not None)
    return gauge.between(observed_days / modelled_days, min(found), max(found))
