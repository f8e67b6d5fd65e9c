"""What the ranking of constraints says: the frozen answer that page, API and report show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.analysis.constraints.policy import ConstraintPolicy
from tracker.progress.numbers import Number

METHOD = "constraint"


class ConstraintVerdict(StrEnum):
    """How sure it is what limits the flow."""

    UNKNOWN = "unknown"
    NOT_SEPARABLE = "not_separable"
    TOO_CLOSE = "too_close"
    PROVISIONAL = "provisional"
    IDENTIFIED = "identified"


class ConstraintMovement(StrEnum):
    """Whether another resource limits the flow than the one on record."""

    NONE_NAMED = "none_named"
    STAYS = "stays"
    WATCH = "watch"
    MOVED = "moved"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintCandidate:
    """A resource that was named in the flow; the last one may be whatever nobody named, with an empty uid.

    controlled_by        uid and name of the function that controls it on the day; empty when nobody does
    votes                all that name it; of these ``people`` are judgments, the others physical signs
    recent, recent_signs votes of the last half-life, and the physical signs among them
    lost_hours           added up over its votes; None when none says
    last_week            Monday of the last week in which it was named, or None
    share                share of the weeks in which it limits the flow, older votes counting less
    chance               that it limits the flow most often of all, older votes counting less
    share_in_full, chance_in_full  the same with every vote counting in full
    """

    resource_uid: str
    name: str
    kind: str
    controller_uid: str
    controlled_by: str
    votes: int
    people: int
    queue: int
    starvation: int
    utilization: int
    recent: int
    recent_signs: int
    lost_hours: Decimal | None
    last_week: date | None
    share: Number
    chance: Number
    share_in_full: Number
    chance_in_full: Number

    @property
    def signs(self) -> int:
        """Physical signs: all votes but people's judgments."""
        return self.votes - self.people


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateShare:
    """The share of one candidate in a week, with its 95 % interval."""

    resource_uid: str
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingPoint:
    """The ranking as it stood in a week in which somebody voted, or stands in this one.

    votes      given in the week; ``effective`` counts all up to then
    """

    week_starts_on: date
    votes: int
    effective: float
    shares: tuple[CandidateShare, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintMissing:
    """Something without which the constraint is not identified.

    what      votes, sign, lead or resource
    words     a sentence for people
    owed_by   names of functions whose lead gives it; empty when the record does not say
    first_on  the day before which it cannot be there; None when the record gives no rhythm
    """

    what: str
    words: str
    owed_by: tuple[str, ...] = ()
    first_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintReview:
    """A week with votes, and the chance that the challenger limited the flow more often than the one on record."""

    week_starts_on: date
    challenger_uid: str
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintMove:
    """Whether the constraint has moved away from the one on record.

    incumbent_uid   the resource named as the constraint; empty when none is
    former_uid      the resource that was the constraint before it; empty when there was none
    challenger_uid  the resource that leads instead; empty while none does
    reviews         at most the last two since it was named, oldest first
    words           what it means, a sentence for people; empty while there is nothing to do
    """

    state: ConstraintMovement
    incumbent_uid: str = ""
    incumbent: str = ""
    former_uid: str = ""
    challenger_uid: str = ""
    challenger: str = ""
    reviews: tuple[ConstraintReview, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusStage:
    """A focusing step of the work on a constraint: ``done``, ``now``, ``skipped``, ``waived`` or ``ahead``."""

    step: str
    state: str
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusWork:
    """Where the work on the constraint on record stands.

    step        the latest one entered
    next_step   the one to enter next: the first that was left out without leave, else the one after ``step``
    skipped     steps left out without a waiver that held on the day they were passed over
    words       what comes next, a sentence for people
    """

    constraint_uid: str
    resource_uid: str
    resource: str
    identified_on: date
    step: str
    since: date
    next_step: str
    stages: tuple[FocusStage, ...]
    skipped: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowConstraint:
    """What limits one flow, as of the day.

    headline        one sentence for people
    candidates      likeliest first, of equal ones in order of name; none when nothing was named
    lead            P(the first limits more often than the second)
    lead_jeffreys   chance of the first with a weaker prior: how much the prior decides
    votes           so many count, each a source and week; ``last_week`` is the Monday of the newest
    effective       how many they are worth with older ones counting less (Kish)
    points          oldest first, at most 26; the last one is this week
    missing         what stands between this and identified; none when it is
    """

    flow_uid: str
    flow: str
    position: int
    verdict: ConstraintVerdict
    headline: str
    candidates: tuple[ConstraintCandidate, ...]
    lead: Number
    lead_jeffreys: Number
    votes: int
    last_week: date | None
    effective: Number
    points: tuple[RankingPoint, ...]
    missing: tuple[ConstraintMissing, ...]
    move: ConstraintMove
    focus: FocusWork | None

    @property
    def leader(self) -> ConstraintCandidate | None:
        """The likeliest resource; None when nobody voted, or it is one that nobody named."""
        first = self.candidates[0] if self.candidates else None
        return first if first and self.votes and first.resource_uid else None

    @property
    def chances(self) -> dict[str, float]:
        """P(it limits the flow most often) by uid of each resource that was named; empty when nobody voted.

        A resource that is not in it was never named in this flow or is retired: nothing is known of it.
        """
        known = ((each.resource_uid, each.chance.value) for each in self.candidates if each.resource_uid)
        return {uid: value for uid, value in known if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintAnalysis:
    """What limits each flow of one program, in the order of expansion, by the policy in force."""

    as_of: date
    policy: ConstraintPolicy
    flows: tuple[FlowConstraint, ...]
