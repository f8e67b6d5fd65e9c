from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.governance_checks import check_not_before, check_of_program
from programs.errors import Refused
from programs.models import Gate, Program, User, Waiver
from programs.periods import day_name

# Leave that lasts longer is no exception any more: change the plan instead.
LONGEST_DAYS = 180


class WaiverFields(TypedDict, total=False):
    rule: str
    gate: Gate | None
    reason: str


@action
def grant(program: Program, *, by: User, on: date, expires_on: date, **fields: Unpack[WaiverFields]) -> Waiver:
    """Leave to pass over one rule of the sequence until ``expires_on``, its last day; at most 180 days."""
    require(by, "decide", program)
    check_happened(on)
    gate = fields.get("gate")
    check_of_program(program, gate, field="gate")
    if (fields.get("rule") == Waiver.Rule.GATE) != (gate is not None):
        raise Refused("gate_and_rule", "Name the gate when the rule is about a gate, and only then.", field="gate")
    if expires_on < on:
        raise Refused("ends_before_it_begins", "It would end before it was granted.", field="expires_on")
    if (expires_on - on).days > LONGEST_DAYS:
        sentence = f"A waiver lasts at most {LONGEST_DAYS} days: choose an earlier day, or change the plan."
        raise Refused("waiver_too_long", sentence, field="expires_on")
    waiver = save_checked(Waiver(program=program, granted_by=by, granted_on=on, expires_on=expires_on, **fields))
    refresh([program.pk])
    return waiver


@action
def revoke(waiver: Waiver, *, by: User, on: date, version: int | None = None) -> Waiver:
    """The waiver at an end from ``on``; until then it stands as it was granted."""
    require(by, "decide", waiver.program)
    check_happened(on)
    waiver = lock(waiver, version=version)
    if waiver.revoked_on is not None:
        raise Refused("already_revoked", f"It was revoked on {day_name(waiver.revoked_on)} already.")
    check_not_before(on, waiver.granted_on, what="It was granted")
    if on > waiver.expires_on:
        raise Refused("already_expired", f"It ended on {day_name(waiver.expires_on)} by itself.", field="on")
    waiver = change_fields(waiver, {"revoked_by": by, "revoked_on": on})
    refresh([waiver.program_id])
    return waiver
