from __future__ import annotations

from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, lock, refresh, require, save_checked
from programs.models import BusinessFunction, FlowStage, PlanningCycle, ProcessFlow, Program, User


class FlowFields(TypedDict, total=False):
    name: str
    segment_kind: str
    position: int
    state: str


@action
def create(program: Program, *, by: User, **fields: Unpack[FlowFields]) -> ProcessFlow:
    """A new process flow of the program."""
    require(by, "plan_program", program)
    flow = save_checked(ProcessFlow(program=program, **fields))
    refresh([program.pk])
    return flow


@action
def change(flow: ProcessFlow, *, by: User, version: int | None = None, **fields: Unpack[FlowFields]) -> ProcessFlow:
    """The flow with other values."""
    require(by, "plan_program", flow.program)
    flow = change_fields(lock(flow, version=version), dict(fields))
    refresh([flow.program_id])
    return flow


class StageFields(TypedDict, total=False):
    name: str
    planning_level: str


@action
def add_stage(
    flow: ProcessFlow, *, by: User, function: BusinessFunction, name: str, planning_level: str = ""
) -> FlowStage:
    """A new last stage of the flow, held by ``function``, which plans it by its cycle on ``planning_level``."""
    require(by, "plan_program", flow.program)
    flow = lock(flow)
    last = flow.stages.order_by("-position").first()
    level = PlanningCycle.objects.spelling(function, planning_level)
    position = last.position + 1 if last else 1
    stage = FlowStage(flow=flow, function=function, name=name, planning_level=level, position=position)
    stage = save_checked(stage)
    refresh([flow.program_id])
    return stage


@action
def change_stage(stage: FlowStage, *, by: User, version: int | None = None, **fields: Unpack[StageFields]) -> FlowStage:
    """The stage with another name, or another cycle of its function to plan by."""
    require(by, "plan_program", stage.flow.program)
    stage = lock(stage, version=version)
    if "planning_level" in fields:
        fields["planning_level"] = PlanningCycle.objects.spelling(stage.function, fields["planning_level"])
    stage = change_fields(stage, dict(fields))
    refresh([stage.flow.program_id])
    return stage


@action
def remove_stage(stage: FlowStage, *, by: User, version: int | None = None) -> None:
    """The stage deleted, leaving a tombstone; the others keep their positions."""
    require(by, "plan_program", stage.flow.program)
    lock(stage, version=version).delete()
    refresh([stage.flow.program_id])
