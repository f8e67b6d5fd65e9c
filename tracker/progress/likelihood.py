"""How likely the horizons are met that lie ahead, as one color of Delivery (METHODS 1.4, 1.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from tracker.progress.facts import Thresholds
from tracker.progress.numbers import NOISE
from tracker.progress.outlooks import Outlook
from tracker.progress.periods import DAYS_PER_WEEK
from tracker.progress.record import Basis
from tracker.progress.results import HorizonProgress, Status

KNOWN = "known"
"""Drives an outlook whose answer is no forecast any more."""
PACE = "pace"
ALIKE = (0.0, 1.0)
"""The chances by a pace that never varied, which is no ground for a color; drawn finishes may well give them."""


def outlooks_ahead(horizons: Iterable[HorizonProgress], basis: Basis) -> list[Outlook]:
    """What is forecast of each horizon whose answer is still open; in order."""
    measured = [horizon.original if basis is Basis.ORIGINAL else horizon.current for horizon in horizons]
    outlooks = [each.outlook for each in measured if each is not None]
    return [outlook for outlook in outlooks if outlook is not None and outlook.driven_by != KNOWN]


def deciding_chance(driven_by: str, chance: float | None, path_chance: float | None) -> float | None:
    """The chance that decides a color: the headline's, or the path's where every period so far was alike; 0..1."""
    return path_chance if driven_by == PACE and chance in ALIKE else chance


def chance_of(outlook: Outlook) -> float | None:
    """The chance of an outlook that decides a color, 0..1."""
    return deciding_chance(outlook.driven_by, outlook.chance.value, outlook.path.chance.value)


def least_chance(outlooks: Iterable[Outlook]) -> float | None:
    """The smallest chance that decides; None where none does."""
    return min((chance for each in outlooks if (chance := chance_of(each)) is not None), default=None)


def chance_status(chance: float | None, thresholds: Thresholds) -> Status:
    """The color of a chance; a threshold itself belongs to the better one."""
    if chance is None:
        return Status.GREY
    if chance >= float(thresholds.horizon_green) - NOISE:
        return Status.GREEN
    return Status.AMBER if chance >= float(thresholds.horizon_amber) - NOISE else Status.RED


def lowest_before(chances: Mapping[date, float], day: date, thresholds: Thresholds) -> float | None:
    """The smallest of the chances of the weeks before ``day`` through which a better color must hold."""
    days = [day - timedelta(days=back) for back in range(1, thresholds.improve_after_periods * DAYS_PER_WEEK + 1)]
    return min((chances[each] for each in days if each in chances), default=None)
