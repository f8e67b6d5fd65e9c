from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from programs.actions.authorities import check_holder
from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.governance_checks import check_of_program
from programs.errors import Refused
from programs.models import BusinessFunction, DecisionRecord, DecisionRight, ProcessFlow, Program, Team, User
from programs.periods import day_name


class QuestionFields(TypedDict, total=False):
    question: str
    right: DecisionRight | None
    flow: ProcessFlow | None
    alternatives: int | None
    is_trade_off: bool


class DecidedFields(TypedDict, total=False):
    """Who decided, what, and out of how many ways."""

    decided_function: BusinessFunction | None
    decided_team: Team | None
    outcome: str
    alternatives: int | None
    is_trade_off: bool


@action
def raise_question(program: Program, *, by: User, on: date, **fields: Unpack[QuestionFields]) -> DecisionRecord:
    """A question that waits for a decision since ``on``; of the flow of its decision right when none is given."""
    require(by, "record_fact", program)
    check_happened(on)
    check_place(program, fields)
    right = fields.get("right")
    if right is not None and fields.get("flow") is None:
        fields["flow"] = right.flow
    decision = save_checked(DecisionRecord(program=program, raised_on=on, raised_by=by, **fields))
    refresh([program.pk])
    return decision


@action
def decide(
    decision: DecisionRecord, *, by: User, on: date, version: int | None = None, **made: Unpack[DecidedFields]
) -> DecisionRecord:
    """The decision made on ``on`` by a function or a team, and what was decided; recorded by ``by``."""
    require(by, "record_fact", decision.program)
    check_happened(on)
    decision = lock(decision, version=version)
    if decision.decided_on is not None:
        message = f"This was decided on {day_name(decision.decided_on)}. Record an override if it no longer holds."
        raise Refused("already_decided", message)
    if on < decision.raised_on:
        raise Refused("before_it_was_raised", f"It was raised on {day_name(decision.raised_on)}.", field="on")
    check_holder(made.get("decided_function"), made.get("decided_team"), program=decision.program)
    if not made.get("outcome", "").strip():
        raise Refused("outcome_missing", "Say what was decided.", field="outcome")
    decision = change_fields(decision, {"decided_on": on, "decided_by": by, **made})
    refresh([decision.program_id])
    return decision


@action
def override(
    decision: DecisionRecord,
    *,
    by: User,
    on: date,
    reason: str,
    function: BusinessFunction | None = None,
    version: int | None = None,
) -> DecisionRecord:
    """A made decision overridden on ``on``, by ``function`` or by somebody above all of them, with the reason."""
    require(by, "record_fact", decision.program)
    check_happened(on)
    decision = lock(decision, version=version)
    if decision.decided_on is None:
        raise Refused("not_decided", "Only a decision that was made can be overridden.")
    if decision.overridden_on is not None:
        raise Refused("already_overridden", f"This was overridden on {day_name(decision.overridden_on)}.")
    if on < decision.decided_on:
        raise Refused("before_it_was_decided", f"It was decided on {day_name(decision.decided_on)}.", field="on")
    if not reason.strip():
        raise Refused("reason_missing", "Say why it was overridden.", field="reason")
    written = {
        "overridden_on": on,
        "overridden_by": by,
        "overriding_function": function,
        "override_reason": reason,
    }
    decision = change_fields(decision, written)
    refresh([decision.program_id])
    return decision


@action
def change(
    decision: DecisionRecord, *, by: User, version: int | None = None, **fields: Unpack[QuestionFields]
) -> DecisionRecord:
    """The decision with other words or another place; when and by whom it was made stays."""
    require(by, "record_fact", decision.program)
    check_place(decision.program, fields)
    decision = change_fields(lock(decision, version=version), dict(fields))
    refresh([decision.program_id])
    return decision


@action
def reopen(decision: DecisionRecord, *, by: User, version: int | None = None) -> DecisionRecord:
    """The decision waiting again, after it was entered as made by mistake; the history keeps what was entered."""
    require(by, "record_fact", decision.program)
    decision = lock(decision, version=version)
    if decision.decided_on is None:
        raise Refused("not_decided", "This waits for a decision already.")
    if decision.overridden_on is not None:
        raise Refused("already_overridden", "This was overridden, so it was made.")
    nothing = {
        "decided_on": None,
        "decided_by": None,
        "decided_function": None,
        "decided_team": None,
        "outcome": "",
    }
    decision = change_fields(decision, nothing)
    refresh([decision.program_id])
    return decision


@action
def withdraw(decision: DecisionRecord, *, by: User, version: int | None = None) -> None:
    """A question that nobody needs an answer to any more deleted, leaving a tombstone and its history."""
    require(by, "record_fact", decision.program)
    decision = lock(decision, version=version)
    if decision.decided_on is not None:
        raise Refused("already_decided", "A decision that was made stays in the record.")
    if decision.trade_offs.exists():
        raise Refused("has_trade_offs", "A trade-off refers to this question, so it stays.")
    decision.delete()
    refresh([decision.program_id])


def check_place(program: Program, fields: QuestionFields) -> None:
    """Returns when right and flow, where given, belong to the program; else raises Refused."""
    check_of_program(program, fields.get("flow"), field="flow")
    check_of_program(program, fields.get("right"), field="right")
