"""A metric in both arms with its differences and their confidence sequence, at any look."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tracker.analysis.facts.pilots import ComparisonFact, PeriodFact
from tracker.analysis.pilots.estimators import walsh_averages
from tracker.analysis.pilots.pairing import Difference, differences_of
from tracker.analysis.pilots.rule import Look
from tracker.analysis.pilots.sequence import Floats, Path, path_of
from tracker.progress.periods import Period, periods_after

NOTHING_KNOWN = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One metric.

    ends     first days after each period; ``pair_ends`` those of the pairs
    values   the differences in order; ``path`` has one entry for each
    owed_by  uids of the functions that answer for the metric
    """

    fact: ComparisonFact
    owed_by: tuple[str, ...]
    ends: tuple[date, ...]
    pair_ends: tuple[date, ...]
    differences: tuple[Difference, ...]
    values: Floats
    path: Path

    @property
    def period(self) -> Period:
        return Period(self.fact.frequency)

    @property
    def margin(self) -> float:
        """What may be lost at most; 0 for the primary metric."""
        return float(self.fact.margin or 0)

    def over(self, until: date) -> Sequence[PeriodFact]:
        """The periods that were over on the day."""
        return self.fact.periods[: bisect_right(self.ends, until)]

    def pairs(self, until: date) -> int:
        """Pairs of the periods that were over on the day."""
        return bisect_right(self.pair_ends, until)

    def look(self, until: date) -> Look:
        """The bounds as they stood on the day."""
        n = self.pairs(until)
        if n == 0:
            return Look(pairs=0, lower=-NOTHING_KNOWN, upper=NOTHING_KNOWN, margin=self.margin)
        lower, upper = float(self.path.lower[n - 1]), float(self.path.upper[n - 1])
        return Look(pairs=n, lower=lower, upper=upper, margin=self.margin)

    def middle(self, until: date) -> float | None:
        """The typical difference as it stood on the day; None without a pair."""
        n = self.pairs(until)
        return float(np.median(walsh_averages(self.values[:n]))) if n else None


def measure(fact: ComparisonFact, *, alpha: float, owed_by: tuple[str, ...]) -> Measured:
    """The comparison with all that follows from its differences."""
    differences = differences_of(fact)
    values = np.array([each.by for each in differences], dtype=np.float64)
    period = Period(fact.frequency)
    return Measured(
        fact=fact,
        owed_by=owed_by,
        ends=tuple(periods_after(each.starts_on, 1, period) for each in fact.periods),
        pair_ends=tuple(periods_after(each.starts_on, 1, period) for each in differences),
        differences=differences,
        values=values,
        path=path_of(values, alpha=alpha) if len(values) else empty_path(),
    )


def empty_path() -> Path:
    """The path of no differences."""
    none = np.empty(0)
    return Path(mean=none, variance=none, correlation=none, low=none, high=none, lower=none, upper=none, log_e=none)
