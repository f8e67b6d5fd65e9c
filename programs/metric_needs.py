"""What gate G2 needs of a metric: signatures, a locked baseline, functions that answer; for its review and the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.formats import date_format

from programs.counts import counted, is_or_are
from programs.models import (
    Membership,
    MetricAccountability,
    MetricBaseline,
    MetricDefinition,
    Program,
    ProgramMetric,
    Reading,
)
from programs.periods import period_start, periods_later

SIGNATURES_FOR_G2 = 2
FUNCTIONS_FOR_G2 = 2
# Metric, flow, definition, arm.
SeriesKey: TypeAlias = tuple[int, int | None, int, str]
RECORD_OF_A_METRIC = (
    "metric__definitions__signatures__function",
    "baselines__definition",
    "accountabilities__function",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricNeed:
    """Something that gate G2 needs of a metric, since when it is there, who gives it, and where."""

    row: ProgramMetric
    what: str
    owner: str
    met_on: date | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRecord:
    """What belongs to no single metric: who leads which function, and how many final readings each series has."""

    leads: Mapping[int, Sequence[str]]
    counts: Mapping[SeriesKey, tuple[int, date]]


def needs_of_metrics(program: Program, *, on: date) -> list[MetricNeed]:
    """What G2 needs of every metric of the program, as it stood on the day; six queries, whatever their number."""
    rows = program.metrics.select_related("metric", "flow").prefetch_related(*RECORD_OF_A_METRIC)
    record = metric_record(program, on)
    return [need for row in rows.order_by("-role", "metric__name", "id") for need in needs_of(row, record, on=on)]


def metric_record(program: Program, on: date) -> MetricRecord:
    """Leads and counts of readings of the program; two queries."""
    return MetricRecord(leads=lead_names(program, on), counts=final_counts(program))


def needs_of(row: ProgramMetric, record: MetricRecord, *, on: date) -> list[MetricNeed]:
    """What G2 needs of one metric, met or not; without a definition nothing can be frozen yet."""
    definition = row.metric.definition_on(on) or row.metric.definitions.first()
    answering = answering_on(row, on)
    needs = [signatures_need(row, definition, unsigned=unsigned(definition, answering, record), on=on)]
    if definition is not None:
        key = (row.metric_id, row.flow_id, definition.pk, "")
        needs.append(baseline_need(row, definition, counts=record.counts.get(key), on=on))
    return [*needs, functions_need(row, answering)]


def answering_on(row: ProgramMetric, on: date) -> list[MetricAccountability]:
    """Functions that answer for the metric on the day."""
    return [
        each
        for each in row.accountabilities.all()
        if each.valid_from <= on and (each.valid_to is None or each.valid_to >= on)
    ]


def unsigned(
    definition: MetricDefinition | None, answering: Sequence[MetricAccountability], record: MetricRecord
) -> list[str]:
    """Functions that answer for the metric and have not signed its definition, with who leads them."""
    signed = {signature.function_id for signature in definition.signatures.all()} if definition else set()
    return [
        f"{each.function}{led_by(each.function_id, record)}" for each in answering if each.function_id not in signed
    ]


def led_by(function_id: int, record: MetricRecord) -> str:
    names = record.leads.get(function_id, [])
    return f" ({', '.join(names)})" if names else " (nobody leads it here)"


def signatures_need(
    row: ProgramMetric, definition: MetricDefinition | None, *, unsigned: Sequence[str], on: date
) -> MetricNeed:
    """Two functions must have signed the definition that is in force."""
    what, owner = "A definition that functions can sign", "a steward"
    signed: list[date] = []
    if definition is not None:
        signed = sorted(each.signed_on for each in definition.signatures.all() if each.signed_on <= on)
        what = "A second signature under the definition" if len(signed) == 1 else "Two signatures under the definition"
        owner = " and ".join(unsigned) or "leads of the functions that will answer for it"
    met_on = signed[SIGNATURES_FOR_G2 - 1] if len(signed) >= SIGNATURES_FOR_G2 else None
    return MetricNeed(row=row, what=what, owner=owner, met_on=met_on, address=row.metric.get_absolute_url())


def baseline_need(
    row: ProgramMetric, definition: MetricDefinition, *, counts: tuple[int, date] | None, on: date
) -> MetricNeed:
    """A baseline by the definition in force must be locked; says the day it can first be."""
    locked = [
        each.locked_on
        for each in row.baselines.all()
        if not each.arm and each.definition_id == definition.pk and each.locked_on <= on
    ]
    count, last = counts or (0, None)
    what, owner = "A baseline by the definition in force", "the PMO lead"
    if not locked and count >= MetricBaseline.FEWEST:
        there = f"{counted(count, 'final reading')} {is_or_are(count)} there to be locked"
        what = f"The baseline: {there}"
    elif not locked:
        lacking = MetricBaseline.FEWEST - count
        next_one = periods_later(last, 1, row.metric.frequency) if last else period_start(on, row.metric.frequency)
        first_day = date_format(periods_later(next_one, lacking, row.metric.frequency), "j M Y")
        there = f"{count} of {MetricBaseline.FEWEST} {is_or_are(count)} there"
        what = (
            f"{lacking} more final reading{'' if lacking == 1 else 's'} for a baseline ({there}): "
            f"possible from {first_day}, or at once when history is loaded"
        )
        owner = "function leads and the PMO lead"
    return MetricNeed(row=row, what=what, owner=owner, met_on=min(locked, default=None), address=card_address(row))


def functions_need(row: ProgramMetric, answering: Sequence[MetricAccountability]) -> MetricNeed:
    """Two functions must answer for the metric; that two signed it is another thing."""
    since = sorted(each.valid_from for each in answering)
    what = "A second function that answers for it" if len(since) == 1 else "Two functions that answer for it"
    return MetricNeed(
        row=row,
        what=what,
        owner="the PMO lead with the leads of both functions",
        met_on=since[FUNCTIONS_FOR_G2 - 1] if len(since) >= FUNCTIONS_FOR_G2 else None,
        address=card_address(row),
    )


def card_address(row: ProgramMetric) -> str:
    """Where the program's page of metrics shows it."""
    return f"{reverse('programs:program-metric-list', args=[row.program.uid])}#metric-{row.pk}"


def lead_names(program: Program, on: date) -> dict[int, list[str]]:
    """Names of the people who lead each function in the program on the day."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    roles = program.memberships.filter(role=Membership.Role.FUNCTION_LEAD, user__is_active=True).valid_on(on)
    for role in roles.select_related("user").order_by("user__name", "id"):
        if role.function_id is not None:
            names[role.function_id].append(str(role.user))
    return names


def final_counts(program: Program) -> dict[SeriesKey, tuple[int, date]]:
    """How many final readings each series of the program's metrics has, and where the last period begins."""
    final = Reading.objects.filter(metric__program_metrics__program=program, is_final=True)
    series = final.values_list("metric", "flow", "definition", "arm").order_by("metric", "flow", "definition", "arm")
    grouped = series.annotate(count=Count("id", distinct=True), last=Max("period_starts_on"))
    return {(metric, flow, definition, arm): (count, last) for metric, flow, definition, arm, count, last in grouped}
