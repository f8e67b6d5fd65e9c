from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db.models import ProtectedError

from programs.actions.base import (
    action,
    change_fields,
    check_happened,
    lock,
    refresh,
    require,
    save_checked,
)
from programs.errors import Refused
from programs.models import ProcessFlow, Program, ProgramMetric, SharedMetric, User
from programs.periods import day_name


class JudgementFields(TypedDict, total=False):
    role: str
    target: Decimal | None
    target_on: date | None


@action
def judge(
    program: Program,
    *,
    by: User,
    metric: SharedMetric,
    flow: ProcessFlow | None = None,
    **fields: Unpack[JudgementFields],
) -> ProgramMetric:
    """The program judged by the metric from now on, as a whole or in one of its flows."""
    require(by, "plan_program", program)
    if flow is not None and flow.program_id != program.pk:
        raise Refused("flow_of_another_program", "Choose a flow of this program.", field="flow")
    if metric.retired_on is not None:
        message = f"{metric} was retired on {day_name(metric.retired_on)}: choose another metric."
        raise Refused("metric_is_retired", message, field="metric")
    judged = save_checked(ProgramMetric(program=program, metric=metric, flow=flow, **fields))
    refresh([program.pk])
    return judged


@action
def change(
    program_metric: ProgramMetric, *, by: User, version: int | None = None, **fields: Unpack[JudgementFields]
) -> ProgramMetric:
    """The program judged by the metric in another role, or against another target."""
    require(by, "plan_program", program_metric.program)
    program_metric = change_fields(lock(program_metric, version=version), dict(fields))
    refresh([program_metric.program_id])
    return program_metric


@action
def state_hypothesis(
    program_metric: ProgramMetric,
    *,
    by: User,
    hypothesis: str,
    hypothesis_by: str,
    hypothesis_on: date,
    version: int | None = None,
) -> ProgramMetric:
    """What the sponsor expects of the metric, with the day it was said; no status ever uses it."""
    require(by, "plan_program", program_metric.program)
    check_happened(hypothesis_on, field="hypothesis_on")
    program_metric = lock(program_metric, version=version)
    said = {"hypothesis": hypothesis, "hypothesis_by": hypothesis_by, "hypothesis_on": hypothesis_on}
    program_metric = change_fields(program_metric, said)
    refresh([program_metric.program_id])
    return program_metric


@action
def remove(program_metric: ProgramMetric, *, by: User, version: int | None = None) -> None:
    """A metric that was entered by mistake deleted, leaving a tombstone; refused once something rests on it."""
    require(by, "plan_program", program_metric.program)
    program_metric = lock(program_metric, version=version)
    try:
        program_metric.delete()
    except ProtectedError as error:
        message = "Something rests on it, such as a baseline, a pilot or a function that answers for it: it stays."
        raise Refused("program_metric_is_used", message) from error
    refresh([program_metric.program_id])
