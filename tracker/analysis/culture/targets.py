"""Whether primary shared metrics were at their targets, month by month (first half of condition 1, METHODS 1.6).

The other half, a metric inside the limits of its improved process, comes from the control charts and makes better rows
of these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tracker.analysis.culture.months import weeks_of, whole_months
from tracker.analysis.culture.question import Judgment, MetricMonth
from tracker.analysis.facts.metrics import JudgedMetric
from tracker.analysis.facts.readings import Reading
from tracker.progress.words import count_words

PRIMARY = "primary"
WEEK = "week"


def months_at_target(
    metrics: Sequence[JudgedMetric], readings: Sequence[Reading], *, first: date, last: date
) -> tuple[MetricMonth, ...]:
    """A row for each primary metric and whole month between the days.

    readings  those of parallel runs are passed over: they are of one arm
    """
    values: dict[tuple[str, str], dict[date, Decimal]] = {}
    # Later definitions come later: in a month that has both, the one in force at its end counts.
    for each in sorted(readings, key=lambda reading: reading.definition_number):
        if each.is_final and not each.arm and each.pilot_uid is None:
            values.setdefault((each.metric_uid, each.flow_uid or ""), {})[each.period_starts_on] = each.value
    months = whole_months(first, last)
    primary = [each for each in metrics if each.role == PRIMARY]
    return tuple(
        row
        for metric in primary
        for row in rows_of(metric, values.get((metric.metric_uid, metric.flow_uid or ""), {}), months)
    )


def with_steady(rows: Sequence[MetricMonth], steady: Collection[tuple[str, str, date]]) -> tuple[MetricMonth, ...]:
    """The rows with the second way of being good enough: steady inside the limits of the improved process.

    steady  metric, flow (empty for the whole organization) and month, where no reading lay outside of those limits and
            nothing pointed to the worse; a missing reading stays missing
    """
    return tuple(
        replace(each, standing=Judgment.MET, why="")
        if each.standing is Judgment.NOT_MET and (each.metric, each.flow, each.month) in steady
        else each
        for each in rows
    )


def rows_of(metric: JudgedMetric, values: dict[date, Decimal], months: Sequence[date]) -> Iterator[MetricMonth]:
    """The months of one metric."""
    for month in months:
        standing, why = standing_in(metric, values, month)
        yield MetricMonth(
            flow=metric.flow_uid or "",
            metric=metric.metric_uid,
            name=metric.name,
            month=month,
            standing=standing,
            why=why,
        )


def standing_in(metric: JudgedMetric, values: dict[date, Decimal], month: date) -> tuple[Judgment, str]:
    """Whether the mean of the month's final readings was at the target or better, and why not."""
    periods = weeks_of(month) if metric.frequency == WEEK else [month]
    known = [values[day] for day in periods if day in values]
    lacking = len(periods) - len(known)
    if lacking:
        return Judgment.UNKNOWN, f"{count_words(lacking, 'reading')} missing"
    if metric.target is None:
        return Judgment.UNKNOWN, "without a target"
    mean = sum(known, Decimal(0)) / len(known)
    is_good = mean >= metric.target if metric.higher_is_better else mean <= metric.target
    return (Judgment.MET, "") if is_good else (Judgment.NOT_MET, "not at target")
