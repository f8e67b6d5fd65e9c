"""Stated dates replayed: where each date stood a year later, and where the moves of the past would have put it.

For programs that state a finish and have no sequence to project. Nothing known later is used: the moves that count on
a day are those whose year was over by then. The bound is one by rank and assumes no shape (METHODS 1.4 ii).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.progress.facts import Forecast
from tracker.progress.forecast.calibration import LEVELS, Calibration, Claim, Outcome, calibrate
from tracker.progress.forecast.slips import bound_of_next
from tracker.progress.periods import add_months

LOOK_AHEAD_MONTHS = 12
FEWEST_MOVES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A date stated on ``made_on``, and the one that stood a year later, on ``judged_on``."""

    made_on: date
    judged_on: date
    stated: date
    stood: date

    @property
    def days(self) -> int:
        """By how many days the date had moved; positive is later."""
        return (self.stood - self.stated).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """How the stated dates held for a year, and how a forecast from past moves would have done on the same days.

    stated  each date taken as it was said: certain, and no other day beside it
    ours    the chance that it holds, and a day for every level
    """

    stated: Calibration
    ours: Calibration


def replay(histories: Iterable[Sequence[Forecast]], *, known_on: date) -> Replay:
    """Both calibrations of histories of stated dates, each oldest first, as known on a day.

    The same statements are judged on both sides: those made when enough moves of the past were known.
    Cost: one sort of the moves, and one of those known for every month.
    """
    moves = sorted(
        (move for stated in histories for move in moves_of(stated, known_on=known_on)),
        key=lambda each: (each.made_on, each.stated, each.stood),
    )
    known: dict[date, list[int]] = {}
    stated: list[tuple[Claim, Outcome]] = []
    ours: list[tuple[Claim, Outcome]] = []
    for move in moves:
        month = move.made_on.replace(day=1)
        if month not in known:
            known[month] = sorted(past.days for past in moves if past.judged_on <= month)
        if len(known[month]) >= FEWEST_MOVES:
            outcome = Outcome(known_on=known_on, finished_on=move.stood)
            stated.append((Claim(made_on=move.made_on, by=move.stated, chance=1.0, days={}), outcome))
            ours.append((claim_of(move.made_on, move.stated, known[month]), outcome))
    return Replay(stated=calibrate(stated), ours=calibrate(ours))


def moves_of(stated: Sequence[Forecast], *, known_on: date) -> list[Move]:
    """What became of each date within a year; a date that nobody stated again within it is left out.

    stated  oldest first
    """
    moves = []
    for place, first in enumerate(stated):
        judged_on = add_months(first.stated_on, LOOK_AHEAD_MONTHS)
        later = [each for each in stated[place + 1 :] if each.stated_on <= judged_on]
        if judged_on <= known_on and later:
            moves.append(
                Move(made_on=first.stated_on, judged_on=judged_on, stated=first.finish_on, stood=later[-1].finish_on)
            )
    return moves


def claim_of(made_on: date, stated: date, past: Sequence[int]) -> Claim:
    """What past moves, in days and sorted, say of a stated date."""
    held = sum(days <= 0 for days in past) / len(past)
    bounds = {level: bound_of_next(past, level) for level in LEVELS}
    days = {level: stated + timedelta(days=round(bound)) for level, bound in bounds.items() if bound is not None}
    return Claim(made_on=made_on, by=stated, chance=held, days=days)
