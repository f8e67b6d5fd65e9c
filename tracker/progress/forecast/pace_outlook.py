"""The pace forecast of one exit set against one baseline, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import floor

from tracker.progress.earned_schedule import earned_schedule
from tracker.progress.exit_sets import ExitPlan
from tracker.progress.forecast.pace import (
    PacePrior,
    chance_by_blocks,
    likely_duration_interval,
    pace_model,
)
from tracker.progress.numbers import Gauge, Number
from tracker.progress.outlooks import PaceOutlook
from tracker.progress.pauses import moved_by_pauses, stopped_days
from tracker.progress.periods import Period, add_months, date_after, elapsed
from tracker.progress.record import Record
from tracker.progress.words import count_words

METHOD = "forecast"
FEWEST_PERIODS = 5
FEWEST_WITH_PRIOR = 2
ROBUST_GAP = 0.10
SEED = 20_260_102
NO_SPREAD = "every period was alike, so the chance is 0 or 1 and says nothing of what may go otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceSoFar:
    """What an exit set has earned, period by period of work; a pause is left out.

    increments  earned schedule of each whole period, oldest first
    at          periods of work so far, with the share of the present one
    schedule    ES now
    """

    increments: tuple[float, ...]
    at: float
    schedule: float


def pace_so_far(record: Record, plan: ExitPlan, as_of: date) -> PaceSoFar:
    """The earned schedule at the end of every whole period of work, and now."""
    period, start, pauses = plan.horizon.period, plan.start_on, record.facts.pauses
    at = elapsed(start, as_of - timedelta(days=stopped_days(pauses, as_of)), period)
    history = record.history(plan, as_of)
    stands = [0.0]
    for whole in range(1, floor(at + 1e-9) + 1):
        ended_on = moved_by_pauses(_after(start, whole, period), pauses, as_of)
        stands.append(earned_schedule(plan.curve, history.until(ended_on).now, float(whole)))
    increments = tuple(later - earlier for earlier, later in pairwise(stands))
    return PaceSoFar(increments=increments, at=at, schedule=earned_schedule(plan.curve, history.now, at))


def read_pace_outlook(record: Record, plan: ExitPlan, as_of: date, *, prior: PacePrior | None = None) -> PaceOutlook:
    """When the exit set is done at the pace so far; not applicable once it is complete."""
    if record.history(plan, as_of).complete_on is not None:
        return PaceOutlook(chance=Gauge(METHOD, "probability").not_applicable("everything is accepted"))
    pace = pace_so_far(record, plan, as_of)
    fewest = FEWEST_PERIODS if prior is None else FEWEST_WITH_PRIOR
    gauge = Gauge(METHOD, "probability", len(pace.increments))
    if len(pace.increments) < fewest:
        needed = count_words(fewest, f"whole {plan.horizon.period.value}")
        return PaceOutlook(chance=gauge.insufficient(f"a pace can be projected after {needed}"))
    remaining = plan.curve.duration - pace.schedule
    model = pace_model(pace.increments, mean=pace.schedule / pace.at, remaining=remaining, prior=prior)
    left = elapsed(plan.start_on, plan.horizon.falls_on(plan.start_on), plan.horizon.period) - pace.at
    chance = model.chance_by(left)
    blocks = chance_by_blocks(pace.increments, remaining=remaining, periods=left, seed=SEED)
    stopped = timedelta(days=stopped_days(record.facts.pauses, as_of))
    ahead = [model.periods_until(level) for level in (0.1, 0.5, 0.8, 0.9)]
    days = [_finish(plan, None if more is None else pace.at + more, stopped=stopped) for more in ahead]
    return PaceOutlook(
        chance=gauge.degraded(chance, NO_SPREAD) if model.degenerate else gauge.value(chance),
        degenerate=model.degenerate,
        finish_10=days[0],
        finish_50=days[1],
        finish_80=days[2],
        finish_90=days[3],
        by_blocks=gauge.value(blocks),
        shape_matters=abs(blocks - chance) > ROBUST_GAP,
        mean_pace=_mean_pace(plan, pace, gauge),
    )


def _after(start: date, whole: int, period: Period) -> date:
    """The day on which so many whole periods have passed."""
    return start + timedelta(weeks=whole) if period is Period.WEEK else add_months(start, whole)


def _finish(plan: ExitPlan, time: float | None, *, stopped: timedelta) -> date | None:
    """The day by which so many periods of work have passed, days of a pause included; None without an end."""
    worked = None if time is None else date_after(plan.start_on, time, plan.horizon.period)
    return worked + stopped if worked else None


def _mean_pace(plan: ExitPlan, pace: PaceSoFar, gauge: Gauge) -> Number:
    """IEAC(t) with the 90 % interval of the mean pace: a recognized cross-check, not a prediction."""
    interval = likely_duration_interval(
        pace.increments,
        performance=pace.schedule / pace.at,
        duration=plan.curve.duration,
        schedule=pace.schedule,
        confidence=0.9,
    )
    times = Gauge(METHOD, plan.horizon.period.unit, gauge.n)
    if interval is None:
        return times.insufficient("a period in which nothing was earned has no logarithm")
    return times.between(plan.curve.duration * pace.at / pace.schedule, *interval)
