"""GR: are first results of a flow seen, and since when (METHODS 1.5)?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.analysis.facts.constraints import Flow
from tracker.analysis.first_change import is_after_change
from tracker.analysis.guard.begun import begun
from tracker.analysis.guard.changes import StructuralChange
from tracker.analysis.guard.locked import locked_since, metrics_of
from tracker.analysis.guard.question import PMO, Guarded
from tracker.analysis.guard.results import GuardMissing, GuardPage, GuardPlace
from tracker.analysis.metrics.results import MetricFinding
from tracker.analysis.pilots.results import PilotResult
from tracker.progress.periods import Period, begins_on, periods_after
from tracker.progress.words import and_words, day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenResult:
    """A first result: from ``on`` the record shows it."""

    on: date
    words: str


def first_result(record: Guarded, flow: Flow, changes: tuple[StructuralChange, ...]) -> SeenResult | None:
    """The first result of the flow that the record shows by the day.

    Metrics of the whole organization speak for the first flow alone: what they show later cannot be told apart.
    """
    found = [*signals(record, flow, changes), *settled(record, flow)]
    return min(found, key=lambda each: (each.on, each.words), default=None)


def judging(record: Guarded, flow: Flow) -> list[MetricFinding]:
    """What was found of the locked primary metrics that can show a result of this flow."""
    own = {
        each.uid
        for each in metrics_of(record, flow)
        if each.flow_uid == flow.uid or (each.flow_uid is None and record.is_first(flow))
        if locked_since(each, record.as_of) is not None
    }
    return sorted((each for each in record.found.metrics if each.uid in own), key=lambda each: (each.label, each.uid))


def signals(record: Guarded, flow: Flow, changes: tuple[StructuralChange, ...]) -> Iterator[SeenResult]:
    """Firm favorable signals against locked baselines that came after the change, each from the end of its period."""
    begun_on = begun(record, flow, changes)
    for metric in judging(record, flow):
        for signal in metric.signals:
            on = periods_after(signal.first_on, 1, Period(metric.frequency))
            is_good = signal.is_firm and signal.is_favorable
            if is_good and on <= record.as_of and is_after_change(signal, begun_on, metric.frequency):
                words = f"{metric.label} is better than its locked baseline by more than chance since {day_words(on)}."
                yield SeenResult(on=on, words=words)


def settled(record: Guarded, flow: Flow) -> Iterator[SeenResult]:
    """Parallel runs whose interval lies on the good side, from the end of the period in which it came to."""
    for pilot in record.started(flow):
        result = record.result_of(pilot)
        on = good_since(result) if result else None
        if on is not None and on <= record.as_of:
            words = f"{pilot.name}: the new way is surely better since {day_words(on)}."
            yield SeenResult(on=on, words=words)


def good_since(result: PilotResult) -> date | None:
    """The first day on which the decision interval excluded zero on the good side; None while it did not."""
    primary = result.primary
    days = (
        periods_after(point.starts_on, 1, Period(primary.frequency))
        for point in primary.points
        if point.low is not None and point.low > 0
    )
    return min(days, default=None)


def result_lacks(record: Guarded, flow: Flow) -> Iterator[GuardMissing]:
    """What it takes to see a first result."""
    metrics = judging(record, flow)
    running = [each for each in record.started(flow) if each.decided_on is None]
    if not metrics and not running:
        place = GuardPlace(page=GuardPage.METRICS, label="Metrics")
        words = f"No primary shared metric of {flow.name} is locked and no parallel run is under way to show a result."
        yield GuardMissing(words=words, who=PMO, place=place, first_on=None)
    for metric in metrics:
        yield signal_missing(record, metric)
    for pilot in running:
        result = record.result_of(pilot)
        place = GuardPlace(page=GuardPage.PILOT, label=pilot.name, uid=pilot.uid)
        first_on = result.outlook.first_on if result else None
        who = owing(record, result)
        yield GuardMissing(
            words=f"{pilot.name} is not settled as better yet.",
            who=who,
            place=place,
            first_on=max(first_on, record.as_of) if first_on else None,
        )


def signal_missing(record: Guarded, metric: MetricFinding) -> GuardMissing:
    """That the metric shows no firm favorable signal that came after the change; the running period can bring one."""
    period = Period(metric.frequency)
    was_better = any(each.is_firm and each.is_favorable for each in metric.signals)
    lack = "no firm improvement on its locked baseline yet"
    if was_better:
        lack = "no firm improvement that began after the change: what was better before is no result of it"
    return GuardMissing(
        words=f"{metric.label} shows {lack}.",
        who=and_words(metric.sharing.owners) or PMO,
        place=GuardPlace(page=GuardPage.READINGS, label=f"Readings of {metric.label}", uid=metric.metric_uid),
        first_on=periods_after(begins_on(record.as_of, period), 1, period),
    )


def owing(record: Guarded, result: PilotResult | None) -> str:
    """Names of the functions that owe the readings of a run's primary metric; the PMO where none does."""
    owed_by = result.primary.owed_by if result else ()
    return and_words(sorted(record.function(uid) for uid in owed_by)) or PMO
