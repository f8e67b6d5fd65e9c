"""While a program is paused its horizons stop: they lie later by the days that it stood still."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tracker.progress.facts import Pause


def stopped_days(pauses: Iterable[Pause], as_of: date) -> int:
    """Days that the program stood still by the end of ``as_of``; the day on which it goes on counts as work.

    pauses  never overlapping, in any order
    """
    return sum(_length(pause, as_of) for pause in pauses)


def moved_by_pauses(day: date, pauses: Iterable[Pause], as_of: date) -> date:
    """``day`` later by the days that the program stood still before it was reached, as known on ``as_of``."""
    for pause in sorted(pauses, key=lambda each: each.paused_on):
        if pause.paused_on < day:
            day += timedelta(days=_length(pause, as_of))
    return day


def _length(pause: Pause, as_of: date) -> int:
    """Days of one pause by ``as_of``; none before it began."""
    until = as_of if pause.resumed_on is None else min(pause.resumed_on, as_of)
    return max(0, (until - pause.paused_on).days)
