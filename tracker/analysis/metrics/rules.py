"""The four Western Electric rules: which readings are more than chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tracker.analysis.metrics.control_limits import Floats, Ints
from tracker.analysis.metrics.results import FIRM_RULES, ChartRule, ControlLimits, MetricSignal

ON_THE_LINE = 1e-9
"""A reading so close to a line, in sigmas, lies on it; only what lies beyond counts."""
MISSING_BRIDGED = 1
"""A window of readings may span so many missing periods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """``least`` of ``window`` readings in a row lie more than ``sigmas`` from the center, on the same side."""

    sigmas: float
    least: int
    window: int


ZONES: Mapping[ChartRule, Zone] = {
    ChartRule.BEYOND_LIMIT: Zone(sigmas=3, least=1, window=1),
    ChartRule.EIGHT_IN_A_ROW: Zone(sigmas=0, least=8, window=8),
    ChartRule.TWO_OF_THREE: Zone(sigmas=2, least=2, window=3),
    ChartRule.FOUR_OF_FIVE: Zone(sigmas=1, least=4, window=5),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Readings that one set of limits judges: first days of their periods, the numbers of these, and values."""

    periods: Sequence[date]
    places: Ints
    values: Floats
    limits: ControlLimits


def found_by(zone: Zone, z: Floats, places: Ints) -> Ints:
    """1 where the rule is met above the center, -1 below, 0 elsewhere.

    A reading meets a rule when it lies beyond itself and enough of the readings up to it do. At the start of a phase
    and after a gap that is not bridged the window is as long as there are readings.

    z       distances from the center in sigmas, shape (n,)
    places  number of the period of each reading, ascending
    source  METHODS 6.6; Western Electric 1956
    """
    met = np.zeros(len(z), dtype=np.int64)
    for side in (1, -1):
        beyond = side * z > zone.sigmas + ON_THE_LINE
        count = beyond.astype(np.int64)
        for lag in range(1, min(zone.window, len(z))):
            skipped = places[lag:] - places[:-lag] - lag
            count[lag:] += beyond[:-lag] & (skipped <= MISSING_BRIDGED)
        met[beyond & (count >= zone.least)] = side
    return met


def signals_of(phase: Phase, *, higher_is_better: bool) -> tuple[MetricSignal, ...]:
    """Everything in the phase that is more than chance: firm rules first, then by day."""
    z = (phase.values - phase.limits.center) / phase.limits.sigma
    return tuple(
        MetricSignal(
            rule=rule,
            first_on=phase.periods[first],
            last_on=phase.periods[last],
            readings=last - first + 1,
            is_above=side > 0,
            is_favorable=(side > 0) == higher_is_better,
            is_firm=rule in FIRM_RULES,
        )
        for rule, zone in ZONES.items()
        for first, last, side in stretches(found_by(zone, z, phase.places))
    )


def stretches(met: Ints) -> Iterator[tuple[int, int, int]]:
    """First and last place and the side of each stretch of neighbors that meet the rule on one side."""
    edges = np.flatnonzero(np.diff(met)) + 1
    for first, following in zip([0, *edges.tolist()], [*edges.tolist(), len(met)], strict=True):
        if following > first and met[first]:
            yield first, following - 1, int(met[first])
