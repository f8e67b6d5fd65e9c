"""Rows of programs and plans, a query for each table for a whole batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from programs.compiled import given
from programs.models import (
    Baseline,
    BaselineItem,
    CostLine,
    EvidenceUse,
    Gate,
    GateReview,
    Milestone,
    MilestoneForecast,
    MilestoneLink,
    Policy,
    ProcessFlow,
    ProgramPause,
    StatusReport,
)
from programs.models.policy import PolicyInForce
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery, Rows, grouped
from tracker.facts.minimums import MinimumTables, read_minimum_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Rows of one batch, grouped by the key of what they belong to, in the order the facts promise.

    uids  of the milestones as text, by key
    Rows are named tuples: a model instance costs ten times as much.
    """

    uids: Mapping[int, str]
    milestones: Rows
    predecessors: Rows
    forecasts: Rows
    uses: Rows
    gates: Rows
    flows: Rows
    reviews: Rows
    baselines: Rows
    baseline_items: Rows
    statuses: Rows
    costs: Rows
    pauses: Rows
    minimums: MinimumTables
    policies: Mapping[int | None, PolicyInForce]


def read_tables(program_ids: Sequence[int], *, as_of: date) -> Tables:
    """Rows of these programs: the same queries whatever their number, of the columns that the facts need."""
    milestones = milestones_of(programs=program_ids)
    gates, baselines = gates_of(programs=program_ids), baselines_of(programs=program_ids)
    items = [row.id for row in milestones]
    return Tables(
        uids={row.id: str(row.uid) for row in milestones},
        milestones=grouped(milestones, "program_id"),
        predecessors=grouped(links_of(programs=program_ids), "successor_id"),
        forecasts=grouped(forecasts_of(milestones=items), "milestone_id"),
        uses=grouped(uses_of(programs=program_ids), "milestone_id"),
        gates=grouped(gates, "program_id"),
        flows=grouped(flows_of(programs=program_ids), "program_id"),
        reviews=grouped(reviews_of(gates=[row.id for row in gates]), "gate_id"),
        baselines=grouped(baselines, "program_id"),
        baseline_items=grouped(planned_of(baselines=[row.id for row in baselines]), "baseline_id"),
        statuses=grouped(statuses_of(programs=program_ids), "program_id"),
        costs=grouped(costs_of(programs=program_ids), "program_id"),
        pauses=grouped(pauses_of(programs=program_ids), "program_id"),
        minimums=read_minimum_tables(program_ids, as_of=as_of),
        policies=Policy.objects.numbers_on(as_of, program_ids),
    )


@BatchQuery
def milestones_of() -> QuerySet[Any, Any]:
    """Milestones with their owners, gates, flows and functions."""
    return (
        Milestone.objects.filter(program__any_of=OF_PROGRAMS)
        .order_by("id")
        .values_list(
            *("id", "program_id", "uid", "name", "kind", "dimension", "step", "started_on", "removed_on"),
            *("minimum_evidence_level", "owner__name", "owner__email", "gate__code", "gate_of__id", "gate_of__code"),
            *("flow__uid", "function__uid"),
        )
    )


@BatchQuery
def links_of() -> QuerySet[Any, Any]:
    """What each milestone waits for, in the order in which it was said."""
    inside = MilestoneLink.objects.filter(
        successor__program__any_of=OF_PROGRAMS, predecessor__program=F("successor__program")
    )
    return inside.order_by("id").values_list("successor_id", "predecessor_id")


@BatchQuery
def forecasts_of() -> QuerySet[Any, Any]:
    """Stated finishes, oldest first; by milestone, since by program the whole table would be read for one of them."""
    stated = MilestoneForecast.objects.filter(milestone__any_of=given("milestones")).order_by("stated_on", "id")
    return stated.values_list("milestone_id", "stated_on", "finish_on")


@BatchQuery
def uses_of() -> QuerySet[Any, Any]:
    """Accepted evidence of the milestones, in order of acceptance."""
    return (
        EvidenceUse.objects.filter(milestone__program__any_of=OF_PROGRAMS, evidence__accepted_on__isnull=False)
        .annotate(
            level=F("evidence__level"),
            accepted_on=F("evidence__accepted_on"),
            revoked_on=F("evidence__revoked_on"),
            expires_on=F("evidence__expires_on"),
        )
        .order_by("evidence__accepted_on", "id")
        .values_list("milestone_id", "level", "accepted_on", "revoked_on", "expires_on")
    )


@BatchQuery
def gates_of() -> QuerySet[Any, Any]:
    """The gates with the milestones that they are."""
    gates = Gate.objects.filter(program__any_of=OF_PROGRAMS).order_by("id")
    return gates.values_list("id", "program_id", "code", "item_id")


@BatchQuery
def reviews_of() -> QuerySet[Any, Any]:
    """What was decided about the gates, oldest first."""
    reviews = GateReview.objects.filter(gate__any_of=given("gates")).order_by("decided_on", "id")
    return reviews.values_list("gate_id", "outcome", "decided_on", "open_count", "needed_count")


@BatchQuery
def flows_of() -> QuerySet[Any, Any]:
    """The flows in order of expansion."""
    flows = ProcessFlow.objects.filter(program__any_of=OF_PROGRAMS).order_by("position", "id")
    return flows.values_list("program_id", "name", "position", "state")


@BatchQuery
def baselines_of() -> QuerySet[Any, Any]:
    """Locked baselines by number."""
    locked = Baseline.objects.filter(program__any_of=OF_PROGRAMS, locked_on__isnull=False).order_by("number")
    return locked.values_list("id", "program_id", "number", "locked_on", "reason")


@BatchQuery
def planned_of() -> QuerySet[Any, Any]:
    """Lines of the baselines in the order of the plan."""
    lines = BaselineItem.objects.filter(baseline__any_of=given("baselines")).order_by("planned_on", "id")
    return lines.values_list("baseline_id", "milestone_id", "planned_on", "weight")


@BatchQuery
def statuses_of() -> QuerySet[Any, Any]:
    """Reported statuses, oldest first."""
    reports = StatusReport.objects.filter(program__any_of=OF_PROGRAMS).order_by("reported_on", "id")
    return reports.values_list("program_id", "reported_on", "status", "not_rated_reason", "rated_by", "reason")


@BatchQuery
def costs_of() -> QuerySet[Any, Any]:
    """Stated amounts, oldest first."""
    lines = CostLine.objects.filter(program__any_of=OF_PROGRAMS).order_by("stated_on", "id")
    return lines.values_list(
        *("program_id", "kind", "scope", "stated_on", "amount", "currency", "withheld_reason", "period")
    )


@BatchQuery
def pauses_of() -> QuerySet[Any, Any]:
    """Times of rest, oldest first."""
    pauses = ProgramPause.objects.filter(program__any_of=OF_PROGRAMS).order_by("paused_on", "id")
    return pauses.values_list("program_id", "paused_on", "resumed_on", "reason")
