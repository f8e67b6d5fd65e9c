"""How good forecasts were, once their day has come: Brier score, coverage, and where the finish fell.

A forecast is judged only by what it said when it was made and by what happened since (METHODS 1.4, calibration).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from scipy.special import ndtri

LEVELS = (0.1, 0.5, 0.8, 0.9)
FEWEST = 20
"""Below so many settled forecasts a calibration is shown with its numbers and judged by nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a forecast said on a day.

    chance  P(finished by ``by``), 0..1
    days    the day by which it was to be finished, for each of ``LEVELS`` that had one
    """

    made_on: date
    by: date
    chance: float
    days: Mapping[float, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it: finished on a day, or not finished by ``known_on``, the last day of which is known."""

    known_on: date
    finished_on: date | None = None

    def finished_by(self, day: date) -> bool | None:
        """Whether it was finished by ``day``; None while that day has not come."""
        if self.finished_on is not None:
            return self.finished_on <= day
        return False if day <= self.known_on else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How often the finish came by the day that was given for a level.

    level      0.1, 0.5, 0.8 or 0.9: so often it should
    n, hits    settled claims, and those that were finished by then
    low, high  95 % Wilson interval of hits / n; None without a claim
    """

    level: float
    n: int
    hits: int
    low: float | None
    high: float | None

    @property
    def share(self) -> float | None:
        """Share of the claims that held."""
        return self.hits / self.n if self.n else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How a set of forecasts did.

    n          claims whose day has come; ``waiting`` those whose day has not
    brier      mean squared difference of chance and outcome; 0 is perfect, 0.25 is what one half always gives
    base_rate  share that was finished by its day; ``brier_of_base_rate`` is what always saying that would score
    coverage   one for each level
    bins       claims by where the finish fell between their days for ``LEVELS``: the probability integral
               transform in five bins, first to last; ``bin_shares`` is how many of all should fall into each
    """

    n: int
    waiting: int
    brier: float | None
    base_rate: float | None
    brier_of_base_rate: float | None
    coverage: tuple[Coverage, ...]
    bins: tuple[int, ...]

    @property
    def judged(self) -> bool:
        """Whether there are enough settled forecasts to judge."""
        return self.n >= FEWEST


BIN_SHARES = tuple(upper - lower for lower, upper in zip((0.0, *LEVELS), (*LEVELS, 1.0), strict=True))


def calibrate(pairs: Iterable[tuple[Claim, Outcome]]) -> Calibration:
    """The calibration of claims with their outcomes, in any order. Cost: one pass."""
    known = list(pairs)
    settled = [(claim, outcome.finished_by(claim.by)) for claim, outcome in known]
    judged = [(claim.chance, bool(met)) for claim, met in settled if met is not None]
    base = sum(met for _, met in judged) / len(judged) if judged else None
    return Calibration(
        n=len(judged),
        waiting=len(known) - len(judged),
        brier=sum((chance - met) ** 2 for chance, met in judged) / len(judged) if judged else None,
        base_rate=base,
        brier_of_base_rate=None if base is None else base * (1 - base),
        coverage=tuple(coverage_of(level, known) for level in LEVELS),
        bins=bins_of(known),
    )


def coverage_of(level: float, pairs: Sequence[tuple[Claim, Outcome]]) -> Coverage:
    """How often the day given for ``level`` held, over the claims that gave one and whose day has come."""
    answers = [outcome.finished_by(claim.days[level]) for claim, outcome in pairs if level in claim.days]
    known = [answer for answer in answers if answer is not None]
    low, high = wilson(sum(known), len(known)) if known else (None, None)
    return Coverage(level=level, n=len(known), hits=sum(known), low=low, high=high)


def bins_of(pairs: Iterable[tuple[Claim, Outcome]]) -> tuple[int, ...]:
    """Claims with all their days, counted by how many of those days had passed before the finish.

    What is not finished after the last of those days counts with the last: to leave it out would count only good ends.
    """
    counts = [0] * (len(LEVELS) + 1)
    for claim, outcome in pairs:
        finish = outcome.finished_on
        if any(level not in claim.days for level in LEVELS):
            continue
        if finish is not None:
            counts[sum(claim.days[level] < finish for level in LEVELS)] += 1
        elif outcome.known_on >= max(claim.days.values()):
            counts[-1] += 1
    return tuple(counts)


def wilson(hits: float, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """The Wilson score interval of a share, 0..1, low first; ``n`` is positive.

    source  Wilson 1927; Newcombe 1998
    """
    z = float(ndtri((1 + confidence) / 2))
    share, square = hits / n, z * z
    middle = share + square / (2 * n)
    half = z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, (middle - half) / (1 + square / n)), min(1.0, (middle + half) / (1 + square / n))
