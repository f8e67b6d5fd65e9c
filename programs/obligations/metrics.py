"""Definitions of shared metrics to sign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import OuterRef, Subquery

from programs.models import DefinitionSignature, MetricAccountability, MetricDefinition, User
from programs.obligations.obligation import Obligation, address_of, of_my_functions


def definitions_to_sign(user: User, day: date) -> Iterator[Obligation]:
    """Definitions of metrics that a function of the person answers for, which it has not signed: the newest of each."""
    mine = list(answered_for(user, day))
    newest = MetricDefinition.objects.filter(metric__in=[row.program_metric.metric_id for row in mine])
    definitions = {row.metric_id: row for row in newest.select_related("metric").order_by("metric_id", "number")}
    signed = set(
        DefinitionSignature.objects.filter(definition__in=[row.pk for row in definitions.values()]).values_list(
            "definition_id", "function_id"
        )
    )
    asked: set[tuple[int, int]] = set()
    for row in mine:
        definition = definitions.get(row.program_metric.metric_id)
        if definition is None or (definition.pk, row.function_id) in signed | asked:
            continue
        asked.add((definition.pk, row.function_id))
        yield Obligation(
            kind="definition_to_sign",
            key=f"{definition.uid}/{row.function_id}",
            what=f"The definition of {definition.metric}, for {row.function}",
            program=row.program_metric.program,
            since=definition.effective_from,
            why="Gate G2, Shared metrics locked, counts a metric once two functions have signed what it means.",
            button="Read and sign it",
            address=address_of(definition.metric, "programs:metric-detail"),
        )


def answered_for(user: User, day: date) -> Iterator[MetricAccountability]:
    """Metrics that the functions of the person answer for in active programs, by program and metric."""
    mine = of_my_functions(user, day, program="program_metric__program", function="function")
    rows = MetricAccountability.objects.valid_on(day).filter(mine, program_metric__metric__retired_on__isnull=True)
    related = ("program_metric__metric", "program_metric__program", "program_metric__flow", "function")
    defined = MetricDefinition.objects.filter(metric=OuterRef("program_metric__metric"), effective_from__lte=day)
    first = defined.order_by("effective_from").values("effective_from")[:1]
    rows = rows.annotate(defined_from=Subquery(first)).filter(defined_from__isnull=False)
    yield from rows.select_related(*related).order_by("program_metric__program__code", "id")
