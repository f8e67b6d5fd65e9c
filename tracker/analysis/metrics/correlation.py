"""Whether neighbors are alike: then the limits are too narrow, and chance alone looks like a signal."""

from __future__ import annotations

from math import sqrt

import numpy as np
from scipy.special import ndtr

from tracker.analysis.metrics.control_limits import SIGMAS, SMALLEST_SHARE, Floats, Ints
from tracker.analysis.metrics.question import CORRELATED_FROM, FEWEST
from tracker.progress.numbers import Gauge, Number

METHOD = "metrics"
MOST = 0.9


def lag_one(values: Floats, places: Ints) -> float | None:
    """Correlation of each reading with the next, without pairs across a missing period; None when all are the same."""
    off = values - values.mean()
    squares = float(off @ off)
    if squares <= (SMALLEST_SHARE * float(np.abs(values).max(initial=0.0))) ** 2 * len(values):
        return None
    neighbors = np.diff(places) == 1
    return float((off[:-1] * off[1:])[neighbors].sum()) / squares


def correlation_of(values: Floats, places: Ints) -> Number:
    """Lag-one correlation of the readings under the limits; degraded where it makes false alarms frequent."""
    gauge = Gauge(METHOD, "ratio", len(values))
    found = lag_one(values, places) if len(values) >= FEWEST else None
    if found is None:
        return gauge.insufficient(f"It takes {FEWEST} readings that are not all the same.")
    if found > CORRELATED_FROM:
        return gauge.degraded(found, "Each reading resembles the one before, so the limits are too narrow.")
    return gauge.value(found)


def false_alarm(correlation: Number) -> Number:
    """Chance that a reading lies beyond a limit though nothing changed, given how alike neighbors are.

    source  METHODS 6.6: the moving range shrinks by sqrt(1 - phi)
    """
    gauge = Gauge(METHOD, "probability", correlation.n)
    if correlation.value is None:
        return gauge.insufficient(correlation.reason)
    phi = min(max(correlation.value, 0.0), MOST) if correlation.value > CORRELATED_FROM else 0.0
    return gauge.value(beyond_chance(phi))


def beyond_chance(phi: float) -> float:
    """Share of readings beyond limits drawn from moving ranges, for normal readings with this correlation."""
    return float(2 * ndtr(-SIGMAS * sqrt(1 - phi)))


def widening(correlation: float, n: int) -> float:
    """What a standard error is multiplied by: the correlation corrected for its bias, from 0 to 0.9.

    source  METHODS 6.2
    """
    corrected = min(max(correlation + (1 + 4 * correlation) / n, 0.0), MOST)
    return sqrt((1 + corrected) / (1 - corrected))
