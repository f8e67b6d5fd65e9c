"""Definitions of shared metrics to sign, and readings to enter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery

from programs.models import DefinitionSignature, MetricAccountability, MetricDefinition, Reading, User
from programs.obligations.obligation import Obligation, address_of, of_my_functions
from programs.periods import latest_periods, next_period

PERIODS_BACK = 3
ENTRY_DAYS = 7


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


def readings_missing(user: User, day: date) -> Iterator[Obligation]:
    """Metrics that a function of the person answers for, of which an ended period has no final reading.

    The last three ended periods are asked for; a metric that several programs share is owed once.
    """
    owed: defaultdict[tuple[int, int | None], list[MetricAccountability]] = defaultdict(list)
    for row in answered_for(user, day):
        owed[row.program_metric.metric_id, row.program_metric.flow_id].append(row)
    oldest = min((first for rows in owed.values() for first in ended_periods(rows[0], day)), default=day)
    final = Reading.objects.filter(metric__in={metric for metric, _ in owed}, is_final=True)
    read = set(final.filter(period_starts_on__gte=oldest).values_list("metric_id", "flow_id", "period_starts_on"))
    for (metric, flow), rows in owed.items():
        missing = [first for first in ended_periods(rows[0], day) if (metric, flow, first) not in read]
        if missing:
            yield _reading(rows, missing)


def _reading(rows: list[MetricAccountability], missing: list[date]) -> Obligation:
    first = rows[0].program_metric
    others = {str(row.program_metric.program) for row in rows} - {str(first.program)}
    count = "" if len(missing) == 1 else f" and {len(missing) - 1} later"
    ended = next_period(missing[0], first.metric.frequency)
    return Obligation(
        kind="reading_missing",
        key=f"{first.metric.uid}/{first.flow_id or ''}",
        what=f"{first}, the {first.metric.frequency} of {missing[0]:%-d %B}{count}",
        program=first.program,
        also=", ".join(sorted(others)),
        since=ended,
        due_on=ended + timedelta(days=ENTRY_DAYS),
        why="The result stays grey, and a clean month cannot be complete, while a reading is missing.",
        button="Enter the reading",
        address=address_of(first.metric, "programs:reading-create"),
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


def ended_periods(row: MetricAccountability, day: date) -> list[date]:
    """First days of the last three periods that have ended, oldest first, since the function answers for the metric."""
    frequency = row.program_metric.metric.frequency
    since = max(row.valid_from, getattr(row, "defined_from", row.valid_from))
    return [first for first in reversed(latest_periods(frequency, today=day, count=PERIODS_BACK)) if first >= since]
