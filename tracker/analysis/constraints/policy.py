"""The policy numbers that the ranking of constraints reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LIKELY = 0.5
"""Below it no resource is more likely the constraint than not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintPolicy:
    """What holds when nobody decided otherwise (METHODS 2).

    half_life_weeks  after so long a vote counts half
    identified       the chance from which a constraint counts as identified
    votes            effective votes below which it does not
    moved            the chance from which a challenger leads, at two reviews in a row
    """

    half_life_weeks: int = 8
    identified: float = 0.80
    votes: int = 10
    moved: float = 0.90

    @property
    def weekly_factor(self) -> float:
        """What a vote's weight is multiplied by with each week."""
        return float(2 ** (-1 / self.half_life_weeks))


def constraint_policy(numbers: Mapping[str, str]) -> ConstraintPolicy:
    """The policy of numbers in force, by key, as decimal text."""
    return ConstraintPolicy(
        half_life_weeks=int(numbers["constraint_half_life_weeks"]),
        identified=float(numbers["constraint_identified"]),
        votes=int(numbers["constraint_votes"]),
        moved=float(numbers["constraint_moved"]),
    )
