"""The color that is shown: worse at once, better only when it has held (METHODS 1.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.analysis.result.told import Asked
from tracker.progress.periods import DAYS_PER_WEEK
from tracker.progress.rag import worst
from tracker.progress.results import Status

BAD = (Status.RED, Status.AMBER)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The color after hysteresis, and ``raw`` before it.

    last_on     the last day that holds an improvement back; None when nothing does
    held_by     what had the worse color on that day, by name
    changes_on  the day on which the color is the raw one, or nearer to it, if nothing else happens
    """

    status: Status
    raw: Status
    last_on: date | None = None
    held_by: tuple[str, ...] = ()
    changes_on: date | None = None


def settled(asked: Asked) -> Settled:
    """The worst color of every day from some weeks ago until today; green only when all of these days were green.

    Grey is no improvement either: what was red two days ago is not grey because somebody stopped reading. No state is
    stored, so any day can be worked out again. Cost: look-ups for each day, and a judgment of each metric for each
    period that begins in between.
    """
    as_of, weeks = asked.as_of, asked.policy.improve_after_weeks
    days = [as_of - timedelta(days=back) for back in range(weeks * DAYS_PER_WEEK + 1)]
    raws = {day: asked.raw_on(day) for day in days}
    raw = raws[as_of]
    shown = worst(each for each in raws.values() if each in BAD)
    if shown is Status.GREY and raw is Status.GREEN:
        shown = Status.GREEN if all(each is Status.GREEN for each in raws.values()) else Status.GREY
    if shown is raw:
        return Settled(status=shown, raw=raw)
    last_on = next(day for day in days if (raws[day] is shown if shown in BAD else raws[day] is not Status.GREEN))
    return Settled(
        status=shown,
        raw=raw,
        last_on=last_on,
        held_by=asked.on(last_on).of(shown) if shown in BAD else (),
        changes_on=last_on + len(days) * ONE_DAY,
    )
