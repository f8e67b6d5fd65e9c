"""Earned weight day by day: 0 or 100 percent of an item, on accepted evidence (METHODS 1.1)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.progress.facts import Item, PlannedItem


@dataclass(frozen=True, slots=True)
class EarnedHistory:
    """What a set of planned items has earned.

    steps  (day, earned weight at its end) for every day on which it changed, oldest first
    total  weight of all of them
    """

    steps: tuple[tuple[date, Decimal], ...]
    total: Decimal

    def until(self, day: date) -> EarnedHistory:
        """The same history as it was known at the end of ``day``."""
        return EarnedHistory(self.steps[: bisect_right(self.steps, day, key=lambda step: step[0])], self.total)

    @property
    def now(self) -> Decimal:
        """Earned weight at the end of the history."""
        return self.steps[-1][1] if self.steps else Decimal(0)

    @property
    def complete_on(self) -> date | None:
        """The day it came to the whole weight for good, or None while something is open."""
        return self.steps[-1][0] if self.steps and self.now >= self.total else None

    @property
    def regression(self) -> bool:
        """Whether it once was higher than it is now: an acceptance was taken back."""
        return max((weight for _, weight in self.steps), default=Decimal(0)) > self.now


def earned_history(lines: Sequence[PlannedItem], items: Mapping[str, Item]) -> EarnedHistory:
    """Earned weight of ``lines`` on every day on record; an item earns while an acceptance covers it.

    Cost: one sort of the acceptances; every day is then a look-up.
    """
    changes: defaultdict[date, Decimal] = defaultdict(Decimal)
    for line in lines:
        item = items.get(line.uid)
        for span in item.acceptances if item else ():
            changes[span.accepted_on] += line.weight
            if span.revoked_on is not None:
                changes[span.revoked_on] -= line.weight
    earned = Decimal(0)
    steps = []
    for day in sorted(day for day, change in changes.items() if change):
        earned += changes[day]
        steps.append((day, earned))
    return EarnedHistory(tuple(steps), sum((line.weight for line in lines), Decimal(0)))
