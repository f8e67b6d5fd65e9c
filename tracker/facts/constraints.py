"""Rows of constraints and what was observed of them -> facts. Eight queries for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

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
from tracker.facts.governance import waiver
from tracker.facts.plan import Rows, grouped


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
    committed: dict[int, set[int]]
    resources: list[Resource]
    controls: Rows
    waivers: Rows


def read_constraint_tables(program_ids: Sequence[int]) -> ConstraintTables:
    """Rows of these programs: eight queries, whatever their number, of the columns that the facts need."""
    flows = ProcessFlow.objects.filter(program__in=program_ids).only("uid", "program_id", "name", "position", "state")
    observed = ConstraintObservation.objects.filter(flow__program__in=program_ids)
    episodes = Constraint.objects.filter(flow__program__in=program_ids)
    steps = FocusingStep.objects.filter(constraint__flow__program__in=program_ids)
    observed = observed.select_related("resource").only(
        "flow_id", "resource__uid", "week_starts_on", "source", "basis", "severity"
    )
    episodes = episodes.select_related("resource").only("uid", "flow_id", "resource__uid", "identified_on", "ended_on")
    observations_by_flow = grouped(observed.order_by("week_starts_on", "source", "id"), "flow_id")
    episodes_by_flow = grouped(episodes.order_by("identified_on", "id"), "flow_id")
    committed = committed_by(program_ids)
    named = {row.resource_id for rows in (observations_by_flow, episodes_by_flow) for row in flattened(rows)}
    used = named.union(*committed.values())
    controls = ResourceControl.objects.filter(resource__in=used).select_related("function")
    waivers = Waiver.objects.filter(program__in=program_ids, rule=Waiver.Rule.FOCUSING_STEP)
    return ConstraintTables(
        flows=grouped(flows.order_by("position", "id"), "program_id"),
        observations=observations_by_flow,
        episodes=episodes_by_flow,
        steps=grouped(steps.only("constraint_id", "step", "entered_on").order_by("entered_on", "id"), "constraint_id"),
        committed=committed,
        resources=list(
            Resource.objects.filter(pk__in=used).only("uid", "name", "kind", "retired_on").order_by("name", "id")
        ),
        controls=grouped(
            controls.only("resource_id", "valid_from", "valid_to", "function__uid", "function__name").order_by(
                "valid_from", "id"
            ),
            "resource_id",
        ),
        waivers=grouped(waivers.order_by("granted_on", "id"), "program_id"),
    )


def committed_by(program_ids: Sequence[int]) -> dict[int, set[int]]:
    """Keys of the resources that the decision rights of each program commit."""
    committed: defaultdict[int, set[int]] = defaultdict(set)
    rows = DecisionRightResource.objects.filter(right__program__in=program_ids)
    for program_id, resource_id in rows.order_by("id").values_list("right__program_id", "resource_id"):
        committed[program_id].add(resource_id)
    return committed


def flattened(rows: Rows) -> list[Constraint | ConstraintObservation]:
    """The rows of every group."""
    return [row for group in rows.values() for row in group]


def constraint_facts(program: Program, tables: ConstraintTables) -> facts.ConstraintFacts:
    """Everything that the analyses read about the constraints of one program."""
    flows = tables.flows[program.pk]
    used = set(tables.committed.get(program.pk, ()))
    for row in flows:
        used |= {each.resource_id for each in (*tables.observations[row.pk], *tables.episodes[row.pk])}
    return facts.ConstraintFacts(
        flows=tuple(flow(row, tables) for row in flows),
        resources=tuple(resource(row, tables) for row in tables.resources if row.pk in used),
        waivers=tuple(waiver(row) for row in tables.waivers[program.pk]),
    )


def flow(row: ProcessFlow, tables: ConstraintTables) -> facts.Flow:
    """A flow with what was observed of it and what limited it."""
    return facts.Flow(
        uid=str(row.uid),
        name=row.name,
        position=row.position,
        observations=tuple(observation(each) for each in tables.observations[row.pk]),
        episodes=tuple(episode(each, tables) for each in tables.episodes[row.pk]),
        state=row.state,
    )


def observation(row: ConstraintObservation) -> facts.Observation:
    """What one source said of a week."""
    return facts.Observation(
        resource_uid=str(row.resource.uid),
        week_starts_on=row.week_starts_on,
        source=row.source,
        basis=row.basis,
        lost_hours=row.severity,
    )


def episode(row: Constraint, tables: ConstraintTables) -> facts.Episode:
    """The time in which a resource limited the flow, with its steps."""
    return facts.Episode(
        uid=str(row.uid),
        resource_uid=str(row.resource.uid),
        identified_on=row.identified_on,
        ended_on=row.ended_on,
        steps=tuple(facts.FocusingStep(step=each.step, entered_on=each.entered_on) for each in tables.steps[row.pk]),
    )


def resource(row: Resource, tables: ConstraintTables) -> facts.Resource:
    """A resource with the functions that controlled it."""
    return facts.Resource(
        uid=str(row.uid),
        name=row.name,
        kind=row.kind,
        retired_on=row.retired_on,
        controls=tuple(
            facts.Control(
                function_uid=str(each.function.uid),
                function_name=each.function.name,
                valid_from=each.valid_from,
                valid_to=each.valid_to,
            )
            for each in tables.controls[row.pk]
        ),
    )
