from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.gate_checks import check_decides, check_follows, what_was_open
from programs.errors import Refused
from programs.models import Gate, GateReview, Meeting, Milestone, MilestoneForecast, Program, User

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


class ReviewWords(TypedDict, total=False):
    note: str
    in_spite: str
    meeting: Meeting | None


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
def review(gate: Gate, *, by: User, outcome: str, on: date, **words: Unpack[ReviewWords]) -> GateReview:
    """The decision about the gate, by whoever decides it (``programs.gate_deciders``), or as a meeting decided.

    ``in_spite`` says why it is passed although something that it needs is missing; a waiver in force says it too.
    What was missing is kept with the decision.
    """
    require(by, "review_gate", gate)
    check_happened(on)
    gate = lock(gate)
    check_follows(gate, outcome=outcome, on=on)
    check_decides(gate, by, outcome=outcome, on=on, meeting=words.get("meeting"))
    was_open = what_was_open(gate, outcome=outcome, on=on, in_spite=words.pop("in_spite", ""))
    decision = save_checked(
        GateReview(gate=gate, outcome=outcome, decided_on=on, decided_by=by, **{**words, **was_open})
    )
    refresh([gate.program_id])
    return decision
