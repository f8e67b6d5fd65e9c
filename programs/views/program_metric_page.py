"""What a program's page of metrics says about each of them, and what is missing before gate G2."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from programs.actions.given_readings import arm_name
from programs.metric_needs import MetricNeed, MetricRecord, answering_on, metric_record, needs_of, unsigned
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
from programs.views.metric_chart import MetricChart, metric_chart
from programs.views.metric_series import (
    SeriesTable,
    latest,
    number,
    series_table,
    span_name,
)

DRAWN_PERIODS = 78


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
    missing: Sequence[MetricNeed]
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
    needs: MetricRecord
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
        needs=metric_record(program, today),
        readings=defaultdict(list),
        pilots=list(program.pilots.filter(started_on__isnull=False).prefetch_related("guardrails").order_by("id")),
    )
    for reading in latest(readings, periods=DRAWN_PERIODS):
        record.readings[reading.metric_id, reading.flow_id].append(reading)
    return [card(row, record) for row in rows]


def card(row: ProgramMetric, record: Record) -> MetricCard:
    metric = row.metric
    definition = metric.definition_on(record.today) or metric.definitions.first()
    answering = answering_on(row, record.today)
    key = (row.metric_id, row.flow_id, definition.pk if definition else 0, "")
    count, _ = record.needs.counts.get(key, (0, None))
    readings = record.readings.get((row.metric_id, row.flow_id), [])
    return MetricCard(
        row=row,
        definition=definition,
        baselines=[baseline_line(each, metric) for each in row.baselines.all()],
        answering=answering,
        unsigned=unsigned(definition, answering, record.needs),
        final_readings=count,
        missing=[need for need in needs_of(row, record.needs, on=record.today) if need.met_on is None],
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
