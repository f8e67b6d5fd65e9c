"""Rows of metrics -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from programs.compiled import given
from programs.models import (
    DefinitionSignature,
    LeaderEvaluation,
    Membership,
    MetricAccountability,
    MetricBaseline,
    MetricDefinition,
    ProgramMetric,
    SharedMetric,
)
from tracker.analysis.facts import metrics as facts
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery, Rows, grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricTables:
    """Rows of one batch, grouped by the key of what they belong to, in the order the facts promise."""

    metrics: Rows
    definitions: Rows
    signatures: Rows
    baselines: Rows
    accountabilities: Rows
    leaders: Rows
    evaluations: Rows


def read_metric_tables(program_ids: Sequence[int]) -> MetricTables:
    """Rows of these programs: at most seven queries, whatever their number."""
    metrics = metrics_of(programs=program_ids)
    judged = [row.id for row in metrics]
    definitions = definitions_of(metrics={row.metric_id for row in metrics})
    return MetricTables(
        metrics=grouped(metrics, "program_id"),
        definitions=grouped(definitions, "metric_id"),
        signatures=grouped(signatures_of(definitions=[row.id for row in definitions]), "definition_id"),
        baselines=grouped(baselines_of(metrics=judged), "program_metric_id"),
        accountabilities=grouped(accountabilities_of(metrics=judged), "program_metric_id"),
        leaders=grouped(leaders_of(programs=program_ids), "program_id"),
        evaluations=grouped(evaluations_of(programs=program_ids), "program_id"),
    )


@BatchQuery
def metrics_of() -> QuerySet[Any, Any]:
    """What the programs are judged by, primary metrics first."""
    return (
        ProgramMetric.objects.filter(program__any_of=OF_PROGRAMS)
        .order_by("-role", "id")
        .values_list(
            *("id", "program_id", "uid", "metric_id", "metric__uid", "metric__name", "metric__unit"),
            *("metric__direction", "metric__frequency", "metric__is_ratio_scale", "flow__uid", "role", "target"),
            *("target_on", "created_at"),
        )
    )


@BatchQuery
def definitions_of() -> QuerySet[Any, Any]:
    """Definitions of the metrics, oldest first."""
    definitions = MetricDefinition.objects.filter(metric__any_of=given("metrics")).order_by("number")
    return definitions.values_list("id", "uid", "metric_id", "number", "effective_from")


@BatchQuery
def signatures_of() -> QuerySet[Any, Any]:
    """Who agreed to the definitions, oldest first."""
    signatures = DefinitionSignature.objects.filter(definition__any_of=given("definitions")).order_by("signed_on", "id")
    return signatures.values_list("definition_id", "function__uid", "function__name", "signed_on")


@BatchQuery
def baselines_of() -> QuerySet[Any, Any]:
    """Baselines of the programs' metrics, oldest first."""
    baselines = MetricBaseline.objects.filter(program_metric__any_of=given("metrics")).order_by("locked_on", "id")
    return baselines.values_list(
        *("program_metric_id", "uid", "definition__uid", "arm", "pilot__uid", "periods", "values", "source"),
        "locked_on",
    )


@BatchQuery
def accountabilities_of() -> QuerySet[Any, Any]:
    """Who answers for the programs' metrics, oldest first."""
    shares = MetricAccountability.objects.filter(program_metric__any_of=given("metrics")).order_by("valid_from", "id")
    return shares.values_list(
        *("program_metric_id", "function__uid", "function__name", "weight", "valid_from", "valid_to")
    )


@BatchQuery
def leaders_of() -> QuerySet[Any, Any]:
    """Who led which function, oldest first."""
    leaders = Membership.objects.filter(
        program__any_of=OF_PROGRAMS, role=Membership.Role.FUNCTION_LEAD, user__is_active=True
    ).order_by("valid_from", "id")
    return leaders.values_list("program_id", "user__uid", "function__uid", "valid_from", "valid_to")


@BatchQuery
def evaluations_of() -> QuerySet[Any, Any]:
    """How leaders were evaluated, oldest first."""
    cycles = LeaderEvaluation.objects.filter(program__any_of=OF_PROGRAMS).order_by("cycle_starts_on", "id")
    return cycles.values_list(
        *("program_id", "leader__uid", "function__uid", "cycle_starts_on", "cycle_ends_on", "shared_weight"),
        "completed_on",
    )


def metric_facts(program_id: int, tables: MetricTables) -> facts.MetricFacts:
    """Everything that the rules read about one program's metrics but their readings."""
    return facts.MetricFacts(
        metrics=tuple(judged_metric(row, tables) for row in tables.metrics[program_id]),
        leaders=tuple(
            facts.Leader(
                person_uid=str(row.user__uid),
                function_uid=str(row.function__uid),
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in tables.leaders[program_id]
        ),
        evaluations=tuple(
            facts.Evaluation(
                person_uid=str(row.leader__uid),
                function_uid=str(row.function__uid),
                cycle_starts_on=row.cycle_starts_on,
                cycle_ends_on=row.cycle_ends_on,
                shared_weight=row.shared_weight,
                completed_on=row.completed_on,
            )
            for row in tables.evaluations[program_id]
        ),
    )


def judged_metric(row: Any, tables: MetricTables) -> facts.JudgedMetric:
    return facts.JudgedMetric(
        uid=str(row.uid),
        metric_uid=str(row.metric__uid),
        name=row.metric__name,
        unit=row.metric__unit,
        higher_is_better=row.metric__direction == SharedMetric.Direction.HIGHER,
        frequency=row.metric__frequency,
        is_ratio_scale=row.metric__is_ratio_scale,
        flow_uid=str(row.flow__uid) if row.flow__uid else None,
        role=row.role,
        target=row.target,
        target_on=row.target_on,
        definitions=tuple(definition(each, tables) for each in tables.definitions[row.metric_id]),
        baselines=tuple(baseline(each) for each in tables.baselines[row.id]),
        accountabilities=tuple(
            facts.Accountability(
                function_uid=str(each.function__uid),
                function=each.function__name,
                weight=each.weight,
                valid_from=each.valid_from,
                valid_to=each.valid_to,
            )
            for each in tables.accountabilities[row.id]
        ),
        added_on=timezone.localdate(row.created_at),
    )


def definition(row: Any, tables: MetricTables) -> facts.Definition:
    return facts.Definition(
        uid=str(row.uid),
        number=row.number,
        effective_from=row.effective_from,
        signatures=tuple(
            facts.Signature(
                function_uid=str(each.function__uid), function=each.function__name, signed_on=each.signed_on
            )
            for each in tables.signatures[row.id]
        ),
    )


def baseline(row: Any) -> facts.MetricBaseline:
    return facts.MetricBaseline(
        uid=str(row.uid),
        definition_uid=str(row.definition__uid),
        arm=row.arm,
        pilot_uid=str(row.pilot__uid) if row.pilot__uid else None,
        periods=tuple(row.periods),
        values=tuple(row.values),
        source=row.source,
        locked_on=row.locked_on,
    )
