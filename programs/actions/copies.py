"""A new program from the structure of another: what was planned, never what happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypedDict, TypeVar, Unpack

from django.db import models

from programs.actions import memberships
from programs.actions.base import action, lock, require, save_checked
from programs.errors import Refused
from programs.models import (
    DecisionRight,
    DecisionRightResource,
    FlowInterface,
    FlowStage,
    Gate,
    GateCriterion,
    Membership,
    Milestone,
    MilestoneForecast,
    MilestoneLink,
    ProcessFlow,
    Program,
    ProgramMetric,
    User,
)
from programs.models.base import Record

Row = TypeVar("Row", bound=Record)
# What a row is by itself: a copy gets its own.
IDENTITY = {"id", "uid", "version", "created_at", "updated_at", "source_system", "external_id"}
ABOUT_PROGRAM = ("description", "organization", "category", "sponsor_name", "follows_sequence", "currency")


class OwnFields(TypedDict):
    code: str
    name: str
    start_on: date


@action
def copy_structure(
    source: Program, *, by: User, on: date, version: int | None = None, **own: Unpack[OwnFields]
) -> Program:
    """A draft with the flows, gates, milestones, metrics and decisions of ``source``, led by who copies it.

    Planned days keep their distance from the start. People, evidence, baselines, readings and everything else
    that happened stay behind.

    on   the first day of the copier's lead
    own  code, name and day 0 of the new program
    """
    require(by, "create_program")
    require(by, "view_program", source)
    source = lock(source, version=version)
    if source.start_on is None:
        raise Refused("start_is_missing", "Give the program a start first: its plan moves by the days between.")
    about = {field: getattr(source, field) for field in ABOUT_PROGRAM}
    program = save_checked(Program(copied_from=source, **own, **about))
    memberships.enter(program, user=by, role=Membership.Role.PMO_LEAD, valid_from=on)
    flows = copy_flows(source, program)
    copy_plan(source, program, flows=flows, by=by, moved=own["start_on"] - source.start_on, on=on)
    copied(ProgramMetric.objects.filter(program=source), program=program, flow_id=flows, **NO_PROMISES)
    rights = copied(DecisionRight.objects.filter(program=source, ended_on=None), program=program, flow_id=flows)
    copied(DecisionRightResource.objects.filter(right__in=rights), right_id=rights)
    return program


# A target and a hypothesis are somebody's word about one program.
NO_PROMISES: dict[str, Any] = {
    "target": None, "target_on": None, "hypothesis": "", "hypothesis_by": "", "hypothesis_on": None,
}  # fmt: skip


def copy_flows(source: Program, program: Program) -> dict[int, int]:
    """Flows with their stages and interfaces, all mapped again; new keys by old ones."""
    flows = copied(ProcessFlow.objects.filter(program=source), program=program, state=ProcessFlow.State.MAPPED)
    copied(FlowStage.objects.filter(flow__in=flows), flow_id=flows)
    copied(FlowInterface.objects.filter(flow__in=flows), flow_id=flows)
    return flows


def copy_plan(
    source: Program, program: Program, *, flows: dict[int, int], by: User, moved: timedelta, on: date
) -> None:
    """Milestones without owners, their order, gates and criteria; each expected when it was first, moved in time."""
    kept = Milestone.objects.filter(program=source).kept()
    milestones = copied(kept, program=program, flow_id=flows, gate=None, owner=None, started_on=None)
    gates = copied(Gate.objects.filter(item__in=milestones), program=program, item_id=milestones)
    copied(GateCriterion.objects.filter(gate__in=gates, removed_on=None), gate_id=gates, added_on=on)
    for old_gate, new_gate in gates.items():
        needed = [milestones[key] for key in kept.filter(gate=old_gate).values_list("id", flat=True)]
        Milestone.objects.filter(id__in=needed).update(gate=new_gate)
    links = MilestoneLink.objects.filter(predecessor__in=milestones, successor__in=milestones)
    copied(links, predecessor_id=milestones, successor_id=milestones)
    first = MilestoneForecast.objects.filter(milestone__in=milestones).order_by("milestone", "stated_on", "id")
    expected = first.distinct("milestone").values_list("milestone", "finish_on")
    MilestoneForecast.objects.bulk_create(
        MilestoneForecast(milestone_id=milestones[key], stated_on=on, finish_on=finish_on + moved, stated_by=by)
        for key, finish_on in expected
    )


def copied(rows: Iterable[Row], **changes: Any) -> dict[int, int]:
    """Keys of the copies by the keys of ``rows``, in two statements.

    changes  columns that get another value; a dictionary says the new key for each old one
    """
    old = list(rows)
    if not old:
        return {}
    model = type(old[0])
    new = model._base_manager.bulk_create(model(**values_of(row, changes)) for row in old)
    return {before.pk: after.pk for before, after in zip(old, new, strict=True)}


def values_of(row: models.Model, changes: dict[str, Any]) -> dict[str, Any]:
    """The columns of the row with the changes."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    values = {name: value for name, value in values.items() if name not in IDENTITY}
    for name, change in changes.items():
        if isinstance(change, dict):
            values[name] = change.get(values[name])
        else:
            values.pop(f"{name}_id", None)
            values[name] = change
    return values
