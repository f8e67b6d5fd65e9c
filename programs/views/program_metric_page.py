"""What a program's page of metrics says about each of them, and what is missing before gate G2."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from django.db.models import Count, Max, Q
from django.utils.formats import date_format

from programs.actions.given_readings import arm_name
from programs.models import (
    LeaderEvaluation,
    Membership,
    MetricAccountability,
    MetricBaseline,
    MetricDefinition,
    Pilot,
    Program,
    ProgramMetric,
    Reading,
    SharedMetric,
)
from programs.periods import period_start
from programs.views.metric_chart import MetricChart, metric_chart
from programs.views.metric_series import (
    SeriesTable,
    latest,
    number,
    periods_later,
    series_table,
    span_name,
)

SIGNATURES_FOR_G2 = 2
FUNCTIONS_FOR_G2 = 2
DRAWN_PERIODS = 78
# Metric, flow, definition, arm.
SeriesKey: TypeAlias = tuple[int, int | None, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that gate G2 needs, and who gives it."""

    what: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineLine:
    """A locked baseline in words."""

    row: MetricBaseline
    words: str
    values: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricCard:
    """One metric of a program. ``final_readings`` counts those that the next baseline could hold."""

    row: ProgramMetric
    definition: MetricDefinition | None
    baselines: Sequence[BaselineLine]
    answering: Sequence[MetricAccountability]
    unsigned: Sequence[str]
    final_readings: int
    missing: Sequence[Missing]
    target: str
    chart: MetricChart | None
    table: SeriesTable

    @property
    def is_locked(self) -> bool:
        """A baseline by the definition in force is locked; that of an arm alone does not count."""
        return any(line.row.definition == self.definition and not line.row.arm for line in self.baselines)

    @property
    def can_lock(self) -> bool:
        """Enough final readings for a baseline that is not locked yet."""
        return not self.is_locked and self.final_readings >= MetricBaseline.FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationLine:
    """A function lead with the latest evaluation; ``evaluation`` is None until one is recorded."""

    leader: str
    leader_id: int
    function: str
    evaluation: LeaderEvaluation | None
    percent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Rows of the whole page that belong to no single metric."""

    today: date
    leads: dict[int, list[str]]
    counts: dict[SeriesKey, tuple[int, date]]
    readings: dict[tuple[int, int | None], list[Reading]]
    pilots: Sequence[Pilot]


def metric_cards(program: Program, *, today: date) -> list[MetricCard]:
    """The metrics of the program, primary ones first; a number of queries that does not grow with them."""
    rows = list(
        program.metrics.select_related("metric", "flow")
        .prefetch_related(
            "metric__definitions__signatures__function",
            "metric__definitions__signatures__signed_by",
            "baselines__locked_by",
            "baselines__definition",
            "baselines__pilot",
            "accountabilities__function",
        )
        .order_by("-role", "metric__name", "id")
    )
    in_program = Q(flow__isnull=True) | Q(flow__program=program)
    own_arms = Q(pilot__isnull=True) | Q(pilot__program=program)
    readings = Reading.objects.filter(in_program, own_arms, metric__in={row.metric_id for row in rows})
    record = Record(
        today=today,
        leads=lead_names(program, today),
        counts=final_counts(program),
        readings=defaultdict(list),
        pilots=list(program.pilots.filter(started_on__isnull=False).prefetch_related("guardrails").order_by("id")),
    )
    for reading in latest(readings, periods=DRAWN_PERIODS):
        record.readings[reading.metric_id, reading.flow_id].append(reading)
    return [card(row, record) for row in rows]


def lead_names(program: Program, today: date) -> dict[int, list[str]]:
    """Names of the people who lead each function in the program today."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    roles = program.memberships.filter(role=Membership.Role.FUNCTION_LEAD, user__is_active=True).valid_on(today)
    for role in roles.select_related("user").order_by("user__name", "id"):
        if role.function_id is not None:
            names[role.function_id].append(str(role.user))
    return names


def final_counts(program: Program) -> dict[SeriesKey, tuple[int, date]]:
    """How many final readings each series of the program's metrics has, and where the last period begins."""
    final = Reading.objects.filter(metric__program_metrics__program=program, is_final=True)
    series = final.values_list("metric", "flow", "definition", "arm").order_by("metric", "flow", "definition", "arm")
    counted = series.annotate(count=Count("id", distinct=True), last=Max("period_starts_on"))
    return {(metric, flow, definition, arm): (count, last) for metric, flow, definition, arm, count, last in counted}


def card(row: ProgramMetric, record: Record) -> MetricCard:
    metric = row.metric
    definition = metric.definition_on(record.today) or metric.definitions.first()
    answering = [each for each in row.accountabilities.all() if holds(each, record.today)]
    key = (row.metric_id, row.flow_id, definition.pk if definition else 0, "")
    count, last = record.counts.get(key, (0, None))
    readings = record.readings.get((row.metric_id, row.flow_id), [])
    signed = {signature.function_id for signature in definition.signatures.all()} if definition else set()
    unsigned = [
        f"{each.function}{led_by(each.function_id, record)}" for each in answering if each.function_id not in signed
    ]
    return MetricCard(
        row=row,
        definition=definition,
        baselines=[baseline_line(each, metric) for each in row.baselines.all()],
        answering=answering,
        unsigned=unsigned,
        final_readings=count,
        missing=[
            *missing_signatures(definition, unsigned=unsigned),
            *missing_baseline(row, definition, count=count, last=last or None, today=record.today),
            *missing_functions(len(answering)),
        ],
        target=metric.shown(row.target) if row.target is not None else "",
        chart=chart_of(row, definition, readings=readings, pilots=record.pilots),
        table=series_table(
            readings,
            frequency=metric.frequency,
            latest_definition=definition.number if definition else None,
            of_one_flow=True,
        ),
    )


def chart_of(
    row: ProgramMetric,
    definition: MetricDefinition | None,
    *,
    readings: Sequence[Reading],
    pilots: Sequence[Pilot],
) -> MetricChart | None:
    """The readings by the definition in force, beside the baseline by it and the pilots that the metric judges."""
    locked = (each for each in row.baselines.all() if each.definition == definition and not each.arm)
    judged = [
        pilot
        for pilot in pilots
        if pilot.primary_id == row.pk or any(each.program_metric_id == row.pk for each in pilot.guardrails.all())
    ]
    drawn = [each for each in readings if each.definition == definition]
    return metric_chart(row, drawn, baseline=next(locked, None), pilots=judged)


def holds(row: MetricAccountability, today: date) -> bool:
    return row.valid_from <= today and (row.valid_to is None or row.valid_to >= today)


def led_by(function_id: int, record: Record) -> str:
    names = record.leads.get(function_id, [])
    return f" ({', '.join(names)})" if names else " (nobody leads it here)"


def baseline_line(row: MetricBaseline, metric: SharedMetric) -> BaselineLine:
    """Locked when, by whom, from what; firm or provisional."""
    count = len(row.values)
    span = span_name(row.first_period_on, row.last_period_on, metric.frequency)
    firm = "firm" if row.is_firm else f"provisional ({MetricBaseline.FIRM_FROM} readings would make it firm)"
    arm = f"Arm {arm_name(row.pilot, row.arm)} alone: " if row.arm else ""
    mean = metric.shown(sum(row.values, Decimal()) / count)
    return BaselineLine(
        row=row,
        words=f"{arm}{count} readings, {span}, mean {mean} {metric.unit}: {firm}",
        values=", ".join(metric.shown(value) for value in row.values),
    )


def missing_signatures(definition: MetricDefinition | None, *, unsigned: Sequence[str]) -> list[Missing]:
    """Two functions must have signed the definition that is in force."""
    if definition is None:
        return [Missing(what="A definition that functions can sign", owner="a steward")]
    lacking = SIGNATURES_FOR_G2 - len(definition.signatures.all())
    if lacking <= 0:
        return []
    what = "A second signature under the definition" if lacking == 1 else "Two signatures under the definition"
    return [Missing(what=what, owner=" and ".join(unsigned) or "leads of the functions that will answer for it")]


def missing_baseline(
    row: ProgramMetric, definition: MetricDefinition | None, *, count: int, last: date | None, today: date
) -> list[Missing]:
    """A baseline by the definition in force must be locked; says the day it can first be."""
    locked = [each for each in row.baselines.all() if not each.arm]
    if definition is None or any(each.definition_id == definition.pk for each in locked):
        return []
    if count >= MetricBaseline.FEWEST:
        return [Missing(what=f"The baseline: {count} final readings are there to be locked", owner="the PMO lead")]
    needed = MetricBaseline.FEWEST - count
    frequency = row.metric.frequency
    next_one = periods_later(last, 1, frequency) if last else period_start(today, frequency)
    first_day = date_format(periods_later(next_one, needed, frequency), "j M Y")
    what = f"{needed} more final readings for a baseline ({count} of {MetricBaseline.FEWEST} are there)"
    return [
        Missing(
            what=f"{what}: possible from {first_day}, or at once when history is loaded",
            owner="function leads and the PMO lead",
        )
    ]


def missing_functions(answering: int) -> list[Missing]:
    """Two functions must answer for the metric, or it is not shared."""
    if answering >= FUNCTIONS_FOR_G2:
        return []
    what = "A second function that answers for it" if answering else "Two functions that answer for it"
    return [Missing(what=what, owner="the PMO lead with the leads of both functions")]


def evaluation_lines(program: Program, *, today: date) -> list[EvaluationLine]:
    """Function leads of today with their latest evaluation, then evaluations of former ones; two queries."""
    latest_by_role: dict[tuple[int, int], LeaderEvaluation] = {}
    for each in program.leader_evaluations.select_related("leader", "function").order_by("cycle_starts_on", "id"):
        latest_by_role[each.leader_id, each.function_id] = each
    roles = program.memberships.filter(role=Membership.Role.FUNCTION_LEAD, user__is_active=True).valid_on(today)
    lines = [
        evaluation_line(role, latest_by_role.pop((role.user_id, role.function_id or 0), None))
        for role in roles.select_related("user", "function").order_by("user__name", "id")
    ]
    return lines + [evaluation_line(each, each) for each in latest_by_role.values()]


def evaluation_line(of: Membership | LeaderEvaluation, evaluation: LeaderEvaluation | None) -> EvaluationLine:
    leader = of.user if isinstance(of, Membership) else of.leader
    return EvaluationLine(
        leader=str(leader),
        leader_id=leader.pk,
        function=str(of.function),
        evaluation=evaluation,
        percent=number(evaluation.shared_weight * 100) if evaluation else "",
    )
