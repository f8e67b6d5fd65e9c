"""How likely the work is done by a time, at the pace so far: a predictive t on earned-schedule increments.

Times are in review periods. Source: METHODS 1.4 (i); Hahn and Meeker, Statistical Intervals, chapter 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import stdtr, stdtrit

NO_SPREAD = 1e-12
DRAWS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PacePrior:
    """The pace of past programs (a reference class).

    mean, sd      of the earned schedule per period
    mean_weight   how many periods of observation the mean counts for, > 0
    sd_weight     degrees of freedom of ``sd``, > 0
    """

    mean: float
    sd: float
    mean_weight: float
    sd_weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceModel:
    """What the coming periods are expected to earn, each like the ones so far.

    mean       earned schedule per period
    sd         its standard deviation from period to period; 0 is degenerate
    freedom    degrees of freedom of ``sd``
    weight     how many periods the mean rests on
    remaining  PD - ES: earned schedule still to come, > 0
    """

    mean: float
    sd: float
    freedom: float
    weight: float
    remaining: float

    @property
    def degenerate(self) -> bool:
        """Whether every period was alike, so that nothing is said about the spread."""
        return self.sd <= NO_SPREAD

    def chance_by(self, periods: float) -> float:
        """P(finish <= now + ``periods``), 0..1.

        periods  from now to the day asked about; 0 or less gives 0, since something remains
        """
        if periods <= 0:
            return 0.0
        lead = periods * self.mean - self.remaining
        if self.degenerate:
            return 1.0 if lead >= -NO_SPREAD else 0.0
        spread = self.sd * sqrt(periods + periods**2 / self.weight)
        return float(stdtr(self.freedom, lead / spread))

    def periods_until(self, chance: float) -> float | None:
        """Periods from now by which it is done with ``chance`` (0..1); None when it never gets so likely.

        It solves m mean - remaining = t sd sqrt(m + m^2 / weight) for m. At one half it is PD / SPI(t) - AT.
        """
        if self.mean <= 0:
            return None
        t = 0.0 if self.degenerate else float(stdtrit(self.freedom, chance))
        noise = (t * self.sd) ** 2
        square = self.mean**2 - noise / self.weight
        linear = 2 * self.mean * self.remaining + noise
        # linear^2 - 4 square remaining^2, written so that nothing cancels near one half.
        root = sqrt(noise * (2 * linear - noise + 4 * self.remaining**2 / self.weight))
        if t < 0:
            return 2 * self.remaining**2 / (linear + root)
        return (linear + root) / (2 * square) if square > 0 else None


def pace_model(increments: Sequence[float], *, mean: float, remaining: float, prior: PacePrior | None) -> PaceModel:
    """The model of ``increments``, the earned schedule of each whole period so far.

    increments  at least two of them
    mean        ES / AT, which is their mean when the time so far is a whole number of periods
    raises      ValueError below two increments: they have no spread
    """
    n = len(increments)
    if n < 2:
        raise ValueError("a pace needs two whole periods")
    sd = float(np.std(increments, ddof=1))
    if prior is None:
        return PaceModel(mean=mean, sd=sd, freedom=n - 1, weight=n, remaining=remaining)
    weight, freedom = prior.mean_weight + n, prior.sd_weight + n
    squares = prior.sd_weight * prior.sd**2 + (n - 1) * sd**2
    squares += prior.mean_weight * n * (mean - prior.mean) ** 2 / weight
    return PaceModel(
        mean=(prior.mean_weight * prior.mean + n * mean) / weight,
        sd=sqrt(squares / freedom),
        freedom=freedom,
        weight=weight,
        remaining=remaining,
    )


def chance_by_blocks(increments: Sequence[float], *, remaining: float, periods: float, seed: int) -> float:
    """P(finish <= now + ``periods``) when blocks of past periods are drawn again: a check that assumes no shape.

    increments  earned schedule per whole period, oldest first; blocks of round(n^(1/3)) keep what hangs together
    returns     0..1 from 2,000 draws; a part of a period earns its share
    """
    if periods <= 0:
        return 0.0
    past = np.asarray(increments, dtype=float)
    length = max(1, round(len(past) ** (1 / 3)))
    whole, part = divmod(periods, 1.0)
    needed = int(whole) + 1
    starts = np.random.default_rng(seed).integers(0, len(past) - length + 1, size=(DRAWS, -(-needed // length)))
    drawn = past[(starts[:, :, None] + np.arange(length)).reshape(DRAWS, -1)[:, :needed]]
    drawn[:, -1] *= part
    return float(np.mean(drawn.sum(axis=1) >= remaining - NO_SPREAD))


def likely_duration_interval(
    increments: Sequence[float], *, performance: float, duration: float, schedule: float, confidence: float
) -> tuple[float, float] | None:
    """Confidence interval of IEAC(t), low first: a cross-check of the mean pace, never a prediction.

    performance  SPI(t) so far; ``duration`` PD and ``schedule`` ES, in periods
    confidence   0..1, as 0.9
    returns      None when a period earned nothing, since its logarithm has no value, or when nothing is left
    source       Lipke, Zwikael, Henderson and Anbari 2009, IJPM 27:400-407
    """
    n = len(increments)
    if n < 2 or min(increments) <= 0 or duration <= schedule or performance <= 0:
        return None
    spread = float(np.std(np.log(increments), ddof=1)) / sqrt(n)
    finite = sqrt((duration - schedule) / (duration - schedule / n))
    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * spread * finite
    return duration / (performance * float(np.exp(half))), duration / (performance * float(np.exp(-half)))
