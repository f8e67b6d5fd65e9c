"""Rows of constraints and what was observed of them -> facts. At most eight queries for a whole batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from programs.compiled import given
from programs.models import (
    Constraint,
    ConstraintObservation,
    DecisionRightResource,
    FocusingStep,
    ProcessFlow,
    Program,
    Resource,
    ResourceControl,
    Waiver,
)
from tracker.analysis.facts import constraints as facts
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery, Rows, grouped
from tracker.facts.governance import WAIVER_COLUMNS, waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintTables:
    """Rows of one batch, grouped by the key of what they belong to, in the order the facts promise.

    committed  resources that decisions of a program commit, by the key of the program
    resources  every resource that the batch names, in order
    """

    flows: Rows
    observations: Rows
    episodes: Rows
    steps: Rows
    committed: Rows
    resources: Sequence[Any]
    controls: Rows
    waivers: Rows


def read_constraint_tables(program_ids: Sequence[int]) -> ConstraintTables:
    """Rows of these programs: at most eight queries, whatever their number, of the columns that the facts need."""
    observed, episodes = observations_of(programs=program_ids), episodes_of(programs=program_ids)
    committed = committed_by(programs=program_ids)
    used = {row.resource_id for rows in (observed, episodes, committed) for row in rows}
    return ConstraintTables(
        flows=grouped(flows_of(programs=program_ids), "program_id"),
        observations=grouped(observed, "flow_id"),
        episodes=grouped(episodes, "flow_id"),
        steps=grouped(steps_of(episodes=[row.id for row in episodes]), "constraint_id"),
        committed=grouped(committed, "right__program_id"),
        resources=resources_in(resources=used),
        controls=grouped(controls_of(resources=used), "resource_id"),
        waivers=grouped(waivers_of_steps(programs=program_ids), "program_id"),
    )


@BatchQuery
def flows_of() -> QuerySet[Any, Any]:
    """The flows in order of expansion."""
    flows = ProcessFlow.objects.filter(program__any_of=OF_PROGRAMS).order_by("position", "id")
    return flows.values_list("id", "program_id", "uid", "name", "position", "state")


@BatchQuery
def observations_of() -> QuerySet[Any, Any]:
    """What was observed of the flows, by week and source."""
    observed = ConstraintObservation.objects.filter(flow__program__any_of=OF_PROGRAMS)
    return observed.order_by("week_starts_on", "source", "id").values_list(
        *("flow_id", "resource_id", "resource__uid", "week_starts_on", "source", "basis", "severity")
    )


@BatchQuery
def episodes_of() -> QuerySet[Any, Any]:
    """What limited the flows, oldest first."""
    episodes = Constraint.objects.filter(flow__program__any_of=OF_PROGRAMS).order_by("identified_on", "id")
    return episodes.values_list("id", "uid", "flow_id", "resource_id", "resource__uid", "identified_on", "ended_on")


@BatchQuery
def steps_of() -> QuerySet[Any, Any]:
    """Steps of the episodes, oldest first."""
    steps = FocusingStep.objects.filter(constraint__any_of=given("episodes")).order_by("entered_on", "id")
    return steps.values_list("constraint_id", "step", "entered_on")


@BatchQuery
def committed_by() -> QuerySet[Any, Any]:
    """Resources that the decision rights of each program commit."""
    rows = DecisionRightResource.objects.filter(right__program__any_of=OF_PROGRAMS).order_by("id")
    return rows.values_list("right__program_id", "resource_id")


@BatchQuery
def resources_in() -> QuerySet[Any, Any]:
    """The resources by name."""
    resources = Resource.objects.filter(id__any_of=given("resources")).order_by("name", "id")
    return resources.values_list("id", "uid", "name", "kind", "retired_on")


@BatchQuery
def controls_of() -> QuerySet[Any, Any]:
    """Who controlled the resources, oldest first."""
    controls = ResourceControl.objects.filter(resource__any_of=given("resources")).order_by("valid_from", "id")
    return controls.values_list("resource_id", "valid_from", "valid_to", "function__uid", "function__name")


@BatchQuery
def waivers_of_steps() -> QuerySet[Any, Any]:
    """Leave to pass over a focusing step, oldest first."""
    granted = Waiver.objects.filter(program__any_of=OF_PROGRAMS, rule=Waiver.Rule.FOCUSING_STEP)
    return granted.order_by("granted_on", "id").values_list("program_id", *WAIVER_COLUMNS)


def constraint_facts(program: Program, tables: ConstraintTables) -> facts.ConstraintFacts:
    """Everything that the analyses read about the constraints of one program."""
    flows = tables.flows[program.pk]
    named = [row for flow in flows for row in (*tables.observations[flow.id], *tables.episodes[flow.id])]
    used = {row.resource_id for row in (*named, *tables.committed[program.pk])}
    return facts.ConstraintFacts(
        flows=tuple(flow(row, tables) for row in flows),
        resources=tuple(resource(row, tables) for row in tables.resources if row.id in used),
        waivers=tuple(waiver(row) for row in tables.waivers[program.pk]),
    )


def flow(row: Any, tables: ConstraintTables) -> facts.Flow:
    """A flow with what was observed of it and what limited it."""
    return facts.Flow(
        uid=str(row.uid),
        name=row.name,
        position=row.position,
        observations=tuple(observation(each) for each in tables.observations[row.id]),
        episodes=tuple(episode(each, tables) for each in tables.episodes[row.id]),
        state=row.state,
    )


def observation(row: Any) -> facts.Observation:
    """What one source said of a week."""
    return facts.Observation(
        resource_uid=str(row.resource__uid),
        week_starts_on=row.week_starts_on,
        source=row.source,
        basis=row.basis,
        lost_hours=row.severity,
    )


def episode(row: Any, tables: ConstraintTables) -> facts.Episode:
    """The time in which a resource limited the flow, with its steps."""
    return facts.Episode(
        uid=str(row.uid),
        resource_uid=str(row.resource__uid),
        identified_on=row.identified_on,
        ended_on=row.ended_on,
        steps=tuple(facts.FocusingStep(step=each.step, entered_on=each.entered_on) for each in tables.steps[row.id]),
    )


def resource(row: Any, tables: ConstraintTables) -> facts.Resource:
    """A resource with the functions that controlled it."""
    return facts.Resource(
        uid=str(row.uid),
        name=row.name,
        kind=row.kind,
        retired_on=row.retired_on,
        controls=tuple(
            facts.Control(
                function_uid=str(each.function__uid),
                function_name=each.function__name,
                valid_from=each.valid_from,
                valid_to=each.valid_to,
            )
            for each in tables.controls[row.id]
        ),
    )
