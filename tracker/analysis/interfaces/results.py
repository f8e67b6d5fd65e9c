"""What is said about the interfaces of one program: the shape that pages, the API and reports show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.progress.numbers import Number, State

METHOD = "interfaces"


class IncidentMeasure(StrEnum):
    """What an incident weighs. One for a whole analysis: they never add up."""

    MONEY = "money"
    HOURS = "hours"
    COUNTS = "counts"


class InterfaceStanding(StrEnum):
    """Whether an interface is one of the vital few, and how sure that is."""

    CRITICAL = "critical"
    BORDERLINE = "borderline"
    OUTSIDE = "outside"


class ConcentrationVerdict(StrEnum):
    """What the record says of the claim that a few interfaces make most of the trouble."""

    CONCENTRATED = "concentrated"
    SPREAD = "spread"


class IncidentTurn(StrEnum):
    """How incidents went from one period to the next; silence is not success."""

    FEWER = "fewer"
    MORE = "more"
    NO_CLEAR_CHANGE = "no_clear_change"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFact:
    """What is not there yet. ``who`` are functions or roles by name, ``first_on`` the day on which it can be there."""

    what: str
    who: tuple[str, ...]
    first_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingBasis:
    """What the ranking goes by.

    unit         a currency, hours or incidents
    incidents    that count in the window
    counted      of these, the ones that state the measure; without: the others
    bands_only   of ``without``, those with only a size band; a band is not an amount
    unconverted  of ``without``, those with an amount for which no rate was stated
    reason       why this measure, as a sentence for people
    currencies   which amounts were told in another currency than stated, and which are left out; empty for none
    """

    measure: IncidentMeasure
    unit: str
    incidents: int
    counted: int
    without: int
    bands_only: int
    unconverted: int
    reason: str
    currencies: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VitalInterfaces:
    """The vital few at one share of the total.

    k         how many they are, with its interval over resamples; n is the incidents that it rests on
    of        how many interfaces there are
    uids      largest first
    achieved  the share that they make
    tied      uids of equals at the cut, of which only some are taken
    whole_tie whether one more than needed is in because it equals the last one
    """

    share: Decimal
    k: Number
    of: int
    uids: tuple[str, ...]
    achieved: float
    tied: tuple[str, ...]
    whole_tie: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentFunction:
    """A function that did not say anything of so many weeks in which it had a lead."""

    function: str
    name: str
    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCoverage:
    """Weeks of functions with a lead, and for how many of these the function spoke; only whole weeks count.

    share  0..1, None where nobody was expected to speak
    """

    starts_on: date
    ends_on: date
    expected: int
    reported: int
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffExposure:
    """Incidents of the days that one source counted, per 100 hand-offs of the same days.

    days  how many of the window the source counted
    """

    source: str
    starts_on: date
    ends_on: date
    days: int
    handoffs: int
    incidents: int
    per_100: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedInterface:
    """One interface, in the order of the ranking.

    from_uid, to_uid  of its functions
    is_used     by a flow of the program; False when only an incident names it
    incidents   that count in the window; ``counted`` of these state the measure
    cost        in the unit of the basis
    share       of the total, None when that is 0; ``reached`` with all that stand above it
    inclusion   share of resamples in which it is among the few that make 70 and 80 %
    """

    uid: str
    from_uid: str
    to_uid: str
    from_function: str
    to_function: str
    owner: str
    redesign_accepted_on: date | None
    is_used: bool
    rank: int
    incidents: int
    counted: int
    cost: Decimal
    share: float | None
    reached: float | None
    inclusion_70: float | None
    inclusion_80: float | None
    standing: InterfaceStanding | None
    exposure: HandoffExposure | None
    coverage: AnswerCoverage


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingPeriod:
    """The vital few at 80 % of a part of the window.

    uids  largest first; none when nothing was counted
    """

    starts_on: date
    ends_on: date
    incidents: int
    counted: int
    cost: Decimal
    uids: tuple[str, ...]
    coverage: AnswerCoverage


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingChange:
    """The later half of the window beside the one before.

    entered, left  none where one of the two has no vital few to compare with
    chance  how likely a difference in incidents at least as large comes about by chance, 0..1
    """

    before: RankingPeriod
    last: RankingPeriod
    entered: tuple[str, ...]
    left: tuple[str, ...]
    stayed: tuple[str, ...]
    turn: IncidentTurn
    chance: Number
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfacesAnalysis:
    """The interfaces of a program over the window, as of its last day.

    sentence   what a manager needs first
    missing    what is not there yet, or would make it surer
    total      in the unit of the basis
    few        at 70 and at 80 %; empty without a value
    lorenz     share of the total that the smallest 0, 1, ... n interfaces make
    verdict    None without a value; ``is_sure`` whether the intervals say the same
    rows       largest first, with those of 0
    silent     functions that owe weeks, those that owe most first
    seed       of the resamples, from the incidents themselves; None without any
    """

    state: State
    sentence: str
    reason: str
    missing: tuple[MissingFact, ...]
    starts_on: date
    ends_on: date
    basis: RankingBasis
    total: Decimal
    is_provisional: bool
    few: tuple[VitalInterfaces, ...]
    gini: Number
    corrected_gini: Number
    lorenz: tuple[float, ...]
    verdict: ConcentrationVerdict | None
    is_sure: bool
    verdict_words: str
    rows: tuple[RankedInterface, ...]
    coverage: AnswerCoverage
    silent: tuple[SilentFunction, ...]
    change: RankingChange
    resamples: int
    seed: int | None
