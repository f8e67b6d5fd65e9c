"""Questions to a committee: asked with a recommendation, decided on record, and then done."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.governance_checks import check_meeting, check_not_before, check_steers, check_takes_part
from programs.errors import Refused
from programs.models import Committee, CommitteeDecision, Meeting, Program, User
from programs.periods import day_name

Outcome = CommitteeDecision.Outcome


class QuestionFields(TypedDict, total=False):
    question: str
    recommendation: str
    cost_of_waiting: str
    owner: User
    committee: Committee | None
    needed_by: date | None
    source_system: str
    external_id: str


class Words(TypedDict, total=False):
    decision: str
    meeting: Meeting | None


@action
def ask(program: Program, *, by: User, on: date, **fields: Unpack[QuestionFields]) -> CommitteeDecision:
    """A question with a recommendation, by anybody who takes part; ``owner`` is to carry the answer out."""
    require(by, "raise_item", program)
    check_happened(on)
    check_steers(fields.get("committee"), program, on=on)
    check_takes_part(program, fields.get("owner"), field="owner")
    asked = save_checked(CommitteeDecision(program=program, asked_by=by, asked_on=on, **fields))
    refresh([program.pk])
    return asked


@action
def change(
    asked: CommitteeDecision, *, by: User, version: int | None = None, **fields: Unpack[QuestionFields]
) -> CommitteeDecision:
    """The question in other words, while nobody decided it."""
    require(by, "carry_item", asked)
    asked = lock(asked, version=version)
    check_waiting(asked)
    if fields.get("owner", asked.owner) != asked.owner:
        check_takes_part(asked.program, fields["owner"], field="owner")
    if fields.get("committee", asked.committee) != asked.committee:
        check_steers(fields["committee"], asked.program, on=asked.asked_on)
    asked = change_fields(asked, dict(fields))
    refresh([asked.program_id])
    return asked


@action
def decide(
    asked: CommitteeDecision, *, by: User, outcome: str, on: date, version: int | None = None, **words: Unpack[Words]
) -> CommitteeDecision:
    """The committee's answer. What was deferred is decided again later; agreed and declined are final."""
    require(by, "decide", asked.program)
    check_happened(on)
    asked = lock(asked, version=version)
    check_waiting(asked)
    check_not_before(
        on, asked.decided_on or asked.asked_on, what="It was deferred" if asked.outcome else "It was asked"
    )
    if outcome not in Outcome.values:
        raise Refused("outcome_missing", "Decide: agreed, declined or deferred.", field="outcome")
    if outcome != Outcome.AGREED and not words.get("decision", "").strip():
        raise Refused("decision_missing", "Say why, or what must happen first.", field="decision")
    meeting = words.get("meeting")
    check_meeting(meeting, asked.program)
    if by.pk == asked.asked_by_id and (meeting is None or meeting.held_on is None):
        message = "You asked this: name the meeting in which it was decided, or let somebody else record it."
        raise Refused("own_question", message, field="meeting")
    if meeting is not None and asked.committee_id not in (None, meeting.committee_id):
        raise Refused("other_committee", "This meeting is of another committee.", field="meeting")
    # What is left unsaid is blank: the reason of a deferral is none of the answer.
    answer = {"outcome": outcome, "decided_by": by, "decided_on": on, "decision": "", "meeting": None, **words}
    asked = change_fields(asked, answer)
    refresh([asked.program_id])
    return asked


@action
def mark_done(decided: CommitteeDecision, *, by: User, on: date, version: int | None = None) -> CommitteeDecision:
    """What was agreed is done since ``on``."""
    require(by, "carry_item", decided)
    check_happened(on)
    decided = lock(decided, version=version)
    if decided.decided_on is None or decided.outcome != Outcome.AGREED:
        raise Refused("not_agreed", "Only what was agreed can be done.")
    if decided.done_on is not None:
        raise Refused("already_done", f"It was done on {day_name(decided.done_on)} already.")
    check_not_before(on, decided.decided_on, what="It was agreed")
    decided = change_fields(decided, {"done_on": on})
    refresh([decided.program_id])
    return decided


def check_waiting(asked: CommitteeDecision) -> None:
    """Returns while the question has no final answer; else raises Refused."""
    if not asked.is_waiting:
        raise Refused("already_decided", f"It was {asked.get_outcome_display().lower()} already: ask a new question.")
