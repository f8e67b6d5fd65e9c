"""Facts of governance: criteria of gates, waivers, committee decisions and actions. Days are calendar days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A time from its first day until before its end; None while it has no end."""

    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """True when the day lies in the span."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that must be true for a gate to be passed.

    gate        code of the gate
    added_on    the first day on which it is one of the gate's criteria
    removed_on  the day from which it is none of the gate's criteria any more
    met         spans in which evidence of its level stood accepted, in order, none touching the next
    """

    uid: str
    gate: str
    position: int
    statement: str
    added_on: date
    removed_on: date | None = None
    met: tuple[Span, ...] = ()

    def counts_on(self, day: date) -> bool:
        """True from the day it was added until before the day on which it was taken off its gate."""
        return self.added_on <= day and (self.removed_on is None or day < self.removed_on)

    def is_met_on(self, day: date) -> bool:
        """True when evidence of its level stands accepted on the day."""
        return any(span.holds_on(day) for span in self.met)


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaCount:
    """How many criteria of a gate are met; ``met`` and ``total`` are numbers of criteria."""

    gate: str
    met: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Leave to pass over a rule of the sequence; ``expires_on`` is its last day, ``gate`` a code or blank."""

    uid: str
    rule: str
    gate: str
    granted_on: date
    expires_on: date
    revoked_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """True from the day it was granted to its last day, and until before the day it was revoked."""
        return self.granted_on <= day <= self.expires_on and (self.revoked_on is None or day < self.revoked_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeDecision:
    """A question to the committee; ``outcome`` is agreed, declined or deferred, blank before the first answer.

    meeting  uid of the meeting in which it was decided; blank where nobody named one
    """

    uid: str
    question: str
    recommendation: str
    cost_of_waiting: str
    owner: str
    asked_on: date
    needed_by: date | None = None
    outcome: str = ""
    decision: str = ""
    decided_on: date | None = None
    done_on: date | None = None
    meeting: str = ""

    def waits_on(self, day: date) -> bool:
        """True from the day it was asked until before it was agreed or declined; what was deferred still waits."""
        final = self.decided_on if self.outcome in ("agreed", "declined") else None
        return self.asked_on <= day and (final is None or day < final)

    def is_overdue_on(self, day: date) -> bool:
        """True when it was needed before the day and waits still."""
        return self.needed_by is not None and self.needed_by < day and self.waits_on(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """Something that a person is to do by ``due_on``."""

    uid: str
    title: str
    owner: str
    raised_on: date
    due_on: date
    done_on: date | None = None

    def is_overdue_on(self, day: date) -> bool:
        """True when it was due before the day and not done by then."""
        return self.raised_on <= day and self.due_on < day and (self.done_on is None or day < self.done_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCount:
    """Numbers of questions to the committee as of a day: asked until then, of these decided for good, and overdue."""

    asked: int
    decided: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceFacts:
    """What the record says about the governance of one program, each list in a total order."""

    criteria: Sequence[Criterion] = ()
    waivers: Sequence[Waiver] = ()
    decisions: Sequence[CommitteeDecision] = ()
    actions: Sequence[ActionItem] = ()

    def criteria_met(self, day: date) -> tuple[CriteriaCount, ...]:
        """For each gate with criteria on the day, how many are met; in the order of the criteria."""
        counting = [each for each in self.criteria if each.counts_on(day)]
        codes = dict.fromkeys(each.gate for each in counting)
        return tuple(
            CriteriaCount(
                gate=code,
                met=sum(each.is_met_on(day) for each in counting if each.gate == code),
                total=sum(each.gate == code for each in counting),
            )
            for code in codes
        )

    def questions_by(self, day: date) -> QuestionCount:
        """How many questions had been asked by the day, how many were decided for good, and how many were overdue."""
        asked = [each for each in self.decisions if each.asked_on <= day]
        return QuestionCount(
            asked=len(asked),
            decided=sum(not each.waits_on(day) for each in asked),
            overdue=sum(each.is_overdue_on(day) for each in asked),
        )
