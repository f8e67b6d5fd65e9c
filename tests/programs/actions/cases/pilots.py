"""Every action on pilots."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from programs.actions import pilot_guardrails, pilots
from programs.models import Program
from tests.factories import make_flow
from tests.factories import pilots as make_pilots
from tests.programs.actions.case import COMMITTEE, LEAD, ON, ActionCase, itself

TERMS: dict[str, Any] = {"margin": Decimal("0.4"), "agreed_with": "Both plant managers"}


def drafted(program: Program, by: Any) -> Any:
    """A new draft of the program, with a flow and a metric of its own."""
    protocol: dict[str, Any] = {"flow": make_flow(program), "primary": make_pilots.make_pilot_metric(program)}
    return pilots.draft(program, by=by, name="Weekly plan", change="One plan", **protocol)


def guarded(program: Program) -> Any:
    return make_pilots.make_guardrail(make_pilots.make_pilot(program))


def as_far_as(step: str) -> Any:
    return lambda program: make_pilots.make_pilot(program, step=step)


CASES: dict[str, ActionCase] = {
    "pilots.draft": ActionCase(LEAD, itself, drafted),
    "pilots.change": ActionCase(
        LEAD,
        make_pilots.make_pilot,
        lambda it, by, **read: pilots.change(it, by=by, name="Weekly plan", **read),
        versioned=True,
    ),
    "pilots.discard": ActionCase(
        LEAD, make_pilots.make_pilot, lambda it, by, **read: pilots.discard(it, by=by, **read), versioned=True
    ),
    "pilots.lock_protocol": ActionCase(
        LEAD,
        make_pilots.make_pilot,
        lambda it, by, **read: pilots.lock_protocol(it, by=by, **ON, **read),
        versioned=True,
    ),
    "pilots.start": ActionCase(
        LEAD, as_far_as("locked"), lambda it, by, **read: pilots.start(it, by=by, **ON, **read), versioned=True
    ),
    "pilots.decide": ActionCase(
        COMMITTEE,
        as_far_as("started"),
        lambda it, by, **read: pilots.decide(it, by=by, outcome="stopped", reason="Harm", **ON, **read),
        versioned=True,
    ),
    "pilots.cut_over": ActionCase(
        LEAD, as_far_as("decided"), lambda it, by, **read: pilots.cut_over(it, by=by, **ON, **read), versioned=True
    ),
    "pilots.retire_legacy": ActionCase(
        LEAD,
        as_far_as("cut_over"),
        lambda it, by, **read: pilots.retire_legacy(it, by=by, **ON, **read),
        versioned=True,
    ),
    "pilots.replace": ActionCase(
        LEAD, as_far_as("started"), lambda it, by, **read: pilots.replace(it, by=by, **ON, **read), versioned=True
    ),
    "pilot_guardrails.add": ActionCase(
        LEAD,
        make_pilots.make_pilot,
        lambda it, by: pilot_guardrails.add(
            it, by=by, program_metric=make_pilots.make_pilot_metric(it.program, role="guardrail"), **TERMS
        ),
    ),
    "pilot_guardrails.change": ActionCase(
        LEAD, guarded, lambda it, by, **read: pilot_guardrails.change(it, by=by, **TERMS, **read), versioned=True
    ),
    "pilot_guardrails.remove": ActionCase(
        LEAD, guarded, lambda it, by, **read: pilot_guardrails.remove(it, by=by, **read), versioned=True
    ),
}
