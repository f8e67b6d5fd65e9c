"""What the analysis of decision rights says. Plain values: they go to JSON and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.progress.numbers import Number


class RightFlag(StrEnum):
    """What can be wrong with a decision right, the first that matches first (METHODS 5)."""

    ORPHAN = "orphan"
    UNKNOWN_CONTROLLER = "unknown_controller"
    SPLIT = "split"
    HIERARCHY = "hierarchy"
    MISPLACED = "misplaced"
    STALE = "stale"
    PROVISIONAL = "provisional"


class RightScope(StrEnum):
    """Whether a decision commits the constraint.

    firm, provisional  it does: surely enough, or only probably
    outside            what it commits probably does not limit the flow
    unknown            nobody has said yet what limits the flow
    uncommitted        no resource is named that it commits
    assumed            it is asked what would be if
    """

    FIRM = "firm"
    PROVISIONAL = "provisional"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"
    UNCOMMITTED = "uncommitted"
    ASSUMED = "assumed"


class MoveKind(StrEnum):
    """Where a move is written down."""

    MOVE_AUTHORITY = "move_authority"
    MOVE_VOTE = "move_vote"
    NAME_CONTROLLER = "name_controller"
    OBSERVE = "observe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A function, a team, a resource or a flow, by its uid, with its name of that day."""

    uid: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """A function or a team that decides.

    voices  functions whose word counts: itself, or whoever holds the deciding vote in the team
    """

    uid: str
    name: str
    is_team: bool
    voices: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RightMove:
    """What mends a finding, as a sentence, and what it would be written with.

    function, team, resource  uids; empty where the move names none
    """

    words: str
    kind: MoveKind
    function: str = ""
    team: str = ""
    resource: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightFinding:
    """One flag with its reason as a sentence and the move that mends it."""

    flag: RightFlag
    reason: str
    move: RightMove


@dataclass(frozen=True, slots=True, kw_only=True)
class RightVerdict:
    """What is to say about one decision.

    flow        the one it belongs to; None when it is of the whole program
    limited     the flow whose constraint is meant; None when none is
    resource    the one among those it commits that most probably limits the flow; None when that cannot be told
    chance      0..1 that it does; 1 when it is assumed
    controller  of that resource; None when nobody is named
    is_aligned  None when the decision is not in scope
    findings    the most severe first
    exposure    times a month times the chance; None when the decision is not in scope or nobody knows how often
    """

    uid: str
    decision: str
    times_a_month: Decimal | None
    scope: RightScope
    deciders: tuple[Decider, ...]
    flow: Named | None = None
    limited: Named | None = None
    resource: Named | None = None
    chance: float | None = None
    controller: Named | None = None
    is_aligned: bool | None = None
    findings: tuple[RightFinding, ...] = ()
    exposure: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """How much of what commits the constraint is decided by whoever controls it.

    by_exposure        share of the exposure, 0..1; a census, so without an interval
    by_count           share of the decisions in scope
    exposure           of all decisions that are weighed
    aligned_exposure   of those that are aligned
    in_scope, aligned  decisions; ``provisional`` of those in scope only probably are
    unknown_frequency  in scope, not weighed: nobody knows how often they are made
    never_made         in scope, not weighed: made 0 times a month
    """

    by_exposure: Number
    by_count: Number
    exposure: float
    aligned_exposure: float
    in_scope: int
    aligned: int
    provisional: int
    unknown_frequency: int
    never_made: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityCell:
    """Decisions of one row and one column of the matrix.

    rights    their uids
    exposure  of those that are weighed
    """

    decider: str
    controller: str
    rights: tuple[str, ...]
    exposure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityMatrix:
    """Who decides, by who controls.

    of           binding: each decision in scope once, at what limits the flow; committed: while none is, each
                 decision once for every function that controls something it commits
    deciders     rows; the uid is empty where no single function decides, and the name says why
    controllers  columns, the same way
    cells        those that are not empty
    """

    of: str
    deciders: tuple[Named, ...]
    controllers: tuple[Named, ...]
    cells: tuple[AuthorityCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsAssumption:
    """If this resource were the constraint: which decisions would be in the wrong hands."""

    resource: Named
    controller: Named | None
    sentence: str
    alignment: Alignment
    verdicts: tuple[RightVerdict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTimes:
    """How long one decision took whenever it was made.

    right    None for decisions that name no recurring one
    days     median from raised to decided
    waiting  raised and not decided; ``oldest_days`` for how long the oldest has waited
    """

    right: Named | None
    days: Number
    waiting: int
    oldest_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedDecisions:
    """What happened, beside what should.

    from_above  share of decisions overridden by a function above the one that decided, or by somebody above all
    overridden  decisions overridden by anybody
    heard       share of the weekly words on overrides that were given, of those expected: silence is not success
    """

    times: tuple[DecisionTimes, ...]
    from_above: Number
    overridden: int
    heard: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsMissing:
    """What keeps the share from being known, who owes it, and the day on which it can first appear."""

    what: str
    who: str
    first_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsAnalysis:
    """Decision rights of one program as of a day; verdicts with the worst first."""

    as_of: date
    sentence: str
    alignment: Alignment
    missing: tuple[RightsMissing, ...]
    verdicts: tuple[RightVerdict, ...]
    matrix: AuthorityMatrix
    assumptions: tuple[RightsAssumption, ...]
    observed: ObservedDecisions
