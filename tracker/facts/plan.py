"""Rows of programs and plans -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import models

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
    Program,
    ProgramPause,
    StatusReport,
)
from programs.models.evidence import end_of_evidence
from programs.models.policy import PolicyInForce
from tracker.facts.minimums import MinimumTables, minimums, read_minimum_tables
from tracker.progress import facts

Rows = Mapping[int, Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Rows of one batch, grouped by the key of what they belong to, in the order the facts promise.

    uids  of the milestones as text, by key
    Tables with many rows come as named tuples: a model instance costs ten times as much.
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
    of_program = {"program__in": program_ids}
    gates = Gate.objects.filter(**of_program).only("id", "program_id", "code", "item_id")
    reviews = GateReview.objects.filter(gate__program__in=program_ids).only(
        *("gate_id", "outcome", "decided_on", "open_count", "needed_count")
    )
    locked = Baseline.objects.filter(**of_program, locked_on__isnull=False)
    milestones = list(milestones_of(program_ids))
    return Tables(
        uids={row.id: str(row.uid) for row in milestones},
        milestones=grouped(milestones, "program_id"),
        predecessors=grouped(links_of(program_ids), "successor_id"),
        forecasts=grouped(forecasts_of(program_ids), "milestone_id"),
        uses=grouped(uses_of(program_ids), "milestone_id"),
        gates=grouped(gates.order_by("id"), "program_id"),
        flows=grouped(ProcessFlow.objects.filter(**of_program).order_by("position", "id"), "program_id"),
        reviews=grouped(reviews.order_by("decided_on", "id"), "gate_id"),
        baselines=grouped(locked.order_by("number"), "program_id"),
        baseline_items=grouped(planned_of(program_ids), "baseline_id"),
        statuses=grouped(StatusReport.objects.filter(**of_program).order_by("reported_on", "id"), "program_id"),
        costs=grouped(CostLine.objects.filter(**of_program).order_by("stated_on", "id"), "program_id"),
        pauses=grouped(ProgramPause.objects.filter(**of_program).order_by("paused_on", "id"), "program_id"),
        minimums=read_minimum_tables(program_ids, as_of=as_of),
        policies=Policy.objects.numbers_on(as_of, program_ids),
    )


def milestones_of(program_ids: Sequence[int]) -> Iterable[Any]:
    """Milestones with their owners, gates, flows and functions, in one query."""
    return (
        Milestone.objects.filter(program__in=program_ids)
        .order_by("id")
        .values_list(
            *("id", "program_id", "uid", "name", "kind", "dimension", "step", "started_on", "removed_on"),
            *("minimum_evidence_level", "owner__name", "owner__email", "gate__code", "gate_of__id", "gate_of__code"),
            *("flow__uid", "function__uid"),
            named=True,
        )
    )


def links_of(program_ids: Sequence[int]) -> Iterable[Any]:
    """What each milestone waits for, in the order in which it was said."""
    inside = MilestoneLink.objects.filter(
        successor__program__in=program_ids, predecessor__program=models.F("successor__program")
    )
    return inside.order_by("id").values_list("successor_id", "predecessor_id", named=True)


def forecasts_of(program_ids: Sequence[int]) -> Iterable[Any]:
    """Stated finishes, oldest first."""
    stated = MilestoneForecast.objects.filter(milestone__program__in=program_ids).order_by("stated_on", "id")
    return stated.values_list("milestone_id", "stated_on", "finish_on", named=True)


def uses_of(program_ids: Sequence[int]) -> Iterable[Any]:
    """Accepted evidence of the milestones, in order of acceptance."""
    return (
        EvidenceUse.objects.filter(milestone__program__in=program_ids, evidence__accepted_on__isnull=False)
        .annotate(
            level=models.F("evidence__level"),
            accepted_on=models.F("evidence__accepted_on"),
            revoked_on=models.F("evidence__revoked_on"),
            expires_on=models.F("evidence__expires_on"),
        )
        .order_by("evidence__accepted_on", "id")
        .values_list("milestone_id", "level", "accepted_on", "revoked_on", "expires_on", named=True)
    )


def planned_of(program_ids: Sequence[int]) -> Iterable[Any]:
    """Lines of the baselines in the order of the plan."""
    lines = BaselineItem.objects.filter(baseline__program__in=program_ids).order_by("planned_on", "id")
    return lines.values_list("baseline_id", "milestone_id", "planned_on", "weight", named=True)


def grouped(rows: Iterable[Any], key: str) -> Rows:
    """Rows by the value of ``key``, keeping their order; a key without rows gives an empty list."""
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def thresholds(policy: PolicyInForce) -> facts.Thresholds:
    """The numbers of a policy that the reckoning reads."""
    numbers = policy.numbers
    return facts.Thresholds(
        version=policy.version,
        spi_green=numbers["spi_green"],
        spi_amber=numbers["spi_amber"],
        gate_overdue_red_days=int(numbers["gate_overdue_red_days"]),
        horizon_green=numbers["horizon_green"],
        horizon_amber=numbers["horizon_amber"],
        order_green=numbers["order_green"],
        improve_after_periods=int(numbers["improve_after_periods"]),
        tspi_unlikely=numbers["tspi_unlikely"],
        constraint_votes=int(numbers["constraint_votes"]),
        gate_approval_days=int(numbers["gate_approval_days"]),
    )


def program_facts(program: Program, tables: Tables) -> facts.ProgramFacts:
    """Everything that the rules read about one program."""
    return facts.ProgramFacts(
        uid=str(program.uid),
        code=program.code,
        name=program.name,
        follows_sequence=program.follows_sequence,
        start_on=program.start_on,
        items=tuple(item(row, tables) for row in tables.milestones[program.pk]),
        gates=tuple(
            facts.Gate(
                code=row.code,
                name=str(Gate.Code(row.code).label),
                item_uid=tables.uids[row.item_id],
                open_passes=open_pass_spans(tables.reviews[row.pk]),
            )
            for row in tables.gates[program.pk]
        ),
        flows=tuple(
            facts.Flow(name=row.name, position=row.position, state=row.state) for row in tables.flows[program.pk]
        ),
        baselines=tuple(baseline(row, tables) for row in tables.baselines[program.pk]),
        statuses=tuple(reported_status(row) for row in tables.statuses[program.pk]),
        costs=tuple(cost(row) for row in tables.costs[program.pk]),
        pauses=tuple(pause(row) for row in tables.pauses[program.pk]),
        minimums=minimums(program.pk, tables.minimums),
        thresholds=thresholds(tables.policies[program.pk]),
    )


def item(row: Any, tables: Tables) -> facts.Item:
    """A milestone, or a gate's own item, with when it counted as accepted; ``row`` as ``milestones_of`` reads it."""
    if row.gate_of__id is not None:
        acceptances = passed_spans(tables.reviews[row.gate_of__id])
    else:
        acceptances = accepted_spans(tables.uses[row.id], level=row.minimum_evidence_level)
    return facts.Item(
        uid=tables.uids[row.id],
        name=row.name,
        kind=row.kind,
        dimension=row.dimension,
        step=row.step,
        gate=row.gate_of__code or row.gate__code or "",
        flow=str(row.flow__uid or ""),
        function=str(row.function__uid or ""),
        owner=row.owner__name or row.owner__email or "",
        started_on=row.started_on,
        predecessors=tuple(tables.uids[link.predecessor_id] for link in tables.predecessors[row.id]),
        acceptances=acceptances,
        forecasts=tuple(
            facts.Forecast(stated_on=each.stated_on, finish_on=each.finish_on) for each in tables.forecasts[row.id]
        ),
        removed_on=row.removed_on,
    )


def accepted_spans(uses: Iterable[Any], *, level: int) -> tuple[facts.Acceptance, ...]:
    """Spans in which evidence of at least ``level`` stood accepted and in force; overlapping ones are joined.

    uses  in order of acceptance, with level, accepted_on, revoked_on and expires_on
    """
    enough = [use for use in uses if use.level >= level]
    return joined_spans((use.accepted_on, end_of_evidence(use.revoked_on, use.expires_on)) for use in enough)


def joined_spans(acceptances: Iterable[tuple[date | None, date | None]]) -> tuple[facts.Acceptance, ...]:
    """Spans from the first day until before the second, which may be open; those that overlap or touch are joined.

    acceptances  in order of their first day; one without a first day was never accepted
    """
    spans: list[facts.Acceptance] = []
    for begins, ends in acceptances:
        if begins is None or (ends is not None and ends <= begins):
            continue
        last = spans[-1] if spans else None
        if last is not None and (last.revoked_on is None or begins <= last.revoked_on):
            until = last.revoked_on and ends and max(last.revoked_on, ends)
            spans[-1] = facts.Acceptance(accepted_on=last.accepted_on, revoked_on=until)
        else:
            spans.append(facts.Acceptance(accepted_on=begins, revoked_on=ends))
    return tuple(spans)


def passed_spans(reviews: Iterable[GateReview]) -> tuple[facts.Acceptance, ...]:
    """Spans in which the gate stood as passed with nothing open; reviews in order of their day."""
    spans: list[facts.Acceptance] = []
    for review in reviews:
        passed = review.outcome == GateReview.Outcome.PASSED and not review.open_count
        if passed:
            spans.append(facts.Acceptance(accepted_on=review.decided_on))
        elif spans and spans[-1].revoked_on is None:
            spans[-1] = facts.Acceptance(accepted_on=spans[-1].accepted_on, revoked_on=review.decided_on)
    return tuple(span for span in spans if span.accepted_on != span.revoked_on)


def open_pass_spans(reviews: Iterable[GateReview]) -> tuple[facts.OpenPass, ...]:
    """Spans in which the gate stood as passed with something missing; reviews in order of their day."""
    spans: list[facts.OpenPass] = []
    for review in reviews:
        if spans and spans[-1].ended_on is None:
            spans[-1] = replace(spans[-1], ended_on=review.decided_on)
        if review.outcome == GateReview.Outcome.PASSED and review.open_count:
            spans.append(
                facts.OpenPass(
                    passed_on=review.decided_on,
                    open_count=review.open_count,
                    needed_count=review.needed_count or review.open_count,
                )
            )
    return tuple(span for span in spans if span.passed_on != span.ended_on)


def baseline(row: Baseline, tables: Tables) -> facts.Baseline:
    """A locked plan with its items."""
    assert row.locked_on is not None, "only locked baselines are read"
    return facts.Baseline(
        number=row.number,
        locked_on=row.locked_on,
        reason=row.reason,
        items=tuple(
            facts.PlannedItem(uid=tables.uids[each.milestone_id], planned_on=each.planned_on, weight=each.weight)
            for each in tables.baseline_items[row.pk]
        ),
    )


def reported_status(row: StatusReport) -> facts.ReportedStatus:
    """What was reported on a day."""
    return facts.ReportedStatus(
        reported_on=row.reported_on,
        status=row.status or None,
        not_rated_reason=row.not_rated_reason,
        rated_by=row.rated_by,
        reason=row.reason,
    )


def cost(row: CostLine) -> facts.Cost:
    """An amount as stated on a day."""
    return facts.Cost(
        kind=row.kind,
        scope=row.scope,
        stated_on=row.stated_on,
        amount=row.amount,
        currency=row.currency,
        withheld_reason=row.withheld_reason,
        period=row.period,
    )


def pause(row: ProgramPause) -> facts.Pause:
    """A time in which the program stood still."""
    return facts.Pause(paused_on=row.paused_on, resumed_on=row.resumed_on, reason=row.reason)
