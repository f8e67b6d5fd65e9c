"""Rows that say what gates need at the least -> facts. Constant queries for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, Subquery

from programs.models import ConstraintObservation, MetricBaseline, MetricDefinition, ProgramMetric, Reading, Waiver
from tracker.analysis.facts.pilots import PilotFact
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
    """Minimums of these programs: four queries, and at most four more where metrics or pilots wait for readings."""
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
    versions = MetricDefinition.objects.filter(metric=OuterRef("metric"), effective_from__lte=as_of)
    in_force = Q(baselines__definition=F("in_force"), baselines__arm="")
    rows = list(
        ProgramMetric.objects.filter(program__in=program_ids, role=ProgramMetric.Role.PRIMARY)
        .annotate(in_force=Subquery(versions.order_by("-number").values("pk")[:1]))
        .annotate(
            locked_on=Min("baselines__locked_on", filter=in_force),
            read_from=Min("baselines__first_period_on", filter=in_force),
        )
        .select_related("metric", "flow")
        .order_by("program_id", "id")
    )
    begun = first_readings(row for row in rows if row.locked_on is None)
    found: defaultdict[int, list[MetricMinimum]] = defaultdict(list)
    for row in rows:
        found[row.program_id].append(
            MetricMinimum(
                uid=str(row.uid),
                name=str(row),
                period=row.metric.frequency,
                readings_needed=MetricBaseline.FEWEST,
                first_on=row.read_from or begun.get((row.in_force, row.flow_id)),
                locked_on=row.locked_on,
            )
        )
    return found


def first_readings(waiting: Iterable[Any]) -> dict[tuple[int | None, int | None], date]:
    """First period with a final reading outside of parallel runs, by definition and flow; no query when none waits."""
    definitions = {row.in_force for row in waiting if row.in_force is not None}
    if not definitions:
        return {}
    readings = Reading.objects.filter(definition__in=definitions, arm="", pilot__isnull=True, is_final=True)
    rows = readings.order_by().values_list("definition_id", "flow_id").annotate(first=Min("period_starts_on"))
    return {(definition, flow): first for definition, flow, first in rows}


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
    rows = ConstraintObservation.objects.filter(flow__program__in=program_ids).order_by("flow_id", "week_starts_on")
    found: defaultdict[int, list[VoteWeek]] = defaultdict(list)
    counted = rows.values_list("flow__program_id", "flow__uid", "week_starts_on").annotate(votes=Count("id"))
    for program, flow, week, votes in counted:
        found[program].append(VoteWeek(flow_uid=str(flow), week_starts_on=week, votes=votes))
    return found


def gate_waivers(program_ids: Sequence[int]) -> Mapping[int, Sequence[GateWaiver]]:
    """Waivers of gates with the day on which they no longer hold."""
    rows = Waiver.objects.filter(program__in=program_ids, rule=Waiver.Rule.GATE).order_by("granted_on", "id")
    columns = ("program_id", "gate__code", "granted_on", "expires_on", "revoked_on")
    found: defaultdict[int, list[GateWaiver]] = defaultdict(list)
    for program, gate, granted_on, expires_on, revoked_on in rows.values_list(*columns):
        ends_on = min(expires_on + timedelta(days=1), revoked_on or date.max)
        found[program].append(GateWaiver(gate=gate, granted_on=granted_on, ends_on=ends_on))
    return found
