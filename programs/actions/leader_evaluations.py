from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from programs.actions.base import (
    action,
    change_fields,
    check_happened,
    lock,
    refresh,
    require,
    save_checked,
)
from programs.errors import NotAllowed, Refused
from programs.models import BusinessFunction, LeaderEvaluation, Program, User
from programs.periods import day_name


class CycleFields(TypedDict):
    cycle_starts_on: date
    cycle_ends_on: date
    shared_weight: Decimal


@action
def record(
    program: Program, *, by: User, leader: User, function: BusinessFunction, **cycle: Unpack[CycleFields]
) -> LeaderEvaluation:
    """What share of a leader's formal evaluation of a cycle rests on shared metrics."""
    require(by, "plan_program", program)
    if not leads(leader, function=function, program=program):
        message = f"{leader} does not lead {function} in this program: give the role first."
        raise Refused("does_not_lead_the_function", message, field="function")
    evaluation = LeaderEvaluation(program=program, leader=leader, function=function, recorded_by=by, **cycle)
    evaluation = save_checked(evaluation)
    refresh([program.pk])
    return evaluation


def leads(leader: User, *, function: BusinessFunction, program: Program) -> bool:
    """Leads the function in the program, or led it once: an evaluation may be recorded late."""
    return program.memberships.filter(user=leader, role="function_lead", function=function).exists()


@action
def change(
    evaluation: LeaderEvaluation, *, by: User, version: int | None = None, **cycle: Unpack[CycleFields]
) -> LeaderEvaluation:
    """The evaluation with another cycle or share; refused once its review is complete."""
    require(by, "plan_program", evaluation.program)
    evaluation = lock(evaluation, version=version)
    if evaluation.completed_on is not None:
        message = f"Its review was completed on {day_name(evaluation.completed_on)}: it stays as it was."
        raise Refused("already_completed", message)
    evaluation = change_fields(evaluation, dict(cycle))
    refresh([evaluation.program_id])
    return evaluation


@action
def complete(evaluation: LeaderEvaluation, *, by: User, on: date, version: int | None = None) -> LeaderEvaluation:
    """The evaluation's review held: from now on it counts. Nobody completes their own."""
    require(by, "plan_program", evaluation.program)
    if by.pk == evaluation.leader_id:
        raise NotAllowed("The review of your own evaluation is completed by somebody else.")
    check_happened(on)
    evaluation = lock(evaluation, version=version)
    if evaluation.completed_on is not None:
        raise Refused("already_completed", f"It was completed on {day_name(evaluation.completed_on)}.")
    if on < evaluation.cycle_starts_on:
        message = f"Its cycle begins on {day_name(evaluation.cycle_starts_on)}: give that day or a later one."
        raise Refused("cycle_has_not_begun", message, field="on")
    evaluation = change_fields(evaluation, {"completed_on": on})
    refresh([evaluation.program_id])
    return evaluation
