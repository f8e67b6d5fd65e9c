"""The sum of independent waits, each anything from nothing to a whole period: nobody knows when the cycles run.

Source: METHODS 4. Up to 12 waits by inclusion and exclusion in whole numbers, without rounding; beyond that by a
Fourier series, which is as exact as floating point there because the sum is smooth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, prod

import numpy as np

MOST_EXACT = 12
WAVES = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomWaits:
    """``fixed`` days of work and waits of U(0, period) for each period.

    periods  days, each above 0
    """

    periods: tuple[Fraction, ...]
    fixed: float

    @property
    def mean(self) -> float:
        return float(sum(self.periods) / 2) + self.fixed

    @property
    def variance(self) -> float:
        return float(sum(period**2 for period in self.periods) / 12)

    @property
    def longest(self) -> float:
        return float(sum(self.periods)) + self.fixed

    def share_within(self, days: float) -> float:
        return share_of_sum(days - self.fixed, self.periods)

    def quantile(self, share: float) -> float:
        if not self.periods:
            return self.fixed
        from scipy.optimize import brentq  # A worker of the web server that never asks this is spared the memory.

        whole = float(sum(self.periods))
        if share <= 0 or share >= 1:
            return self.fixed + (whole if share >= 1 else 0.0)
        return self.fixed + float(brentq(lambda days: share_of_sum(days, self.periods) - share, 0.0, whole))


def share_of_sum(days: float, periods: Sequence[Fraction]) -> float:
    """P(sum of U(0, period) <= days)."""
    if days >= float(sum(periods)):
        return 1.0
    if days < 0:
        return 0.0
    return exact_share(Fraction(days), periods) if len(periods) <= MOST_EXACT else series_share(days, periods)


def exact_share(days: Fraction, periods: Sequence[Fraction]) -> float:
    """The alternating sum over subsets; subsets with the same sum are one term."""
    terms: dict[Fraction, int] = {Fraction(0): 1}
    for period in periods:
        for total, count in list(terms.items()):
            terms[total + period] = terms.get(total + period, 0) - count
    power = len(periods)
    signed = sum((count * (days - total) ** power for total, count in terms.items() if total < days), Fraction(0))
    return float(signed / (factorial(power) * prod(periods)))


def series_share(days: float, periods: Sequence[Fraction]) -> float:
    """The distribution of the sum from its waves; its span repeats, a little wider than the sum can be."""
    lengths = np.array([float(period) for period in periods])
    span = 1.1 * lengths.sum()
    distance = days - lengths.sum() / 2
    waves = 2 * np.pi * np.arange(1, WAVES + 1) / span
    heights = np.prod(np.sinc(np.outer(waves, lengths) / (2 * np.pi)), axis=1)
    share = 0.5 + distance / span + 2 / span * float(np.sum(heights * np.sin(waves * distance) / waves))
    return float(min(1.0, max(0.0, share)))
