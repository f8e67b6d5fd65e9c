from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.gates import STEP_OF_GATE
from programs.actions.governance_checks import check_of_program, check_takes_part
from programs.actions.kept_elsewhere import check_kept_here
from programs.actions.milestone_names import MilestoneNames
from programs.errors import Refused
from programs.gathering import Call, known
from programs.models import (
    BusinessFunction,
    Gate,
    Milestone,
    MilestoneForecast,
    MilestoneLink,
    ProcessFlow,
    Program,
    User,
)
from programs.periods import day_name


class MilestoneFields(TypedDict, total=False):
    name: str
    description: str
    flow: ProcessFlow | None
    step: str
    dimension: str
    kind: str
    gate: Gate | None
    weight: Decimal
    owner: User | None
    function: BusinessFunction | None
    minimum_evidence_level: int
    started_on: date | None
    source_system: str
    external_id: str


@action
def create(
    program: Program, *, by: User, stated_on: date, finish_on: date, **fields: Unpack[MilestoneFields]
) -> Milestone:
    """A new milestone, expected on ``finish_on``; a baseline takes it in when it is locked."""
    require(by, "plan_program", program)
    check_happened(stated_on, field="stated_on")
    program = lock(program)  # The same form sent twice at once would make two.
    check_belongs(program, fields)
    check_kind_stays(Milestone.Kind.DELIVERABLE, fields)
    check_takes_part(program, fields.get("owner"), field="owner")
    check_after_start(program, finish_on)
    check_started(fields.get("started_on"), finish_on)
    fill_step(Milestone(), fields)
    milestone = Milestone(program=program, **fields)
    names = known(MilestoneNames.read, alone=Call(program, {"name": milestone.name}))
    names.check_free(milestone, name=milestone.name, gate=milestone.gate)
    milestone = save_checked(milestone)
    save_checked(MilestoneForecast(milestone=milestone, stated_on=stated_on, finish_on=finish_on, stated_by=by))
    names.take(milestone)
    refresh([program.pk])
    return milestone


@action
def change(
    milestone: Milestone, *, by: User, version: int | None = None, **fields: Unpack[MilestoneFields]
) -> Milestone:
    """The milestone with other values; locked baselines keep the weight they froze."""
    require(by, "plan_program", milestone.program)
    milestone = lock(milestone, version=version)
    check_kept(milestone)
    check_belongs(milestone.program, fields)
    check_kind_stays(milestone.kind, fields)
    owner = fields.get("owner")
    if owner != milestone.owner:
        check_takes_part(milestone.program, owner, field="owner")
    if fields.get("started_on", milestone.started_on) != milestone.started_on:
        check_started(fields["started_on"])
    fill_step(milestone, fields)
    name, gate = fields.get("name", milestone.name), fields.get("gate", milestone.gate)
    renamed = (name, gate) != (milestone.name, milestone.gate)
    if renamed:
        names = known(MilestoneNames.read, alone=Call(milestone, {"name": name}))
        names.check_free(milestone, name=name, gate=gate)
    milestone = change_fields(milestone, dict(fields))
    if renamed:
        names.take(milestone)
    refresh([milestone.program_id])
    return milestone


@action
def forecast(
    milestone: Milestone, *, by: User, finish_on: date, stated_on: date, reason: str = ""
) -> MilestoneForecast:
    """The expected finish as stated on a day; a second statement of the same day replaces the first."""
    require(by, "forecast_milestone", milestone)
    check_happened(stated_on, field="stated_on")
    milestone = lock(milestone)
    check_kept(milestone)
    check_after_start(milestone.program, finish_on)
    if milestone.started_on is not None and finish_on < milestone.started_on:
        message = f"Work began on {day_name(milestone.started_on)}: it finishes then or later."
        raise Refused("finish_before_start", message, field="finish_on")
    forecasts = known(forecasts_said, alone=Call(milestone, {"stated_on": stated_on}))
    said = forecasts.get((milestone.pk, stated_on))
    if said is None or said.finish_on != finish_on:
        check_kept_here(milestone, ["forecast_on"], said_as={"forecast_on": "finish_on"})
    if said is None:
        new = MilestoneForecast(
            milestone=milestone, stated_on=stated_on, finish_on=finish_on, stated_by=by, reason=reason
        )
        said = save_checked(new)
    else:
        said = change_fields(said, {"finish_on": finish_on, "stated_by": by, "reason": reason})
    refresh([milestone.program_id])
    return said


def forecasts_said(calls: Sequence[Call]) -> dict[tuple[int, date], MilestoneForecast]:
    """What was forecast of the milestones of the calls on their days, by both: one query. The rows are locked."""
    said = MilestoneForecast.objects.select_for_update().filter(
        milestone__in={call.subject.pk for call in calls}, stated_on__in={call.arguments["stated_on"] for call in calls}
    )
    return {(each.milestone_id, each.stated_on): each for each in said.order_by("pk")}


@action
def start(milestone: Milestone, *, by: User, on: date, version: int | None = None) -> Milestone:
    """The milestone under way since ``on``; it earns nothing before its evidence is accepted."""
    require(by, "forecast_milestone", milestone)
    check_happened(on)
    milestone = lock(milestone, version=version)
    check_kept(milestone)
    check_started(on, field="on")
    if milestone.started_on != on:
        check_kept_here(milestone, ["started_on"], said_as={"started_on": "on"})
    milestone = change_fields(milestone, {"started_on": on})
    refresh([milestone.program_id])
    return milestone


@action
def put_before(predecessor: Milestone, *, by: User, successor: Milestone) -> MilestoneLink:
    """The order of two milestones of one program; refused when it would close a circle."""
    require(by, "plan_program", predecessor.program)
    if predecessor.program_id != successor.program_id:
        raise Refused("other_program", "Both milestones must belong to the same program.", field="successor")
    lock(predecessor.program)  # Two links made at once could close a circle that neither sees.
    for milestone in (predecessor, successor):
        check_kept(milestone)
    if successor.pk in all_before(predecessor):
        raise Refused("order_in_a_circle", f"{successor} already comes before {predecessor}.", field="successor")
    link = save_checked(MilestoneLink(predecessor=predecessor, successor=successor))
    refresh([predecessor.program_id])
    return link


@action
def remove(milestone: Milestone, *, by: User, on: date, version: int | None = None) -> Milestone:
    """The milestone out of the program from ``on``; baselines that hold it show it as descoped."""
    require(by, "plan_program", milestone.program)
    check_happened(on)
    milestone = lock(milestone, version=version)
    if milestone.kind == Milestone.Kind.GATE:
        raise Refused("gate_stays", "A gate of the sequence cannot be removed.")
    if milestone.removed_on is not None:
        raise Refused("already_removed", "The milestone was taken out already.")
    milestone = change_fields(milestone, {"removed_on": on, "removed_by": by})
    refresh([milestone.program_id])
    return milestone


def all_before(milestone: Milestone) -> set[int]:
    """Keys of every milestone that comes before this one, at any distance, and its own."""
    links = MilestoneLink.objects.filter(successor__program=milestone.program_id)
    before: dict[int, list[int]] = {}
    for predecessor, successor in links.order_by().values_list("predecessor_id", "successor_id"):
        before.setdefault(successor, []).append(predecessor)
    found, open_keys = {milestone.pk}, [milestone.pk]
    while open_keys:
        for key in before.get(open_keys.pop(), []):
            if key not in found:
                found.add(key)
                open_keys.append(key)
    return found


def check_kept(milestone: Milestone) -> None:
    """Returns when the milestone is in its program; else raises Refused."""
    if milestone.removed_on is not None:
        raise Refused("milestone_removed", "This milestone was taken out of the program.")


def check_kind_stays(kind: str, fields: MilestoneFields) -> None:
    """Returns unless the fields would make a gate of the milestone, or something else of a gate's item."""
    if (kind == Milestone.Kind.GATE) != (fields.get("kind", kind) == Milestone.Kind.GATE):
        raise Refused("gate_is_its_own", "A gate is created as a gate of the program and stays one.", field="kind")


def check_after_start(program: Program, finish_on: date) -> None:
    """Returns unless the expected finish lies before the program began, which is a slip of the pen."""
    if program.start_on is not None and finish_on < program.start_on:
        raise Refused("before_start", f"The program starts on {day_name(program.start_on)}.", field="finish_on")


def check_started(started_on: date | None, finish_on: date | None = None, *, field: str = "started_on") -> None:
    """Returns when work began on a day that has come, and not after a finish that is stated with it.

    A finish that was stated before says nothing against a start: the fact stands, and the forecast is overtaken.
    """
    if started_on is None:
        return
    check_happened(started_on, field=field)
    if finish_on is not None and started_on > finish_on:
        message = f"Its expected finish is {day_name(finish_on)}: start it by then, or state a later finish."
        raise Refused("start_after_finish", message, field=field)


def fill_step(milestone: Milestone, fields: MilestoneFields) -> None:
    """Puts the step of the gate where nobody named one; cultural work that no gate needs sustains the culture."""
    gate, dimension = fields.get("gate", milestone.gate), fields.get("dimension", milestone.dimension)
    if fields.get("step", milestone.step) or dimension == Milestone.Dimension.DELIVERY:
        return
    if gate is not None:
        fields["step"] = STEP_OF_GATE[gate.code]
    elif dimension == Milestone.Dimension.CULTURAL:
        fields["step"] = Milestone.Step.SUSTAIN


def check_belongs(program: Program, fields: MilestoneFields) -> None:
    """Returns when gate and flow are of the program; else raises Refused."""
    check_of_program(program, fields.get("gate"), field="gate")
    check_of_program(program, fields.get("flow"), field="flow")
