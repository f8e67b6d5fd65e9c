from __future__ import annotations

from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, lock, refresh, require, save_checked
from programs.models import BusinessFunction, FlowStage, ProcessFlow, Program, User


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


@action
def add_stage(flow: ProcessFlow, *, by: User, function: BusinessFunction, name: str) -> FlowStage:
    """A new last stage of the flow, held by ``function``."""
    require(by, "plan_program", flow.program)
    flow = lock(flow)
    last = flow.stages.order_by("-position").first()
    return save_checked(FlowStage(flow=flow, function=function, name=name, position=last.position + 1 if last else 1))


@action
def remove_stage(stage: FlowStage, *, by: User, version: int | None = None) -> None:
    """The stage deleted, leaving a tombstone; the others keep their positions."""
    require(by, "plan_program", stage.flow.program)
    lock(stage, version=version).delete()
