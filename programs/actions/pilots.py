from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.pilot_arms import take_readings
from programs.actions.pilot_protocol import (
    GuardrailTerms,
    PilotFields,
    check_effect,
    check_guards,
    check_not_replaced,
    check_open,
    check_own_readings,
    check_protocol,
    protocol_of,
)
from programs.errors import Refused
from programs.models import Pilot, PilotGuardrail, Program, User
from programs.periods import day_name

PROTOCOL_CHANGED = "protocol changed"


@action
def draft(
    program: Program, *, by: User, guardrails: Sequence[GuardrailTerms] = (), **fields: Unpack[PilotFields]
) -> Pilot:
    """A new pilot of the program, whose protocol may change until it is locked."""
    require(by, "plan_program", program)
    pilot = Pilot(program=program, **fields)
    check_protocol(pilot)
    pilot = save_checked(pilot)
    for terms in guardrails:
        check_guards(pilot, terms["program_metric"])
        check_effect(terms["program_metric"], terms["margin"], field="margin")
        save_checked(PilotGuardrail(pilot=pilot, **terms))
    refresh([program.pk])
    return pilot


@action
def change(pilot: Pilot, *, by: User, version: int | None = None, **fields: Unpack[PilotFields]) -> Pilot:
    """The draft with other values; a locked protocol stays."""
    require(by, "plan_program", pilot.program)
    pilot = lock(pilot, version=version)
    check_open(pilot)
    for name, value in fields.items():
        setattr(pilot, name, value)
    check_protocol(pilot)
    pilot = change_fields(lock(pilot), dict(fields))
    refresh([pilot.program_id])
    return pilot


@action
def discard(pilot: Pilot, *, by: User, version: int | None = None) -> None:
    """The draft deleted with its guardrails, leaving tombstones; a locked protocol stays."""
    require(by, "plan_program", pilot.program)
    pilot = lock(pilot, version=version)
    check_open(pilot)
    pilot.guardrails.all().delete()
    pilot.delete()
    refresh([pilot.program_id])


@action
def lock_protocol(pilot: Pilot, *, by: User, on: date, version: int | None = None) -> Pilot:
    """The protocol and its guardrails fixed from ``on``; another protocol is another pilot."""
    require(by, "plan_program", pilot.program)
    check_happened(on)
    pilot = lock(pilot, version=version)
    check_open(pilot)
    check_protocol(pilot)
    check_own_readings(pilot)
    pilot = change_fields(pilot, {"locked_on": on, "locked_by": by})
    refresh([pilot.program_id])
    return pilot


@action
def start(pilot: Pilot, *, by: User, on: date, version: int | None = None) -> Pilot:
    """Both arms under way since ``on``, not before the day on which the protocol was locked.

    Readings with the labels of its arms that are there already and belong to no pilot become its own.
    """
    require(by, "plan_program", pilot.program)
    check_happened(on)
    pilot = lock(pilot, version=version)
    if pilot.locked_on is None:
        raise Refused("protocol_open", "Lock the protocol first: it must stand before the first result.")
    if pilot.started_on is not None:
        raise Refused("already_started", f"This pilot started on {day_name(pilot.started_on)}.")
    check_not_replaced(pilot)
    if on < pilot.locked_on:
        raise Refused("before_lock", f"The protocol was locked on {day_name(pilot.locked_on)}.", field="on")
    pilot = change_fields(pilot, {"started_on": on, "started_by": by})
    take_readings(pilot)
    refresh([pilot.program_id])
    return pilot


@action
def decide(pilot: Pilot, *, by: User, on: date, outcome: str, reason: str, version: int | None = None) -> Pilot:
    """The pilot ended by a decision with its reason, whatever the numbers say: the record keeps what was decided."""
    require(by, "decide", pilot.program)
    check_happened(on)
    pilot = lock(pilot, version=version)
    if pilot.started_on is None:
        raise Refused("not_started", "Start the pilot first: there is nothing to decide yet.")
    if pilot.decided_on is not None:
        raise Refused("already_decided", f"This pilot was decided on {day_name(pilot.decided_on)}.")
    if on < pilot.started_on:
        raise Refused("before_start", f"The pilot started on {day_name(pilot.started_on)}.", field="on")
    if not outcome:
        raise Refused("outcome_missing", "Say what was decided.", field="outcome")
    if not reason.strip():
        raise Refused("reason_missing", "Say why it was decided.", field="reason")
    decision = {"decided_on": on, "decided_by": by, "outcome": outcome, "decision_reason": reason}
    pilot = change_fields(pilot, decision)
    refresh([pilot.program_id])
    return pilot


@action
def cut_over(pilot: Pilot, *, by: User, on: date, version: int | None = None) -> Pilot:
    """The flow works the new way alone since ``on``; the old way is kept until it is retired."""
    require(by, "plan_program", pilot.program)
    check_happened(on)
    pilot = lock(pilot, version=version)
    if pilot.outcome != Pilot.Outcome.CUT_OVER or pilot.decided_on is None:
        raise Refused("not_decided_for", "Only a pilot that was decided as a cut-over is cut over.")
    if pilot.cut_over_on is not None:
        raise Refused("already_cut_over", f"The cut-over was on {day_name(pilot.cut_over_on)}.")
    if on < pilot.decided_on:
        raise Refused("before_decision", f"It was decided on {day_name(pilot.decided_on)}.", field="on")
    pilot = change_fields(pilot, {"cut_over_on": on})
    refresh([pilot.program_id])
    return pilot


@action
def retire_legacy(pilot: Pilot, *, by: User, on: date, version: int | None = None) -> Pilot:
    """The old way can no longer be restarted since ``on``."""
    require(by, "plan_program", pilot.program)
    check_happened(on)
    pilot = lock(pilot, version=version)
    if pilot.cut_over_on is None:
        raise Refused("not_cut_over", "Record the cut-over first: the old way still runs.")
    if pilot.legacy_retired_on is not None:
        raise Refused("already_retired", f"The old way was retired on {day_name(pilot.legacy_retired_on)}.")
    if on < pilot.cut_over_on:
        raise Refused("before_cut_over", f"The cut-over was on {day_name(pilot.cut_over_on)}.", field="on")
    pilot = change_fields(pilot, {"legacy_retired_on": on})
    refresh([pilot.program_id])
    return pilot


@action
def replace(pilot: Pilot, *, by: User, on: date, version: int | None = None, **fields: Unpack[PilotFields]) -> Pilot:
    """A draft that copies this pilot's protocol and follows it; when it runs, it is stopped on ``on``."""
    require(by, "plan_program", pilot.program)
    check_happened(on)
    pilot = lock(pilot, version=version)
    if pilot.locked_on is None:
        raise Refused("protocol_open", "Change this draft itself: its protocol is not locked yet.")
    check_not_replaced(pilot)
    if pilot.started_on is not None and pilot.decided_on is None:
        if on < pilot.started_on:
            raise Refused("before_start", f"The pilot started on {day_name(pilot.started_on)}.", field="on")
        stop = {"outcome": Pilot.Outcome.STOPPED, "decision_reason": PROTOCOL_CHANGED}
        change_fields(pilot, {"decided_on": on, "decided_by": by, **stop})
    copy = Pilot(program_id=pilot.program_id, follows=pilot, **(protocol_of(pilot) | fields))
    check_protocol(copy)
    copy = save_checked(copy)
    for guardrail in pilot.guardrails.exclude(program_metric=copy.primary_id).order_by("id"):
        terms = {name: getattr(guardrail, name) for name in ("program_metric", "margin", "agreed_with")}
        save_checked(PilotGuardrail(pilot=copy, **terms))
    refresh([pilot.program_id])
    return copy
