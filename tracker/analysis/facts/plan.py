"""What the analyses read of the plan: the sequence as reckoned, and the work of the original baseline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.progress.numbers import Number
from tracker.progress.results import SequenceProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWork:
    """An item of the program; a gate's own item has kind ``gate``.

    gate         code of the gate that needs it, empty for none
    flow         uid of its flow, empty for none
    function     uid of the function that answers for it, empty for none
    planned_on   its finish in the original baseline; None where that has no such item
    weight       in the original baseline; 0 where that has no such item
    accepted_on  since when it counts as done on the day; None while it does not
    finish_on    as last stated by the day; None while nobody said
    """

    uid: str
    name: str
    kind: str
    dimension: str
    step: str
    gate: str
    flow: str
    owner: str
    planned_on: date | None
    weight: float
    accepted_on: date | None
    function: str = ""
    finish_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonStanding:
    """A day on which the claim is asked about.

    horizon_on    its date, moved by pauses
    planned       planned and earned weight by the day as shares of the exit set, original baseline
    chance        that its exit set is done by then
    """

    key: str
    label: str
    horizon_on: date | None
    planned: float | None
    earned: float | None
    chance: Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """Plan and progress of one program as of the day; empty where nothing was reckoned.

    sequence  gates with planned, earliest and likely dates, what each misses; None where nothing was reckoned
    """

    follows_sequence: bool = False
    sequence: SequenceProgress | None = None
    horizons: tuple[HorizonStanding, ...] = ()
    work: tuple[PlannedWork, ...] = ()
