"""What is kept of a snapshot so that its forecasts can be judged: what they said, and what became of the horizon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.progress.likelihood import KNOWN
from tracker.progress.numbers import State
from tracker.progress.results import HorizonProgress, ProgramProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the headline forecast of an open horizon said; chances 0..1, None where there was none."""

    horizon: str
    chance: float
    pace_chance: float | None
    path_chance: float | None
    finish_10: date | None
    finish_50: date | None
    finish_80: date | None
    finish_90: date | None
    driven_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a horizon stands: ``met`` None while it is open, ``reached_on`` None while something is."""

    horizon: str
    due_on: date
    met: bool | None
    reached_on: date | None


def forecasts_said(progress: ProgramProgress) -> Iterator[Said]:
    """The forecasts of a snapshot against the original baseline, without those whose answer is known."""
    for horizon in progress.horizons:
        outlook = horizon.original.outlook if horizon.original else None
        if outlook is None or outlook.driven_by == KNOWN or outlook.chance.value is None:
            continue
        driver = outlook.path if outlook.driven_by == "path" else outlook.pace
        yield Said(
            horizon=horizon.key,
            chance=outlook.chance.value,
            pace_chance=outlook.pace.chance.value,
            path_chance=outlook.path.chance.value,
            finish_10=driver.finish_10,
            finish_50=driver.finish_50,
            finish_80=driver.finish_80,
            finish_90=driver.finish_90,
            driven_by=outlook.driven_by,
        )


def standings(progress: ProgramProgress) -> Iterator[Standing]:
    """Where each horizon stands that can be measured."""
    for horizon in progress.horizons:
        if horizon.state is State.VALUE and horizon.horizon_on and horizon.original:
            met, complete_on = has_been_met(horizon), horizon.original.complete_on
            yield Standing(
                horizon=horizon.key,
                due_on=horizon.horizon_on,
                met=met,
                reached_on=reached(met, complete_on, due_on=horizon.horizon_on),
            )


def has_been_met(horizon: HorizonProgress) -> bool | None:
    """Whether everything was accepted by the horizon's day; None while that is open."""
    outlook = horizon.original.outlook if horizon.original else None
    return bool(outlook.chance.value) if outlook is not None and outlook.driven_by == KNOWN else None


def reached(met: bool | None, complete_on: date | None, *, due_on: date) -> date | None:
    """The day on which everything was accepted; what was met and lapsed afterwards was there on its day at the latest.

    complete_on  since when it is complete now
    """
    if met:
        return min(complete_on or due_on, due_on)
    return complete_on if met is False and complete_on is not None and complete_on > due_on else None
