from __future__ import annotations

from decimal import Decimal

from programs.actions.base import action, change_fields, lock, refresh, require, save_checked
from programs.actions.pilot_protocol import check_effect, check_guards, check_open
from programs.models import Pilot, PilotGuardrail, ProgramMetric, User


@action
def add(pilot: Pilot, *, by: User, program_metric: ProgramMetric, margin: Decimal, agreed_with: str) -> PilotGuardrail:
    """A metric that the new arm may worsen by no more than ``margin``, in the protocol until it is locked."""
    require(by, "plan_program", pilot.program)
    pilot = lock(pilot)
    check_open(pilot)
    check_guards(pilot, program_metric)
    check_effect(program_metric, margin, field="margin")
    new = PilotGuardrail(pilot=pilot, program_metric=program_metric, margin=margin, agreed_with=agreed_with)
    guardrail = save_checked(new)
    refresh([pilot.program_id])
    return guardrail


@action
def change(
    guardrail: PilotGuardrail, *, by: User, margin: Decimal, agreed_with: str, version: int | None = None
) -> PilotGuardrail:
    """The guardrail with another margin, agreed with other people; a locked protocol stays."""
    require(by, "plan_program", guardrail.pilot.program)
    check_open(lock(guardrail.pilot))
    check_effect(guardrail.program_metric, margin, field="margin")
    guardrail = change_fields(lock(guardrail, version=version), {"margin": margin, "agreed_with": agreed_with})
    refresh([guardrail.pilot.program_id])
    return guardrail


@action
def remove(guardrail: PilotGuardrail, *, by: User, version: int | None = None) -> None:
    """The guardrail deleted from the draft, leaving a tombstone."""
    require(by, "plan_program", guardrail.pilot.program)
    check_open(lock(guardrail.pilot))
    lock(guardrail, version=version).delete()
    refresh([guardrail.pilot.program_id])
