"""What the analysis of parallel runs returns: plain values that become JSON and come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.analysis.pilots.pairing import Losses
from tracker.progress.numbers import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SequencePoint:
    """The decision interval after one more pair.

    number     of the period since the start
    pairs      so many by then
    low, high  what no look so far has left out; None while that is everything
    """

    number: int
    starts_on: date
    pairs: int
    difference: float
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedMetric:
    """A metric in both arms. Differences are above 0 when the new way was better.

    unit         of the metric
    is_ratio     compared by the logarithm of new over old; differences then have no unit
    margin       what the new way may lose at most; None for the primary metric
    owed_by      uids of the functions that answer for it: they owe its readings
    mean         the mean difference, with the interval that decides
    middle       Hodges and Lehmann's, with the exact interval of the signed ranks
    flips        two-sided chance of signs as uneven as these, counted over all flips or drawn
    flip_seed    of the drawn flips; None when all were counted
    ahead        how it looks now: chance that the new way is better. Never a reason to stop
    anytime      chance of ever seeing evidence so strong if nothing differed, at most
    correlation  of each period with the next
    """

    metric: str
    name: str
    unit: str
    direction: str
    frequency: str
    is_ratio: bool
    margin: float | None
    owed_by: tuple[str, ...]
    losses: Losses
    mean: Number
    middle: Number
    middle_sure: float | None
    flips: Number
    flip_seed: int | None
    ahead: Number
    anytime: Number
    correlation: Number
    points: tuple[SequencePoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotBlock:
    """Why no verdict is possible.

    what     lost, one_sided, correlation, too_alike, drift, unstable, redefined or replaced
    owed_by  uids of the functions whose readings are missing
    """

    what: str
    metric: str
    words: str
    owed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotCondition:
    """Something that a cut-over asks for, and whether it holds; None while nothing can be said."""

    what: str
    words: str
    holds: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotLook:
    """What the rule said when a period was over."""

    number: int
    starts_on: date
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotOutlook:
    """When a verdict for the new way can come.

    first_on  the first day on which it could, if every period to come is a pair; None when it is decided
    more      about so many more periods if the effect holds; None when they cannot be told or would not settle it
    likely_on the day on which they are over
    words     for people
    """

    first_on: date | None
    more: int | None
    likely_on: date | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChance:
    """How likely the new way is settled as better once so many pairs are there."""

    pairs: int
    on: date
    chance: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEffect:
    """A true improvement in standard deviations of the differences.

    pairs_to_plan  so many give it a chance of about four in five
    """

    effect: float
    pairs_to_plan: int
    chances: tuple[PlannedChance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotPlan:
    """What the protocol can settle, by simulation with ``seed``; days count from ``first_on``, its first period."""

    first_on: date
    seed: int
    runs: int
    effects: tuple[PlannedEffect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotWatch:
    """The primary metric since the cut-over, while the old way can be restarted.

    state      watching, revert, too_few (no limits could be set) or over (the old way has ended)
    readings   final ones since the cut-over
    signal_on  first day of the first period with an unfavorable signal
    """

    state: str
    readings: int
    signal_on: date | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotResult:
    """One parallel run.

    old_arm, new_arm  what the two ways are called
    state     drafted, locked, running, decided, cut_over or retired
    verdict   what the record allows to say: a value of Verdict; empty before the first period is over
    headline  the same in a sentence for people
    agrees    whether what was decided is what the record allowed then; None before a decision
    cautions  what to keep in mind, in sentences
    together  names of other runs of the flow that ran at the same time: judged together
    """

    uid: str
    name: str
    flow: str
    old_arm: str
    new_arm: str
    state: str
    outcome: str
    started_on: date | None
    decided_on: date | None
    alpha: float
    minimum: int
    maximum: int
    worthwhile: float | None
    verdict: str
    headline: str
    agrees: bool | None
    primary: ComparedMetric
    guardrails: tuple[ComparedMetric, ...]
    conditions: tuple[PilotCondition, ...]
    blocks: tuple[PilotBlock, ...]
    looks: tuple[PilotLook, ...]
    outlook: PilotOutlook
    plan: PilotPlan | None
    watch: PilotWatch | None
    cautions: tuple[str, ...]
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotAnalysis:
    """All parallel runs of a program in the order in which they were drafted."""

    as_of: date
    pilots: tuple[PilotResult, ...]
