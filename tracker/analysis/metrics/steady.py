"""Months in which a metric was steady inside the limits of its improved process (condition 1 of METHODS 1.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from tracker.analysis.culture.months import month_of_week, weeks_of
from tracker.analysis.metrics.phases import CHANGE
from tracker.analysis.metrics.results import (
    ChartRule,
    ControlLimits,
    MetricChart,
    MetricPhase,
    MetricsAnalysis,
    MetricSignal,
)
from tracker.progress.periods import Period

SteadyMonth: TypeAlias = tuple[str, str, date]
"""Uid of the metric, uid of its flow (empty for the whole organization), first day of the month."""


def charts_in(found: MetricsAnalysis) -> Iterator[MetricChart]:
    """What the analysis drew of each metric outside of parallel runs."""
    for each in found.metrics:
        yield MetricChart(
            metric_uid=each.metric_uid,
            flow_uid=each.flow_uid,
            frequency=each.frequency,
            higher_is_better=each.higher_is_better,
            phases=each.series[0].phases if each.series and not each.series[0].arm else (),
        )


def steady_months(charts: Iterable[MetricChart]) -> frozenset[SteadyMonth]:
    """The months whose readings are all there, inside the limits since a cut-over, with nothing to the worse.

    Only as far back as series are drawn.
    """
    return frozenset((chart.metric_uid, chart.flow_uid, month) for chart in charts for month in months_of(chart))


def months_of(chart: MetricChart) -> Iterator[date]:
    """The steady months of one metric."""
    steady = steady_periods(chart)
    is_weekly = chart.frequency == Period.WEEK
    for month in {month_of_week(each) if is_weekly else each for each in steady}:
        periods = weeks_of(month) if is_weekly else [month]
        if steady.issuperset(periods):
            yield month


def steady_periods(chart: MetricChart) -> set[date]:
    """First days of the steady periods; of one that two definitions read, the later one tells."""
    standing: dict[date, bool] = {}
    for phase in chart.phases:
        unsteady = frozenset(unsteady_in(phase))
        is_improved = better_than_before(phase, chart)
        standing |= {each: is_improved and each not in unsteady for each in phase.periods}
    return {each for each, is_steady in standing.items() if is_steady}


def better_than_before(phase: MetricPhase, chart: MetricChart) -> bool:
    """Whether the phase began with a declared change, and its middle is better than that of the locked baseline."""
    before = baseline_limits(phase, chart)
    if phase.began != CHANGE or phase.limits is None or before is None:
        return False
    gain = phase.limits.center - before.center
    return gain > 0 if chart.higher_is_better else gain < 0


def baseline_limits(phase: MetricPhase, chart: MetricChart) -> ControlLimits | None:
    """The limits of the locked baseline by the same definition."""
    locked = (each for each in chart.phases if each.is_locked and each.definition == phase.definition)
    return next((each.limits for each in locked), None)


def unsteady_in(phase: MetricPhase) -> Iterator[date]:
    """Periods outside of the limits, on either side, or with a signal of any rule to the worse."""
    for signal in filter(is_trouble, phase.signals):
        yield from (each for each in phase.periods if signal.first_on <= each <= signal.last_on)


def is_trouble(signal: MetricSignal) -> bool:
    return not signal.is_favorable or signal.rule is ChartRule.BEYOND_LIMIT
