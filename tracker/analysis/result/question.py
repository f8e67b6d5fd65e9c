"""What the Result status is asked with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.analysis.facts.weekly import Standstill
from tracker.analysis.first_change import FirstChanges
from tracker.analysis.metrics.question import MetricsFacts
from tracker.analysis.metrics.readings import Arms
from tracker.analysis.metrics.results import MetricsAnalysis
from tracker.analysis.pilots.results import PilotAnalysis

PRIMARY = "primary"
OVERDUE_FROM = 2
"""So many of the latest eight periods without a reading are too many; one is bridged, as the rules of the chart do."""
LEAST_PAIRS = 8
"""Pairs from which a parallel run is a result: before, nobody can tell how much one period resembles the next."""
LEAST_FOR_HARM = 5
"""Pairs from which a guardrail's estimate counts; as for stopping a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPolicy:
    """What holds when nobody decided otherwise (METHODS 1.7).

    improve_after_weeks  a color improves only after it has held so long
    evidence_months      so long after its decision a parallel run says something about today
    """

    improve_after_weeks: int = 2
    evidence_months: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFacts:
    """The record of one program, and what was worked out from it as of the day.

    readings          of the metrics, sorted by the day; None where nobody did that yet
    start_on          None while nobody set it
    begun             since when something could have a result; a signal that came before is none
    metrics_due_on    the day by which the metrics should be locked: gate G2 in the original plan
    functions         names by uid
    """

    metrics: MetricsFacts
    judged: MetricsAnalysis
    pilots: PilotAnalysis
    readings: Mapping[str, Arms] | None = None
    start_on: date | None = None
    follows_sequence: bool = True
    metrics_due_on: date | None = None
    standstills: tuple[Standstill, ...] = ()
    begun: FirstChanges = field(default_factory=FirstChanges)
    functions: Mapping[str, str] = field(default_factory=dict)


def result_policy(numbers: Mapping[str, str]) -> ResultPolicy:
    """The policy of numbers in force, by key, as decimal text."""
    return ResultPolicy(
        improve_after_weeks=int(numbers["improve_after_periods"]), evidence_months=int(numbers["evidence_months"])
    )
