"""What the analysis of culture says. Plain values: they go to JSON and back. Functions and flows are uids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.analysis.culture.question import Judgment
from tracker.progress.numbers import Number

METHOD = "culture"


class BehaviorKind(StrEnum):
    """What people do when the new way of working is adopted, in the order of METHODS 1.6 b1."""

    SESSIONS = "sessions"
    AUTHORITY = "authority"
    TRADE_OFFS = "trade_offs"
    RESPECT = "respect"


class Condition(StrEnum):
    """What a clean month needs, in the order of METHODS 1.6."""

    METRICS = "metrics"
    BEHAVIORS = "behaviors"
    NO_HELP = "no_help"
    TOLD = "told"


class MonthState(StrEnum):
    """What a month was for the run of clean months.

    paused      not complete: the run stands still, once
    incomplete  not complete: no run stands, or it was the second one in a row and ended the run
    """

    CLEAN = "clean"
    BROKEN = "broken"
    PAUSED = "paused"
    INCOMPLETE = "incomplete"


class StreakVerdict(StrEnum):
    """Whether a flow holds without the PMO.

    not_begun  no session was planned for it yet
    too_early  no month is complete yet
    lost       it was self-sustaining, and is not any more
    """

    NOT_BEGUN = "not_begun"
    TOO_EARLY = "too_early"
    NOT_YET = "not_yet"
    LOST = "lost"
    HOLDS = "holds"


class HelpTurn(StrEnum):
    """Whether the PMO stepped in less often than before; silence never counts as less."""

    FEWER = "fewer"
    MORE = "more"
    NO_CLEAR_CHANGE = "no_clear_change"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CultureMissing:
    """What keeps a number from being known, and the day on which it can first appear.

    who  owes it; empty when it takes only time
    """

    what: str
    who: str
    first_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Behavior:
    """One of the four behaviors over the window.

    share         of ``counted`` those that ``met`` it
    told, asked   answers given of those expected; both 0 where nobody is asked
    note          what is not in the share and should be known; a sentence or empty
    """

    kind: BehaviorKind
    share: Number
    met: int
    counted: int
    told: int
    asked: int
    note: str = ""
    missing: CultureMissing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """The four components of the cultural state, each 0..1, unmeasured where it is not known.

    of              uid of the flow or function; empty for the whole program
    behaviors       b1: mean of the measured behaviors, three or more; ``parts`` in the order of BehaviorKind
    accountability  b2: share of the leaders whose current evaluation rests on shared metrics and was held
    pulse           b3: favorable share of the pulse, as a share of its target
    sustainment     b4: clean months in a row, as a share of those needed
    """

    of: str
    behaviors: Number
    parts: tuple[Behavior, ...]
    accountability: Number
    pulse: Number
    sustainment: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionResult:
    """Whether a condition held in a month; ``why`` is empty when it did. ``on`` is the day of what spoiled it."""

    condition: Condition
    standing: Judgment
    why: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CultureMonth:
    """One whole month of a flow.

    streak  clean months in a row at its end
    """

    starts_on: date
    state: MonthState
    streak: int
    conditions: tuple[ConditionResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakEnd:
    """A run of clean months came to its end.

    on          day of what ended it
    month       in which that was
    lost        clean months in the run
    why         what ended it, sentences for people without capital and full stop
    is_relapse  whether the flow had been self-sustaining
    """

    on: date
    month: date
    lost: int
    why: tuple[str, ...]
    is_relapse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChance:
    """Chance that the flow is self-sustaining by a day, ``months`` whole months from the last one judged."""

    label: str
    by: date
    months: int
    chance: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStreak:
    """The run of clean months of one flow.

    months            oldest first
    streak, needed    clean months in a row now, and for self-sustaining
    sustaining_since  day on which it became self-sustaining; None while it is not
    ends              of runs, oldest first
    clean, others     complete months of the last twelve that were clean, and that were not
    earliest_on       day on which it can be self-sustaining at the earliest; None when it is
    """

    flow: str
    verdict: StreakVerdict
    months: tuple[CultureMonth, ...]
    streak: int
    needed: int
    sustaining_since: date | None
    ends: tuple[StreakEnd, ...]
    clean: int
    others: int
    chances: tuple[RunChance, ...]
    earliest_on: date | None

    @property
    def relapse(self) -> StreakEnd | None:
        """The latest end of a run that had made the flow self-sustaining."""
        return next((each for each in reversed(self.ends) if each.is_relapse), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountabilityShare:
    """Leaders of a function, or of all.

    leaders, counted  in scope, and of these those whose evaluation rests on shared metrics and was held
    unrecorded        without any evaluation on record
    """

    function: str
    leaders: int
    counted: int
    unrecorded: int
    share: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseShare:
    """What one function answered, or several small ones together; all of them for everybody.

    share      favorable answers, with its interval; none when the cell is hidden
    change     against the wave before, with its interval; none where either is hidden or others were asked together
    is_hidden  too few answered, or needed so that those cannot be reckoned back
    """

    functions: tuple[str, ...]
    invited: int
    answered: int
    is_hidden: bool
    share: Number
    change: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementShare:
    """The share of everybody who agrees with a statement of the pulse."""

    statement: str
    share: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseRound:
    """A closed wave.

    response  people who answered of those invited
    alpha     whether the statements hang together
    items     what everybody says to each statement; none when it is hidden
    """

    wave: str
    opens_on: date
    closed_on: date
    response: Number
    alpha: Number
    everybody: PulseShare
    items: tuple[StatementShare, ...]
    cells: tuple[PulseShare, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """So many interventions of a kind."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpMonth:
    """How often the PMO stepped in in a month, beside how many of the weekly words on it were given.

    is_running   whether the month goes on
    told, asked  weekly words of functions with a lead
    """

    starts_on: date
    is_running: bool
    kinds: tuple[KindCount, ...]
    told: int
    asked: int

    @property
    def count(self) -> int:
        return sum(each.count for each in self.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpChange:
    """The last three whole months beside the three before; ``chance`` that two equal rates differ at least so much."""

    before: int
    last: int
    heard_before: Number
    heard_last: Number
    turn: HelpTurn
    chance: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class CultureClaim:
    """What the claims of months 12 and 18 rest on, as of a day.

    program        components over the flows that have begun
    is_sustaining  whether every flow that was cut over holds; None while none was
    """

    program: Components
    streaks: tuple[FlowStreak, ...]
    is_sustaining: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CultureAnalysis:
    """The culture of one program as of a day.

    first_on, needed      first day of the window of behaviors; clean months in a row for self-sustaining
    program               components of the whole program
    flows, functions      components of each, in order of expansion and by name
    streaks               of each flow, in the same order
    is_sustaining         whether every flow that was cut over holds, leaders are judged by it and a cycle was held;
                          None while no flow was cut over
    accountability        of each function with a leader, by name
    rounds                closed waves, oldest first
    helps                 oldest first, at most 18 months
    """

    as_of: date
    first_on: date
    needed: int
    program: Components
    flows: tuple[Components, ...]
    functions: tuple[Components, ...]
    streaks: tuple[FlowStreak, ...]
    is_sustaining: bool | None
    accountability: tuple[AccountabilityShare, ...]
    rounds: tuple[PulseRound, ...]
    helps: tuple[HelpMonth, ...]
    help_change: HelpChange
    missing: tuple[CultureMissing, ...]
