"""Natural process limits from moving ranges (XmR charts)."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tracker.analysis.metrics.question import FEWEST, FIRM_FROM
from tracker.analysis.metrics.results import ControlLimits, LimitStanding

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]

D2 = 1.128
"""Mean of a range of two normal values in their sigma, as published tables round it (2 / sqrt(pi) = 1.12838)."""
D4 = 3.267
SIGMAS = 3.0
SMALLEST_SHARE = 1e-12
"""Ranges below this share of the values are rounding."""


def moving_ranges(values: Floats, places: Ints) -> Floats:
    """Sizes of the steps between neighbors, in the values' unit; none across a missing period.

    places  number of the period of each value, ascending
    """
    steps: Floats = np.abs(np.diff(values))
    between_neighbors: Floats = steps[np.diff(places) == 1]
    return between_neighbors


def limits_of(values: Floats, places: Ints) -> ControlLimits | None:
    """The limits that these readings give; None for too few, for no two neighbors, or when all are the same.

    values  shape (n,), in the metric's unit
    source  METHODS 6.6; NIST e-Handbook 6.3.2.2
    """
    standing = standing_of(len(values))
    ranges = moving_ranges(values, places)
    if standing is LimitStanding.NONE or not len(ranges):
        return None
    mean_range, center = float(ranges.mean()), float(values.mean())
    if mean_range <= SMALLEST_SHARE * float(np.abs(values).max()):
        return None
    sigma = mean_range / D2
    return ControlLimits(
        center=center,
        lower=center - SIGMAS * sigma,
        upper=center + SIGMAS * sigma,
        sigma=sigma,
        mean_range=mean_range,
        range_upper=D4 * mean_range,
        n=len(values),
        ranges=len(ranges),
        standing=standing,
    )


def standing_of(readings: int) -> LimitStanding:
    """What so many readings are good for."""
    if readings < FEWEST:
        return LimitStanding.NONE
    return LimitStanding.FIRM if readings >= FIRM_FROM else LimitStanding.PROVISIONAL
