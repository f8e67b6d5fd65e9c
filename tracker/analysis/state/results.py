"""What is said about the state of the change. Plain values: they go to JSON and back. Functions and flows are uids."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.analysis.facts.colors import StateColors
from tracker.progress.numbers import Number
from tracker.progress.results import Status

METHOD = "state"


class StructuralSide(StrEnum):
    """The components of the structural state, k1 to k5 of METHODS 1.5."""

    CONSTRAINT = "constraint"
    METRICS = "metrics"
    CYCLES = "cycles"
    AUTHORITY = "authority"
    PILOT = "pilot"


class CulturalSide(StrEnum):
    """The components of the cultural state, b1 to b4 of METHODS 1.6."""

    BEHAVIORS = "behaviors"
    ACCOUNTABILITY = "accountability"
    PULSE = "pulse"
    SUSTAINMENT = "sustainment"


class Asked(StrEnum):
    """How a claim about a day stands.

    not_asked   its day lies ahead, and not everything that it needs is there
    met_so_far  its day lies ahead, and everything is there
    met         on its day everything was there
    not_met     on its day something lacked
    untold      the record cannot tell
    """

    NOT_ASKED = "not_asked"
    MET_SO_FAR = "met_so_far"
    MET = "met"
    NOT_MET = "not_met"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateMissing:
    """What keeps a component from being full, or from being measured at all.

    who            owes it; empty when it takes only time
    first_on       the day on which it can first be there; None where the record gives none
    is_unmeasured  whether nothing can be measured without it
    """

    what: str
    who: str
    first_on: date | None
    is_unmeasured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StateComponent:
    """One side of the change, 0 to 1.

    weight      share of the state, 0..1; 0 for one that is left out
    share       what is measured; none where nothing is
    earned      what counts: what is not measured counts as 0
    unmeasured  how much of it is not measured, 0..1
    words       what the share rests on, a phrase for people
    planned     what the first plan has by the day; None without a plan
    is_linear   whether nothing in the plan earns it, so that a straight line stands for the plan
    companion   a second number beside it: of cycles the share of neighbors that plan equally often
    is_left_out by a decision of the committee; ``decided`` is what it decided
    """

    key: str
    weight: float
    share: Number
    earned: float
    unmeasured: float
    words: str = ""
    missing: tuple[StateMissing, ...] = ()
    companion: Number | None = None
    planned: float | None = None
    is_linear: bool = False
    is_left_out: bool = False
    decided: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateIndex:
    """The weighted sum of its components.

    of          uid of the flow or function; empty for the whole program
    value       in percent; the interval ends at what it would be if everything not measured were full
    unmeasured  points that are not measured
    planned     percent by the plan on the day; None without a plan
    to_plan     value less planned, in points
    status      the color that is shown: better only when that has held; grey where there is no distance
    raw         the color by the distance of this day alone
    held        what holds an improvement back, a sentence; empty when nothing does
    last_on     the last day that had the worse color; None when nothing is held back
    changes_on  the day on which the color is the raw one, or nearer to it, if nothing else happens
    known_since the first day looked back on, where days before it would count and no color of them is kept
    """

    of: str
    value: Number
    unmeasured: float
    components: tuple[StateComponent, ...]
    planned: float | None = None
    to_plan: Number | None = None
    status: Status = Status.GREY
    raw: Status = Status.GREY
    held: str = ""
    last_on: date | None = None
    changes_on: date | None = None
    known_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePlanPoint:
    """What the first plan has by the end of a day, in percent; None where that plan does not reach."""

    on: date
    structural: float | None
    cultural: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedWork:
    """Accepted milestones that earn a component of which the record shows less.

    claimed  accepted share of the weight that earns it, 0..1; ``shown`` what the record shows
    """

    key: str
    claimed: float
    shown: float
    milestones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateClaims:
    """The plan's progress beside the record.

    earned   percent of the structural weight of the first plan that is accepted
    ahead    points by which it leads the structural state; ``allowed`` so many are not flagged
    is_ahead whether it leads by more
    rests_on the milestones behind it, the widest gap first; empty when it is not ahead
    """

    earned: Number
    ahead: Number
    allowed: float
    is_ahead: bool
    rests_on: tuple[ClaimedWork, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateVerdict:
    """What is to say about one of the days on which the claim is asked.

    asked_on   None while the program has no first day
    lacking    what it lacked on its day, or lacks today while that lies ahead; phrases
    now_met    whether everything is there today; None when that cannot be told
    value      percent of the state that was judged
    """

    key: str
    label: str
    asked_on: date | None
    standing: Asked
    lacking: tuple[str, ...]
    now_met: bool | None
    value: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class LowestFunction:
    """The functions with the least cultural state of those with anything measured, and the ones without."""

    uids: tuple[str, ...]
    value: Number
    unmeasured: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateAnalysis:
    """How much of the change the records of one program show, as of a day.

    cultural         of the whole program; ``flows`` in order of expansion, ``functions`` by name
    lowest           never left out: a mean hides whom nothing has reached
    curve            the plan of both states, oldest day first; empty without one
    verdicts         days 90 and 120, months 12 and 18
    linear_until     the day on which a straight line stands for 100 %: structural and cultural; None without a start
    colors           what the next analysis looks back on, with this day in it
    """

    as_of: date
    structural: StateIndex
    cultural: StateIndex
    flows: tuple[StateIndex, ...]
    functions: tuple[StateIndex, ...]
    lowest: LowestFunction
    claims: StateClaims
    verdicts: tuple[StateVerdict, ...]
    curve: tuple[StatePlanPoint, ...]
    linear_until: tuple[date, date] | None
    colors: StateColors = field(default_factory=StateColors)
