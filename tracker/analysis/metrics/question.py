"""What the analysis of metrics is asked with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.analysis.facts.metrics import MetricFacts
from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.facts.readings import Reading

FIRM_FROM = 12
"""Readings from which limits are firm."""
FEWEST = 6
"""Readings below which there are no limits; between the two they are provisional."""
RECENT = 8
"""So many of the latest readings are looked at: a signal in them is news, an older one is history."""
LEAST_FOR_CHANGE = 3
"""Readings after the baseline below which no change is told."""
FUNCTIONS_NEEDED = 2
"""Functions that must sign a metric and answer for it before it is shared."""
CORRELATED_FROM = 0.3
"""Correlation of neighbors above which the limits are too narrow to be taken at their word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricsFacts:
    """What one program records.

    readings  of every metric that the program is judged by, in any order
    pilots    their arms name series, and a cut-over is a declared change of the process
    flows     names by uid
    """

    record: MetricFacts
    readings: tuple[Reading, ...] = ()
    pilots: tuple[PilotFact, ...] = ()
    flows: Mapping[str, str] = field(default_factory=dict)
