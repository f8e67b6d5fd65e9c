"""When the votes on what limits a flow can be enough, if they go on as often as ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.progress.periods import Period, begins_on

RHYTHM_WEEKS = 2
"""Votes of a single week are no rhythm yet."""
FARTHEST_WEEKS = 520
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnoughVotes:
    """The votes are enough on no day before ``on``, given at most ``most`` in one week."""

    on: date
    most: int


def busiest_week(given: Mapping[date, int]) -> int | None:
    """The most votes that one week brought; None before there is a rhythm."""
    return max(given.values()) if len(given) >= RHYTHM_WEEKS else None


def enough_votes(
    given: Mapping[date, int], *, as_of: date, needed: float, weekly_factor: float = 1.0
) -> EnoughVotes | None:
    """The first day on which a flow can have the votes it needs, every week to come being as good as the best so far.

    given          votes by the Monday of their week, none after ``as_of``
    needed         effective votes (Kish): fewer than there are when older ones weigh less
    weekly_factor  what a vote's weight is multiplied by with each week; 1 counts every vote in full
    returns        None before there is a rhythm, and where that rhythm never gets there
    source         METHODS 2
    """
    most = busiest_week(given)
    if most is None:
        return None
    week = begins_on(as_of, Period.WEEK)
    ages = {(week - monday).days // 7: votes for monday, votes in given.items()}
    # Sums of the weights and of their squares over the weeks before this one, as of this one.
    weights = sum(votes * weekly_factor**age for age, votes in ages.items() if age)
    squares = sum(votes * weekly_factor ** (2 * age) for age, votes in ages.items() if age)
    if _is_enough(weights + ages.get(0, 0), squares + ages.get(0, 0), needed=needed):
        return EnoughVotes(on=as_of, most=most)
    for ahead in range(FARTHEST_WEEKS):
        weights, squares = weights + most, squares + most
        if _is_enough(weights, squares, needed=needed):
            return EnoughVotes(on=max(as_of, week + ahead * WEEK), most=most)
        weights, squares = weights * weekly_factor, squares * weekly_factor**2
    return None


def _is_enough(weights: float, squares: float, *, needed: float) -> bool:
    """Whether the weights are worth so many votes that count in full."""
    return squares > 0 and weights**2 / squares >= needed - 1e-9
