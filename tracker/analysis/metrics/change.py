"""How far the latest readings lie from the locked baseline."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import stdtrit

from tracker.analysis.metrics.control_limits import Floats, Ints
from tracker.analysis.metrics.correlation import METHOD, lag_one, widening
from tracker.analysis.metrics.question import LEAST_FOR_CHANGE
from tracker.progress.numbers import Gauge, Number

CONFIDENCE = 0.95
PERCENT = "percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAndAfter:
    """Frozen readings with the numbers of their periods, and the latest readings after them."""

    before: Floats
    places: Ints
    after: Floats


def change_of(compared: BeforeAndAfter, *, unit: str, is_ratio_scale: bool) -> Number:
    """Mean of the latest readings less that of the baseline, with a 95 % interval.

    Percent on a ratio scale, where logarithms are compared; else in the unit. It is information and decides nothing:
    whoever looks every week finds an interval beyond zero sooner or later.
    """
    before, after = compared.before, compared.after
    by_ratio = is_ratio_scale and min(before.min(initial=1.0), after.min(initial=1.0)) > 0
    gauge = Gauge(METHOD, PERCENT if by_ratio else unit, len(after))
    if len(after) < LEAST_FOR_CHANGE or len(before) < 2:
        return gauge.insufficient(f"It takes {LEAST_FOR_CHANGE} readings after the baseline; there are {len(after)}.")
    if by_ratio:
        before, after = np.log(before), np.log(after)
    middle, reach = float(after.mean() - before.mean()), half_width(before, after, compared.places)
    if reach is None:
        return gauge.insufficient(
            "The baseline's readings are all the same, so there is no telling change from chance."
        )
    low, high = middle - reach, middle + reach
    if by_ratio:
        middle, low, high = (100 * float(np.expm1(each)) for each in (middle, low, high))
    return gauge.between(middle, low, high)


def half_width(before: Floats, after: Floats, places: Ints) -> float | None:
    """Half of the interval of the difference of two means, wider where neighbors are alike; None without any spread."""
    degrees = len(before) + len(after) - 2
    squares = float(((before - before.mean()) ** 2).sum() + ((after - after.mean()) ** 2).sum())
    correlation = lag_one(before, places)
    if correlation is None or squares <= 0:
        return None
    error = sqrt(squares / degrees * (1 / len(before) + 1 / len(after)))
    return float(stdtrit(degrees, (1 + CONFIDENCE) / 2)) * error * widening(correlation, len(before))
