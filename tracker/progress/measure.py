"""Progress of one exit set against one baseline, as of a day (METHODS 1.1 and 1.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import fsum

from tracker.progress import earned_schedule as es
from tracker.progress.adherence import order_of_work
from tracker.progress.earned_value import EarnedHistory
from tracker.progress.exit_sets import ExitPlan
from tracker.progress.numbers import Gauge, Number
from tracker.progress.outlooks import Outlook
from tracker.progress.periods import Period, date_after, days_after, elapsed
from tracker.progress.record import Record
from tracker.progress.results import BaselineProgress
from tracker.progress.scope import descoped_items, new_items
from tracker.progress.words import count_words

METHOD = "earned-schedule"
STEADY_PERIODS = 5
"""Below this many review periods SPI(t) is mostly noise (METHODS 11)."""

NOTHING_DUE = "on plan: nothing is due yet"
_TOO_EARLY = "the program has only just started: no time has passed"
_NO_LENGTH = "everything was planned for the start day, so there is no pace to measure"
_COMPLETE = "everything is accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Where an exit set stands in time, in review periods.

    at        time used; frozen at the day of completion
    schedule  ES, the time at which the plan would have earned what is earned
    due       whether anything was planned or earned by now
    """

    at: float
    schedule: float
    duration: float
    horizon: float
    complete: bool
    due: bool

    @property
    def measurable(self) -> bool:
        """Whether time has passed and the plan has a length."""
        return self.at > 0 and self.duration > 0

    @property
    def why_not(self) -> str:
        """Why nothing can be divided by time here."""
        return _TOO_EARLY if self.at <= 0 else _NO_LENGTH


def read_clock(plan: ExitPlan, history: EarnedHistory, as_of: date) -> Clock:
    """The clock of ``plan`` at the end of ``as_of``."""
    period = plan.horizon.period
    at = elapsed(plan.start_on, history.complete_on or as_of, period)
    return Clock(
        at=at,
        schedule=es.earned_schedule(plan.curve, history.now, at),
        duration=plan.curve.duration,
        horizon=elapsed(plan.start_on, plan.horizon_on(as_of), period),
        complete=history.complete_on is not None,
        due=history.now > 0 or es.planned_value(plan.curve, at) > 0,
    )


def measure(record: Record, plan: ExitPlan, as_of: date, *, outlook: Outlook | None = None) -> BaselineProgress:
    """Every number of METHODS 1.2 and 1.3 for one exit set against one baseline, with its forecast.

    Cost: proportional to the items of the plan, for what was removed; the rest is looked up.
    """
    history = record.history(plan, as_of)
    clock = read_clock(plan, history, as_of)
    n, unit = len(plan.lines), plan.horizon.period.unit
    weight = Gauge("earned-value", "weight", n)
    at = elapsed(plan.start_on, as_of, plan.horizon.period)
    planned = es.planned_value(plan.curve, at)
    time = Gauge(METHOD, unit, n)
    completion = _estimate_at_completion(clock, plan)
    order, early = order_of_work(plan.lines, record.items, as_of)
    descoped = descoped_items(record, plan, as_of)
    is_first = plan.baseline_number == 1
    added = () if is_first else new_items(record, plan, as_of)
    return BaselineProgress(
        baseline_number=plan.baseline_number,
        item_count=n,
        total_weight=weight.value(float(plan.total)),
        planned_value=weight.value(float(planned)),
        earned_value=weight.value(float(history.now)),
        descoped_weight=weight.value(fsum(item.weight for item in descoped)),
        actual_time=time.value(clock.at),
        planned_duration=time.value(clock.duration),
        earned_schedule=time.value(clock.schedule) if clock.at > 0 else time.not_applicable(_TOO_EARLY),
        schedule_variance=_schedule_variance(clock, time),
        schedule_performance=schedule_performance(clock, plan),
        value_performance=_value_performance(float(history.now), float(planned), Gauge("earned-value", "ratio", n)),
        estimate_at_completion=completion,
        likely_finish_on=_likely_finish(plan, history, completion),
        to_horizon_performance=to_horizon_performance(clock, plan),
        complete_on=history.complete_on,
        regression=history.regression,
        order=order,
        early=tuple(early),
        outlook=outlook,
        descoped=descoped,
        added=added,
        added_weight=None if is_first else weight.value(fsum(item.weight for item in added)),
    )


def days_behind(clock: Clock, plan: ExitPlan) -> float:
    """Schedule variance in days; positive is behind plan."""
    period = plan.horizon.period
    return days_after(plan.start_on, clock.at, period) - days_after(plan.start_on, clock.schedule, period)


def schedule_performance(clock: Clock, plan: ExitPlan) -> Number:
    """SPI(t) = ES / AT; degraded while nothing is due, and in the first periods."""
    gauge = Gauge(METHOD, "ratio", len(plan.lines))
    if not clock.measurable:
        return gauge.not_applicable(clock.why_not)
    pace = es.performance(clock.schedule, clock.at)
    reason = _early(clock, plan.horizon.period) if clock.due else NOTHING_DUE
    return gauge.degraded(pace, reason) if reason else gauge.value(pace)


def to_horizon_performance(clock: Clock, plan: ExitPlan) -> Number:
    """TSPI = (PD - ES) / (HD - AT): the pace that the rest needs to be complete on the horizon's date."""
    gauge = Gauge(METHOD, "ratio", len(plan.lines))
    if clock.complete:
        return gauge.not_applicable(_COMPLETE)
    if clock.at <= 0:
        return gauge.not_applicable(_TOO_EARLY)
    needed = es.to_horizon_performance(plan.curve, clock.schedule, at=clock.at, horizon=clock.horizon)
    if needed is None:
        return gauge.unbounded("the horizon has passed and its items are not all accepted")
    return gauge.value(needed)


def _early(clock: Clock, period: Period) -> str:
    """Why a pace is still noise, or nothing once it is not."""
    if clock.complete or clock.at >= STEADY_PERIODS:
        return ""
    return f"early: a pace is steady only after {count_words(STEADY_PERIODS, period.value)}"


def _schedule_variance(clock: Clock, gauge: Gauge) -> Number:
    """SV(t) = ES - AT; negative is behind plan."""
    if clock.at <= 0:
        return gauge.not_applicable(_TOO_EARLY)
    return gauge.value(clock.schedule - clock.at)


def _value_performance(earned: float, planned: float, gauge: Gauge) -> Number:
    """SPI($) = EV / PV; secondary, since it comes to 1 at the end however late that is."""
    return gauge.value(earned / planned) if planned else gauge.not_applicable("nothing is due yet")


def _estimate_at_completion(clock: Clock, plan: ExitPlan) -> Number:
    """IEAC(t) = PD / SPI(t): the whole duration at the pace so far; unbounded at no pace."""
    gauge = Gauge(METHOD, plan.horizon.period.unit, len(plan.lines))
    if not clock.measurable:
        return gauge.not_applicable(clock.why_not)
    if not clock.due:
        return gauge.insufficient("nothing is due yet, so there is no pace")
    estimate = es.estimate_at_completion(plan.curve, clock.schedule, clock.at)
    if estimate is None:
        return gauge.unbounded("nothing is earned yet: at this pace it never ends")
    reason = _early(clock, plan.horizon.period)
    return gauge.degraded(estimate, reason) if reason else gauge.value(estimate)


def _likely_finish(plan: ExitPlan, history: EarnedHistory, completion: Number) -> date | None:
    """The day on which it is complete, or would be at the pace so far."""
    if history.complete_on is not None or completion.value is None:
        return history.complete_on
    return date_after(plan.start_on, completion.value, plan.horizon.period)
