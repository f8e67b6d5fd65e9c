from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.errors import Refused
from programs.models import Gate, GateReview, Milestone, MilestoneForecast, Program, User
from programs.periods import day_name

Code = Gate.Code
STEP_OF_GATE: dict[str, str] = {
    Code.G0: Milestone.Step.MAP,
    Code.G1: Milestone.Step.CONSTRAINT,
    Code.G2: Milestone.Step.METRICS,
    Code.G3: Milestone.Step.PARALLEL_RUN,
    Code.GR: Milestone.Step.PARALLEL_RUN,
    Code.G4: Milestone.Step.PARALLEL_RUN,
    Code.G5: Milestone.Step.CUT_OVER,
}


class GatePlan(TypedDict, total=False):
    weight: Decimal
    owner: User | None
    criteria: str


@action
def create(
    program: Program, *, by: User, code: str, stated_on: date, expected_on: date, **plan: Unpack[GatePlan]
) -> Gate:
    """A gate of the sequence, expected to be passed on ``expected_on``."""
    require(by, "plan_program", program)
    check_happened(stated_on, field="stated_on")
    if code not in STEP_OF_GATE:
        raise Refused("gate_unknown", f"A gate is one of {', '.join(STEP_OF_GATE)}.", field="code")
    criteria = plan.pop("criteria", "")
    item = save_checked(
        Milestone(
            program=program,
            name=f"Gate {code}: {Code(code).label}",
            step=STEP_OF_GATE[code],
            kind=Milestone.Kind.GATE,
            **plan,
        )
    )
    save_checked(MilestoneForecast(milestone=item, stated_on=stated_on, finish_on=expected_on, stated_by=by))
    gate = save_checked(Gate(program=program, code=code, item=item, criteria=criteria))
    refresh([program.pk])
    return gate


@action
def change(gate: Gate, *, by: User, criteria: str, version: int | None = None) -> Gate:
    """The gate with other criteria."""
    require(by, "plan_program", gate.program)
    return change_fields(lock(gate, version=version), {"criteria": criteria})


@action
def review(gate: Gate, *, by: User, outcome: str, on: date, note: str = "") -> GateReview:
    """The committee's decision about the gate. What the record shows otherwise is a finding, not a refusal."""
    require(by, "review_gate", gate)
    check_happened(on)
    gate = lock(gate)
    last = gate.reviews.order_by("-decided_on", "-id").first()
    if last is not None and on < last.decided_on:
        raise Refused("review_out_of_order", f"A later decision stands since {day_name(last.decided_on)}.", field="on")
    if last is not None and last.outcome == outcome:
        raise Refused("already_decided", f"The gate stands as {last.get_outcome_display().lower()} already.")
    if last is None and outcome == GateReview.Outcome.OPEN:
        raise Refused("gate_is_open", "The gate is open: there is nothing to send back.", field="outcome")
    decision = save_checked(GateReview(gate=gate, outcome=outcome, decided_on=on, decided_by=by, note=note))
    refresh([gate.program_id])
    return decision
