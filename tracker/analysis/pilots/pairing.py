"""Which periods are pairs, by how much their arms differ, and what was lost (METHODS 6.1). Nothing is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log

from tracker.analysis.facts.pilots import ComparisonFact, PeriodFact
from tracker.analysis.pilots.limits import LOST_ON_ONE_SIDE, LOST_SHARE

PAIR = "pair"
BURN_IN = "burn_in"
NOT_FINAL = "not_final"
MISSING_BOTH = "missing_both"
MISSING_OLD = ("missing_old", MISSING_BOTH)
MISSING_NEW = ("missing_new", MISSING_BOTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A pair. ``by`` is above 0 when the new way was better: in the metric's unit, or as a logarithm of the ratio."""

    number: int
    starts_on: date
    by: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """Periods that are over, and what they are worth.

    counted       all but the burn-in
    missing_old   without a reading of the old arm, whether or not there is one of the new
    not_positive  complete, but zero or less where only a ratio can be compared
    """

    burn_in: int
    counted: int
    pairs: int
    missing_old: int
    missing_new: int
    not_final: int
    not_positive: int

    @property
    def dropped(self) -> int:
        """Periods that count and are no pair."""
        return self.counted - self.pairs

    @property
    def too_many(self) -> bool:
        """Whether so much is lost that what is left may not be a fair part of it."""
        return self.dropped > LOST_SHARE * self.counted

    @property
    def on_one_side(self) -> bool:
        """Whether one arm misses so many more that it may hide its bad periods."""
        return abs(self.missing_old - self.missing_new) >= LOST_ON_ONE_SIDE


def differences_of(comparison: ComparisonFact) -> tuple[Difference, ...]:
    """The pairs in order, each with how much better the new way was."""
    return tuple(
        Difference(number=each.number, starts_on=each.starts_on, by=difference_of(comparison, each))
        for each in comparison.periods
        if is_pair(comparison, each)
    )


def is_pair(comparison: ComparisonFact, period: PeriodFact) -> bool:
    """Whether both arms have a final reading that can be compared."""
    return period.standing == PAIR and not is_beyond_ratio(comparison, period)


def is_beyond_ratio(comparison: ComparisonFact, period: PeriodFact) -> bool:
    """Whether the pair has no logarithm though the metric asks for one."""
    values = (period.old, period.new)
    return comparison.is_ratio_scale and period.standing == PAIR and any(each is None or each <= 0 for each in values)


def difference_of(comparison: ComparisonFact, period: PeriodFact) -> float:
    """How much better the new way was in the pair.

    A ratio is required for cost, lead time or inventory: their plain differences are skewed, and the interval that
    decides would be wrong far too often.
    """
    if period.old is None or period.new is None:
        raise ValueError(f"Period {period.number} is no pair.")
    sign = 1 if comparison.direction == "higher" else -1
    if comparison.is_ratio_scale:
        return sign * (log(period.new) - log(period.old))
    return sign * float(period.new - period.old)


def losses_of(comparison: ComparisonFact, periods: Sequence[PeriodFact]) -> Losses:
    """What these periods of the comparison are worth."""
    standings = [each.standing for each in periods]
    not_positive = sum(is_beyond_ratio(comparison, each) for each in periods)
    return Losses(
        burn_in=standings.count(BURN_IN),
        counted=len(standings) - standings.count(BURN_IN),
        pairs=standings.count(PAIR) - not_positive,
        missing_old=sum(each in MISSING_OLD for each in standings),
        missing_new=sum(each in MISSING_NEW for each in standings),
        not_final=standings.count(NOT_FINAL),
        not_positive=not_positive,
    )
