"""k2: shared metrics that are signed, locked and part of both functions' evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tracker.analysis.facts.metrics import JudgedMetric
from tracker.analysis.metrics.phases import locked_baseline
from tracker.analysis.metrics.results import MetricSharing
from tracker.analysis.metrics.sharing import definition_on, sharing_of
from tracker.analysis.state.index import measured, unmeasured
from tracker.analysis.state.question import StateRecord
from tracker.analysis.state.results import METHOD, StateComponent, StateMissing, StructuralSide
from tracker.progress.numbers import Gauge
from tracker.progress.words import share_words

PMO = "Transformation PMO"
PLAIN = ("", "")
NONE_JUDGED = "the program is judged by no shared metric yet"


def metric_component(record: StateRecord, day: date) -> StateComponent:
    """Metrics signed by two functions, with a locked baseline and in both evaluations, of those the program has.

    source  METHODS 1.5, k2
    """
    key, metrics = StructuralSide.METRICS.value, record.metrics.metrics
    gauge = Gauge(METHOD, "ratio", len(metrics))
    if not metrics:
        gap = StateMissing(what=NONE_JUDGED, who=PMO, first_on=day, is_unmeasured=True)
        return replace(unmeasured(key, gauge.insufficient(NONE_JUDGED)), missing=(gap,))
    judged = [(each, sharing_of(each, record.metrics, day), is_locked(each, day)) for each in metrics]
    done = sum(sharing.is_shared and locked for _, sharing, locked in judged)
    words = f"{share_words(done, len(metrics), 'metric')} signed, locked and in both evaluations" if done else ""
    found = measured(key, gauge.value(done / len(metrics)), words=words or f"none of {len(metrics)} is complete")
    return replace(found, missing=tuple(lacks_of(judged, day)))


def is_locked(metric: JudgedMetric, day: date) -> bool:
    """Whether a baseline by the definition in force was locked by the day."""
    definition = definition_on(metric, day)
    return definition is not None and locked_baseline(metric, definition, PLAIN, as_of=day) is not None


def lacks_of(judged: Sequence[tuple[JudgedMetric, MetricSharing, bool]], day: date) -> Iterator[StateMissing]:
    """What each metric lacks."""
    for metric, sharing, locked in judged:
        for lack in sharing.lacks:
            what = f"{metric.name}: {lack.words.rstrip('.')}"
            yield StateMissing(what=what, who=lack.who, first_on=day, is_unmeasured=False)
        if not locked:
            yield StateMissing(what=f"{metric.name}: no locked baseline", who=PMO, first_on=day, is_unmeasured=False)
