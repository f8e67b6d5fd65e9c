"""Rows of metrics -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

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
from tracker.facts.plan import Rows, grouped


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
    """Rows of these programs: seven queries, whatever their number."""
    judged = {"program__in": program_ids}
    through = {"program_metric__program__in": program_ids}
    used = SharedMetric.objects.filter(program_metrics__program__in=program_ids).values("id")
    leaders = Membership.objects.filter(**judged, role=Membership.Role.FUNCTION_LEAD, user__is_active=True)
    signatures = DefinitionSignature.objects.filter(definition__metric__in=used).select_related("function")
    baselines = MetricBaseline.objects.filter(**through).select_related("definition", "pilot")
    accountabilities = MetricAccountability.objects.filter(**through).select_related("function")
    evaluations = LeaderEvaluation.objects.filter(**judged).select_related("leader", "function")
    return MetricTables(
        metrics=grouped(
            ProgramMetric.objects.filter(**judged).select_related("metric", "flow").order_by("-role", "id"),
            "program_id",
        ),
        definitions=grouped(MetricDefinition.objects.filter(metric__in=used).order_by("number"), "metric_id"),
        signatures=grouped(signatures.order_by("signed_on", "id"), "definition_id"),
        baselines=grouped(baselines.order_by("locked_on", "id"), "program_metric_id"),
        accountabilities=grouped(accountabilities.order_by("valid_from", "id"), "program_metric_id"),
        leaders=grouped(leaders.select_related("user", "function").order_by("valid_from", "id"), "program_id"),
        evaluations=grouped(evaluations.order_by("cycle_starts_on", "id"), "program_id"),
    )


def metric_facts(program_id: int, tables: MetricTables) -> facts.MetricFacts:
    """Everything that the rules read about one program's metrics but their readings."""
    return facts.MetricFacts(
        metrics=tuple(judged_metric(row, tables) for row in tables.metrics[program_id]),
        leaders=tuple(
            facts.Leader(
                person_uid=str(row.user.uid),
                function_uid=str(row.function.uid),
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in tables.leaders[program_id]
        ),
        evaluations=tuple(
            facts.Evaluation(
                person_uid=str(row.leader.uid),
                function_uid=str(row.function.uid),
                cycle_starts_on=row.cycle_starts_on,
                cycle_ends_on=row.cycle_ends_on,
                shared_weight=row.shared_weight,
                completed_on=row.completed_on,
            )
            for row in tables.evaluations[program_id]
        ),
    )


def judged_metric(row: ProgramMetric, tables: MetricTables) -> facts.JudgedMetric:
    return facts.JudgedMetric(
        uid=str(row.uid),
        metric_uid=str(row.metric.uid),
        name=row.metric.name,
        unit=row.metric.unit,
        higher_is_better=row.metric.direction == SharedMetric.Direction.HIGHER,
        frequency=row.metric.frequency,
        is_ratio_scale=row.metric.is_ratio_scale,
        flow_uid=str(row.flow.uid) if row.flow else None,
        role=row.role,
        target=row.target,
        target_on=row.target_on,
        definitions=tuple(definition(each, tables) for each in tables.definitions[row.metric_id]),
        baselines=tuple(baseline(each) for each in tables.baselines[row.pk]),
        accountabilities=tuple(
            facts.Accountability(
                function_uid=str(each.function.uid),
                function=each.function.name,
                weight=each.weight,
                valid_from=each.valid_from,
                valid_to=each.valid_to,
            )
            for each in tables.accountabilities[row.pk]
        ),
        added_on=timezone.localdate(row.created_at),
    )


def definition(row: MetricDefinition, tables: MetricTables) -> facts.Definition:
    return facts.Definition(
        uid=str(row.uid),
        number=row.number,
        effective_from=row.effective_from,
        signatures=tuple(
            facts.Signature(function_uid=str(each.function.uid), function=each.function.name, signed_on=each.signed_on)
            for each in tables.signatures[row.pk]
        ),
    )


def baseline(row: MetricBaseline) -> facts.MetricBaseline:
    return facts.MetricBaseline(
        uid=str(row.uid),
        definition_uid=str(row.definition.uid),
        arm=row.arm,
        pilot_uid=str(row.pilot.uid) if row.pilot else None,
        periods=tuple(row.periods),
        values=tuple(row.values),
        source=row.source,
        locked_on=row.locked_on,
    )
