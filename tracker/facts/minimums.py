"""Rows that say what gates need at the least -> facts. Constant queries for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery

from programs.compiled import given
from programs.models import ConstraintObservation, MetricBaseline, MetricDefinition, ProgramMetric, Reading, Waiver
from tracker.analysis.facts.pilots import PilotFact
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery
from tracker.facts.pilots import read_pilots
from tracker.progress.facts import GateWaiver, MetricMinimum, Minimums, PilotMinimum, VoteWeek


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumTables:
    """Minimums of one batch, by the key of the program; one without any is not in them."""

    metrics: Mapping[int, Sequence[MetricMinimum]]
    pilots: Mapping[int, Sequence[PilotFact]]
    votes: Mapping[int, Sequence[VoteWeek]]
    waivers: Mapping[int, Sequence[GateWaiver]]


def read_minimum_tables(program_ids: Sequence[int], *, as_of: date) -> MinimumTables:
    """Minimums of these programs: four queries, and at most five more where metrics or pilots wait for readings."""
    return MinimumTables(
        metrics=metric_minimums(program_ids, as_of=as_of),
        pilots=read_pilots(program_ids, as_of=as_of),
        votes=vote_weeks(program_ids),
        waivers=gate_waivers(program_ids),
    )


def minimums(program_id: int, tables: MinimumTables) -> Minimums:
    """What the gates of one program need at the least."""
    return Minimums(
        metrics=tuple(tables.metrics.get(program_id, ())),
        pilots=tuple(pilot_minimum(each) for each in tables.pilots.get(program_id, ())),
        votes=tuple(tables.votes.get(program_id, ())),
        waivers=tuple(tables.waivers.get(program_id, ())),
    )


def metric_minimums(program_ids: Sequence[int], *, as_of: date) -> Mapping[int, Sequence[MetricMinimum]]:
    """Primary metrics of each program, by the definition in force: what is locked, else since when it is read."""
    rows = primary_metrics(programs=program_ids, as_of=as_of)
    waiting = {row.in_force for row in rows if row.locked_on is None and row.in_force is not None}
    begun = {(row.definition_id, row.flow_id): row.first for row in first_readings(definitions=waiting)}
    found: defaultdict[int, list[MetricMinimum]] = defaultdict(list)
    for row in rows:
        found[row.program_id].append(
            MetricMinimum(
                uid=str(row.uid),
                name=f"{row.metric__name} in {row.flow__name}" if row.flow_id else row.metric__name,
                period=row.metric__frequency,
                readings_needed=MetricBaseline.FEWEST,
                first_on=row.read_from or begun.get((row.in_force, row.flow_id)),
                locked_on=row.locked_on,
            )
        )
    return found


@BatchQuery
def primary_metrics() -> QuerySet[Any, Any]:
    """Primary metrics with the definition in force on the day, and when it was locked and first read."""
    versions = MetricDefinition.objects.filter(metric=OuterRef("metric"), effective_from__lte=given("as_of"))
    in_force = Q(baselines__definition=F("in_force"), baselines__arm="")
    return (
        ProgramMetric.objects.filter(program__any_of=OF_PROGRAMS, role=ProgramMetric.Role.PRIMARY)
        .annotate(in_force=Subquery(versions.order_by("-number").values("pk")[:1]))
        .annotate(
            locked_on=Min("baselines__locked_on", filter=in_force),
            read_from=Min("baselines__first_period_on", filter=in_force),
        )
        .order_by("program_id", "id")
        .values_list(
            *("program_id", "uid", "metric__name", "metric__frequency", "flow_id", "flow__name"),
            *("in_force", "locked_on", "read_from"),
        )
    )


@BatchQuery
def first_readings() -> QuerySet[Any, Any]:
    """First period with a final reading outside of parallel runs, by definition and flow."""
    readings = Reading.objects.filter(
        definition__any_of=given("definitions"), arm="", pilot__isnull=True, is_final=True
    ).order_by()
    return readings.values_list("definition_id", "flow_id").annotate(first=Min("period_starts_on"))


def pilot_minimum(pilot: PilotFact) -> PilotMinimum:
    """What the protocol asks for at the least, and how much of it is there."""
    return PilotMinimum(
        uid=pilot.uid,
        name=pilot.name,
        period=pilot.primary.frequency,
        burn_in_periods=pilot.burn_in_periods,
        minimum_periods=pilot.minimum_periods,
        started_on=pilot.started_on,
        decided_on=pilot.decided_on,
        pairs=tuple(each.starts_on for each in pilot.primary.periods if each.standing == "pair"),
    )


def vote_weeks(program_ids: Sequence[int]) -> Mapping[int, Sequence[VoteWeek]]:
    """Votes on what limits each flow, by week."""
    found: defaultdict[int, list[VoteWeek]] = defaultdict(list)
    for row in votes_of(programs=program_ids):
        week = VoteWeek(flow_uid=str(row.flow__uid), week_starts_on=row.week_starts_on, votes=row.votes)
        found[row.flow__program_id].append(week)
    return found


@BatchQuery
def votes_of() -> QuerySet[Any, Any]:
    """Votes by flow and week."""
    votes = ConstraintObservation.objects.filter(flow__program__any_of=OF_PROGRAMS).order_by(
        "flow_id", "week_starts_on"
    )
    return votes.values_list("flow__program_id", "flow__uid", "week_starts_on").annotate(votes=Count("id"))


def gate_waivers(program_ids: Sequence[int]) -> Mapping[int, Sequence[GateWaiver]]:
    """Waivers of gates with the day on which they no longer hold."""
    found: defaultdict[int, list[GateWaiver]] = defaultdict(list)
    for row in waivers_of(programs=program_ids):
        ends_on = min(row.expires_on + timedelta(days=1), row.revoked_on or date.max)
        waiver = GateWaiver(gate=row.gate__code, granted_on=row.granted_on, ends_on=ends_on)
        found[row.program_id].append(waiver)
    return found


@BatchQuery
def waivers_of() -> QuerySet[Any, Any]:
    """Waivers of gates, oldest first."""
    granted = Waiver.objects.filter(program__any_of=OF_PROGRAMS, rule=Waiver.Rule.GATE).order_by("granted_on", "id")
    return granted.values_list("program_id", "gate__code", "granted_on", "expires_on", "revoked_on")
