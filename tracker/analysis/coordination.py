"""How well a program is coordinated, as of a day: the one door to the analyses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.analysis.facts.coordination import CoordinationFacts
from tracker.analysis.latency.analyze import Seen, analyze_latency
from tracker.analysis.latency.results import LatencyAnalysis
from tracker.analysis.shifts import ShiftAnalysis, analyze_shifts

ANALYSIS_VERSION = "1"
"""Changes whenever the same facts would give another result; kept with each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordination:
    """One result for each area; the name of a field is the name of its area everywhere."""

    latency: LatencyAnalysis
    shifts: ShiftAnalysis


def analyze(facts: CoordinationFacts, as_of: date) -> Coordination:
    """All analyses of one program as known at the end of a day."""
    shifts = facts.trade_offs.shifts
    latency = analyze_latency(
        facts.planning, Seen(decisions=facts.decisions, shifts=shifts), as_of=as_of, zone=facts.zone
    )
    modelled = {flow.flow: flow.latency.value for flow in latency.flows if flow.latency.value is not None}
    return Coordination(latency=latency, shifts=analyze_shifts(shifts, as_of=as_of, modelled=modelled))
