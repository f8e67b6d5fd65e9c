"""The one door of the analysis of metrics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.analysis.facts.metrics import JudgedMetric
from tracker.analysis.metrics.change import BeforeAndAfter, change_of
from tracker.analysis.metrics.correlation import METHOD
from tracker.analysis.metrics.local_gains import local_gains
from tracker.analysis.metrics.missing import Progress, gaps_in, missing_of
from tracker.analysis.metrics.phases import (
    Change,
    changes_of,
    judged,
    locked_baseline,
    stretches_of,
    with_frozen,
)
from tracker.analysis.metrics.question import MetricsFacts
from tracker.analysis.metrics.readings import PLAIN, ArmKey, Arms, Run, frozen, known_by, run_of, sorted_readings
from tracker.analysis.metrics.results import (
    MetricChart,
    MetricFinding,
    MetricPhase,
    MetricsAnalysis,
    MetricSeries,
    MetricStanding,
)
from tracker.analysis.metrics.sharing import definition_on, sharing_of
from tracker.analysis.metrics.standing import Judged, against_baseline, has_slipped, standing_of
from tracker.analysis.metrics.words import answer, asked_of
from tracker.progress.numbers import Gauge, Number
from tracker.progress.periods import Period, begins_on

MOST_DRAWN = 156
"""Periods of a series that are kept to be drawn: three years of weeks."""
RUN_LENGTH = 91.75
"""Readings between two false alarms of the four rules on average (Champ and Woodall 1987)."""
PERIODS_A_YEAR = {Period.WEEK: 52, Period.MONTH: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One metric with its readings, as of a day."""

    metric: JudgedMetric
    arms: Arms
    changes: tuple[Change, ...]
    as_of: date

    @property
    def period(self) -> Period:
        return Period(self.metric.frequency)

    def runs(self, arm: ArmKey) -> dict[int, Run]:
        """Readings of the arm by number of the definition."""
        return dict(self.arms.get(arm, {}))


def analyze_metrics(facts: MetricsFacts, *, as_of: date, readings: Mapping[str, Arms] | None = None) -> MetricsAnalysis:
    """Where each metric stands against its locked baseline, and who shares it, as of a day.

    readings  those of the facts, sorted by the day; sorted here when they are None
    source  METHODS 6.6, 1.7
    """
    readings = sorted_readings(facts, as_of) if readings is None else readings
    labels = labels_of(facts)
    metrics = tuple(
        finding_of(
            Case(
                metric=metric,
                arms=readings.get(metric.uid, {}),
                changes=changes_of(metric, facts, as_of),
                as_of=as_of,
            ),
            facts,
            label=labels[metric.uid],
        )
        for metric in facts.record.metrics
    )
    return MetricsAnalysis(
        as_of=as_of,
        sentence=answer(metrics),
        improving=improving_share(metrics),
        metrics=metrics,
        local_gains=local_gains(metrics),
        false_alarms=false_alarms(metrics),
    )


def labels_of(facts: MetricsFacts) -> Mapping[str, str]:
    """What to call each metric: its name, with its flow where two have one name."""
    often = Counter(each.name for each in facts.record.metrics)
    return {
        each.uid: each.name
        if often[each.name] == 1
        else f"{each.name} in {facts.flows.get(each.flow_uid, 'a flow') if each.flow_uid else 'the whole organization'}"
        for each in facts.record.metrics
    }


def finding_of(case: Case, facts: MetricsFacts, *, label: str) -> MetricFinding:
    """Everything that is to say about one metric."""
    metric = case.metric
    sharing = sharing_of(metric, facts.record, case.as_of)
    seen, progress = judged_now(case)
    series = tuple(series_of(case))
    plain = series[0].phases if series and not series[0].arm else ()
    standing = standing_of(seen)
    gaps = gaps_in(progress.read, case.period, until=begins_on(case.as_of, case.period))
    missing = missing_of(progress, gaps, sharing)
    latest = progress.later if len(progress.later) else progress.read
    target = None if metric.target is None else float(metric.target)
    return MetricFinding(
        uid=metric.uid,
        metric_uid=metric.metric_uid,
        label=label,
        unit=metric.unit,
        flow_uid=metric.flow_uid or "",
        role=metric.role,
        higher_is_better=metric.higher_is_better,
        frequency=metric.frequency,
        target=target,
        sharing=sharing,
        standing=standing,
        reason=reason_of(standing, progress),
        is_locked=progress.is_locked,
        latest=latest_of(latest, metric.unit),
        latest_on=latest.periods[-1] if len(latest) else None,
        change=change_from(seen, metric, progress),
        signals=seen.signals,
        slipped=has_slipped(plain),
        on_target=on_target(latest, target, higher_is_better=metric.higher_is_better),
        limits_from=progress.limits_from,
        series=series,
        missing=missing,
    )


def judged_now(case: Case) -> tuple[Judged, Progress]:
    """The readings by the definition in force against its locked baseline, and how far they are."""
    metric, definition = case.metric, definition_on(case.metric, case.as_of)
    nothing = run_of([], case.period)
    read = case.runs(PLAIN).get(definition.number, nothing) if definition else nothing
    baseline = locked_baseline(metric, definition, PLAIN, as_of=case.as_of) if definition else None
    held = frozen(baseline, case.period) if baseline else nothing
    later = with_frozen(baseline, read, case.period).part(len(held)) if baseline else nothing
    progress = Progress(
        as_of=case.as_of,
        period=case.period,
        is_defined=definition is not None,
        is_locked=baseline is not None,
        read=read,
        later=later,
    )
    return against_baseline(held, later, higher_is_better=metric.higher_is_better), progress


def series_of(case: Case) -> list[MetricSeries]:
    """The readings outside of a parallel run first, then each arm; only what has a phase."""
    arms = [PLAIN, *sorted(set(case.arms) - {PLAIN})]
    found = []
    for arm in arms:
        phases = phases_of(case, arm)
        if phases:
            missing = arm_gaps(case, arm)
            found.append(MetricSeries(pilot_uid=arm[0], arm=arm[1], phases=phases, missing=missing))
    return found


def phases_of(case: Case, arm: ArmKey) -> tuple[MetricPhase, ...]:
    """The phases of one arm that are drawn; declared changes are of the process outside of parallel runs."""
    changes = case.changes if arm == PLAIN else ()
    stretches = stretches_of(case.metric, case.runs(arm), arm, changes=changes, as_of=case.as_of)
    return drawn([judged(each, higher_is_better=case.metric.higher_is_better) for each in stretches])


def charts_on(facts: MetricsFacts, *, as_of: date, readings: Mapping[str, Arms]) -> tuple[MetricChart, ...]:
    """What the analysis of an earlier day draws of each metric outside of parallel runs, and nothing else of it.

    readings  those of the facts, sorted by that day or a later one
    """
    return tuple(chart_of(each, facts, as_of=as_of, arms=readings.get(each.uid, {})) for each in facts.record.metrics)


def chart_of(metric: JudgedMetric, facts: MetricsFacts, *, as_of: date, arms: Arms) -> MetricChart:
    """One metric of ``charts_on``."""
    plain = known_by(arms.get(PLAIN, {}), as_of, Period(metric.frequency))
    case = Case(metric=metric, arms={PLAIN: plain}, changes=changes_of(metric, facts, as_of), as_of=as_of)
    return MetricChart(
        metric_uid=metric.metric_uid,
        flow_uid=metric.flow_uid or "",
        frequency=metric.frequency,
        higher_is_better=metric.higher_is_better,
        phases=phases_of(case, PLAIN),
    )


def arm_gaps(case: Case, arm: ArmKey) -> tuple[date, ...]:
    """Periods of the newest definition without a reading; of an arm only those between its first and its last."""
    runs = case.runs(arm)
    if not runs:
        return ()
    newest = runs[max(runs)]
    until = begins_on(case.as_of, case.period) if arm == PLAIN else newest.periods[-1]
    return gaps_in(newest, case.period, until=until)


def drawn(phases: Sequence[MetricPhase]) -> tuple[MetricPhase, ...]:
    """The phases with no more than the latest periods; their limits and signals rest on all."""
    left, kept = MOST_DRAWN, list[MetricPhase]()
    for phase in reversed(phases):
        first = max(0, len(phase.periods) - left)
        if left > 0:
            kept.insert(0, replace(phase, periods=phase.periods[first:], values=phase.values[first:]))
        left -= len(phase.periods)
    return tuple(kept)


def reason_of(standing: MetricStanding, progress: Progress) -> str:
    """Why nothing is known; empty when something is."""
    if standing is not MetricStanding.UNKNOWN:
        return ""
    if not progress.is_defined:
        return "It has no definition yet."
    if not progress.is_locked:
        return "No baseline by the definition in force is locked."
    if not len(progress.later):
        return "No reading after the baseline yet."
    return "The baseline gives no limits: too few neighboring readings, or all are the same."


def latest_of(read: Run, unit: str) -> Number:
    """The newest final reading."""
    gauge = Gauge(METHOD, unit, len(read))
    return gauge.value(float(read.values[-1])) if len(read) else gauge.insufficient("Nothing was read yet.")


def change_from(seen: Judged, metric: JudgedMetric, progress: Progress) -> Number:
    """The latest readings against the baseline."""
    if not progress.is_locked:
        return Gauge(METHOD, metric.unit).insufficient("No baseline by the definition in force is locked.")
    compared = BeforeAndAfter(before=seen.held.values, places=seen.held.places, after=seen.recent.values)
    return change_of(compared, unit=metric.unit, is_ratio_scale=metric.is_ratio_scale)


def on_target(read: Run, target: float | None, *, higher_is_better: bool) -> bool | None:
    """Whether the newest reading is at the target or better."""
    if target is None or not len(read):
        return None
    value = float(read.values[-1])
    return value >= target if higher_is_better else value <= target


def improving_share(metrics: Sequence[MetricFinding]) -> Number:
    """Share of the judged metrics that answer the question which improve; a census, so without an interval."""
    judged_ones = [each for each in asked_of(metrics) if each.standing is not MetricStanding.UNKNOWN]
    gauge = Gauge(METHOD, "ratio", len(judged_ones))
    if not judged_ones:
        return gauge.insufficient("No shared metric can be judged yet.")
    return gauge.value(sum(each.standing is MetricStanding.IMPROVED for each in judged_ones) / len(judged_ones))


def false_alarms(metrics: Sequence[MetricFinding]) -> Number:
    """Signals a year that chance alone brings, if nothing changes."""
    judged_ones = [each for each in metrics if each.standing is not MetricStanding.UNKNOWN]
    gauge = Gauge(METHOD, "signals", len(judged_ones))
    if not judged_ones:
        return gauge.not_applicable("No metric has limits yet.")
    return gauge.value(sum(PERIODS_A_YEAR[Period(each.frequency)] for each in judged_ones) / RUN_LENGTH)
