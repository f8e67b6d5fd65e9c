"""G2: are the shared primary metrics locked, and since when (METHODS 1.5)?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.analysis.facts.constraints import Flow
from tracker.analysis.facts.metrics import JudgedMetric, MetricBaseline
from tracker.analysis.guard.mapped import owed
from tracker.analysis.guard.question import PMO, Guarded
from tracker.analysis.guard.results import GuardBaseline, GuardMissing, GuardPage, GuardPlace
from tracker.analysis.metrics.question import FUNCTIONS_NEEDED
from tracker.analysis.metrics.readings import PLAIN
from tracker.analysis.metrics.results import LackKind, MetricFinding
from tracker.analysis.metrics.sharing import definition_on
from tracker.progress.words import sentence

PRIMARY = "primary"


def metrics_of(record: Guarded, flow: Flow) -> list[JudgedMetric]:
    """Primary metrics of the flow and of the whole organization; a later flow without any is judged by the first."""
    primary = [each for each in record.facts.metrics if each.role == PRIMARY]
    own = [each for each in primary if each.flow_uid in (None, flow.uid)]
    if not own and record.first is not None:
        own = [each for each in primary if each.flow_uid == record.first.uid]
    return sorted(own, key=lambda each: (each.name, each.uid))


def second_signature(metric: JudgedMetric, day: date) -> date | None:
    """The day on which the second function signed the definition that is in force on ``day``."""
    definition = definition_on(metric, day)
    if definition is None:
        return None
    first: dict[str, date] = {}
    for each in definition.signatures:
        if each.signed_on <= day:
            first[each.function_uid] = min(each.signed_on, first.get(each.function_uid, each.signed_on))
    days = sorted(first.values())
    return days[FUNCTIONS_NEEDED - 1] if len(days) >= FUNCTIONS_NEEDED else None


def baseline_on(metric: JudgedMetric, day: date) -> MetricBaseline | None:
    """The baseline by the definition in force that was locked by the day, the first of them."""
    definition = definition_on(metric, day)
    if definition is None:
        return None
    ordered = sorted(metric.baselines, key=lambda each: (each.locked_on, each.uid))
    found = (each for each in ordered if locked_baseline_is(each, metric, day=day))
    return next(found, None)


def locked_baseline_is(baseline: MetricBaseline, metric: JudgedMetric, *, day: date) -> bool:
    """Whether the baseline is one of the metric outside of a parallel run, by the definition in force."""
    definition = definition_on(metric, day)
    if definition is None:
        return False
    return (
        baseline.definition_uid == definition.uid
        and (baseline.pilot_uid or "", baseline.arm) == PLAIN
        and baseline.locked_on <= day
    )


def locked_since(metric: JudgedMetric, day: date) -> date | None:
    """Since when the metric was signed by two and had its baseline locked; None while it had not, on the day."""
    signed, baseline = second_signature(metric, day), baseline_on(metric, day)
    return max(signed, baseline.locked_on) if signed is not None and baseline is not None else None


def counts_on(metric: JudgedMetric, day: date) -> bool:
    """Whether the metric belonged to the program on the day; one locked by then did, whenever it was entered."""
    return metric.added_on is None or metric.added_on <= day or locked_since(metric, day) is not None


def held_on(record: Guarded, flow: Flow, day: date) -> bool:
    """Whether every primary metric that the flow was judged by on the day was locked; false while there was none."""
    counted = [each for each in metrics_of(record, flow) if counts_on(each, day)]
    return bool(counted) and all(locked_since(each, day) is not None for each in counted)


def metrics_locked_since(record: Guarded, flow: Flow) -> date | None:
    """The day since which all of them are locked; None while one is not."""
    if not held_on(record, flow, record.as_of):
        return None
    days = (locked_since(each, record.as_of) for each in metrics_of(record, flow))
    return max(each for each in days if each is not None)


def metric_lacks(record: Guarded, flow: Flow) -> Iterator[GuardMissing]:
    """Signatures and baselines of the metrics, as far as each is missing."""
    metrics = metrics_of(record, flow)
    if not metrics:
        place = GuardPlace(page=GuardPage.METRICS, label="Metrics")
        yield owed(record, f"{flow.name} has no primary shared metric.", who=PMO, place=place)
    for metric in metrics:
        finding = next((each for each in record.found.metrics if each.uid == metric.uid), None)
        label = finding.label if finding else metric.name
        if second_signature(metric, record.as_of) is None:
            yield signature_missing(record, metric, finding, label=label)
        if baseline_on(metric, record.as_of) is None:
            yield baseline_missing(record, finding, label=label)


def signature_missing(
    record: Guarded, metric: JudgedMetric, finding: MetricFinding | None, *, label: str
) -> GuardMissing:
    """That fewer than two functions signed the definition."""
    lacks = finding.sharing.lacks if finding else ()
    lack = next((each for each in lacks if each.kind is LackKind.SIGNATURES), None)
    words = lack.words if lack else "Fewer than two functions have signed its definition."
    who = lack.who if lack else "the leads of the functions that answer for it"
    place = GuardPlace(page=GuardPage.METRIC, label=label, uid=metric.metric_uid)
    return owed(record, f"{label}: {words[:1].lower()}{words[1:]}", who=who, place=place)


def baseline_missing(record: Guarded, finding: MetricFinding | None, *, label: str) -> GuardMissing:
    """That no baseline is locked: readings for it first, where they are not there yet."""
    place = GuardPlace(page=GuardPage.METRICS, label=label)
    if finding is None or finding.is_locked or not finding.missing:
        return owed(record, f"{label}: no baseline by the definition in force is locked.", who=PMO, place=place)
    lack = finding.missing[0]
    return GuardMissing(words=sentence(f"{label}: {lack.what}"), who=lack.who, place=place, first_on=lack.first_on)


def baselines_of(record: Guarded, flow: Flow) -> tuple[GuardBaseline, ...]:
    """The locked baselines that the flow's metrics stand on, in the order of the metrics."""
    found = [(metric, baseline_on(metric, record.as_of)) for metric in metrics_of(record, flow)]
    return tuple(told(record, metric, baseline) for metric, baseline in found if baseline and baseline.periods)


def told(record: Guarded, metric: JudgedMetric, baseline: MetricBaseline) -> GuardBaseline:
    """One baseline with its source and period."""
    periods: Sequence[date] = sorted(baseline.periods)
    start = record.facts.start_on
    return GuardBaseline(
        metric=metric.name,
        uid=baseline.uid,
        source=baseline.source,
        readings=len(baseline.values),
        frequency=metric.frequency,
        first_on=periods[0],
        last_on=periods[-1],
        locked_on=baseline.locked_on,
        before_start=start is not None and periods[-1] < start,
    )
