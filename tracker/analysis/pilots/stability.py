"""Whether the new arm is out of control on the bad side: an individuals chart of its own readings (METHODS 6.6)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

LATEST = 3
"""A signal in so many of the latest periods counts."""
FIRM = 12
FEWEST = 6
RUN = 8
SIGMA_PER_RANGE = 1 / 1.128


def recent_signal(values: Sequence[float | None], *, higher_is_better: bool) -> bool:
    """Whether the latest periods hold an unfavorable signal: one beyond three sigma, or the end of a run of eight.

    values   of the new arm by period, oldest first; None is a missing one and counts among the latest
    returns  False while fewer than six values could set limits
    """
    return any(unfavorable(values, len(values), higher_is_better=higher_is_better)[-LATEST:])


def unfavorable(values: Sequence[float | None], baseline: int, *, higher_is_better: bool) -> list[bool]:
    """For each period, whether it is an unfavorable signal.

    baseline  how many of the first periods may set the limits; of their readings the first twelve do
    """
    sign = 1.0 if higher_is_better else -1.0
    goodness = [None if each is None else sign * each for each in values]
    limits = limits_of(goodness[:baseline])
    if limits is None:
        return [False] * len(goodness)
    center, lower = limits
    found, below = [], 0
    for each in goodness:
        below = below + 1 if each is not None and each < center else 0
        found.append(each is not None and (each < lower or below >= RUN))
    return found


def limits_of(goodness: Sequence[float | None]) -> tuple[float, float] | None:
    """Center and the lower limit from the first readings; None while there are fewer than six.

    A moving range over a missing period is left out.
    """
    known = [each for each in goodness if each is not None][:FIRM]
    if len(known) < FEWEST:
        return None
    ranges: list[float] = []
    readings = 0
    for before, after in pairwise([None, *goodness]):
        readings += after is not None
        if readings > FIRM:
            break
        if before is not None and after is not None:
            ranges.append(abs(after - before))
    if not ranges:
        return None
    center = sum(known) / len(known)
    return center, center - 3 * SIGMA_PER_RANGE * sum(ranges) / len(ranges)
