"""Rows of programs and plans -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from programs.models.policy import PolicyInForce
from tracker.facts.minimums import MinimumTables, minimums, read_minimum_tables
from tracker.progress import facts

Rows = Mapping[int, Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Rows of one batch, grouped by the key of what they belong to, in the order the facts promise."""

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
    of_milestone = {"milestone__program__in": program_ids}
    links = MilestoneLink.objects.filter(successor__program__in=program_ids).select_related("predecessor")
    accepted = EvidenceUse.objects.filter(**of_milestone, evidence__accepted_on__isnull=False)
    gates = Gate.objects.filter(**of_program).select_related("item").only("program_id", "code", "item__uid")
    reviews = GateReview.objects.filter(gate__program__in=program_ids).only("gate_id", "outcome", "decided_on")
    locked = Baseline.objects.filter(**of_program, locked_on__isnull=False)
    items = BaselineItem.objects.filter(baseline__program__in=program_ids).select_related("milestone")
    return Tables(
        milestones=grouped(milestones_of(program_ids), "program_id"),
        predecessors=grouped(links.only("successor_id", "predecessor__uid").order_by("id"), "successor_id"),
        forecasts=grouped(
            MilestoneForecast.objects.filter(**of_milestone)
            .only("milestone_id", "stated_on", "finish_on")
            .order_by("stated_on", "id"),
            "milestone_id",
        ),
        uses=grouped(
            accepted.select_related("evidence")
            .only(
                "milestone_id",
                "evidence__level",
                "evidence__accepted_on",
                "evidence__revoked_on",
                "evidence__expires_on",
            )
            .order_by("evidence__accepted_on", "id"),
            "milestone_id",
        ),
        gates=grouped(gates.order_by("id"), "program_id"),
        flows=grouped(ProcessFlow.objects.filter(**of_program).order_by("position", "id"), "program_id"),
        reviews=grouped(reviews.order_by("decided_on", "id"), "gate_id"),
        baselines=grouped(locked.order_by("number"), "program_id"),
        baseline_items=grouped(
            items.only("baseline_id", "planned_on", "weight", "milestone__uid").order_by("planned_on", "id"),
            "baseline_id",
        ),
        statuses=grouped(StatusReport.objects.filter(**of_program).order_by("reported_on", "id"), "program_id"),
        costs=grouped(CostLine.objects.filter(**of_program).order_by("stated_on", "id"), "program_id"),
        pauses=grouped(ProgramPause.objects.filter(**of_program).order_by("paused_on", "id"), "program_id"),
        minimums=read_minimum_tables(program_ids, as_of=as_of),
        policies=Policy.objects.numbers_on(as_of, program_ids),
    )


def milestones_of(program_ids: Sequence[int]) -> models.QuerySet[Milestone]:
    """Milestones with the names of their owners and the gates they belong to, in one query."""
    return (
        Milestone.objects.filter(program__in=program_ids)
        .select_related("owner", "gate", "gate_of")
        .only(
            *("program_id", "uid", "name", "kind", "dimension", "step", "started_on", "removed_on"),
            *("minimum_evidence_level", "owner__name", "owner__email", "gate__code", "gate_of__code"),
        )
        .order_by("id")
    )


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
            facts.Gate(code=row.code, name=row.get_code_display(), item_uid=str(row.item.uid))
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


def item(milestone: Milestone, tables: Tables) -> facts.Item:
    """A milestone, or a gate's own item, with when it counted as accepted."""
    gate: Gate | None = getattr(milestone, "gate_of", None)
    if gate is not None:
        acceptances = passed_spans(tables.reviews[gate.pk])
    else:
        acceptances = accepted_spans(tables.uses[milestone.pk], level=milestone.minimum_evidence_level)
    needed_by = gate or milestone.gate
    return facts.Item(
        uid=str(milestone.uid),
        name=milestone.name,
        kind=milestone.kind,
        dimension=milestone.dimension,
        step=milestone.step,
        gate=needed_by.code if needed_by else "",
        owner=str(milestone.owner or ""),
        started_on=milestone.started_on,
        predecessors=tuple(str(link.predecessor.uid) for link in tables.predecessors[milestone.pk]),
        acceptances=acceptances,
        forecasts=tuple(
            facts.Forecast(stated_on=row.stated_on, finish_on=row.finish_on) for row in tables.forecasts[milestone.pk]
        ),
        removed_on=milestone.removed_on,
    )


def accepted_spans(uses: Iterable[EvidenceUse], *, level: int) -> tuple[facts.Acceptance, ...]:
    """Spans in which evidence of at least ``level`` stood accepted and in force; overlapping ones are joined.

    uses  in order of acceptance
    """
    enough = [use.evidence for use in uses if use.evidence.level >= level]
    return joined_spans((evidence.accepted_on, evidence.ends_on) for evidence in enough)


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
    """Spans in which the gate stood as passed; reviews in order of their day."""
    spans: list[facts.Acceptance] = []
    for review in reviews:
        passed = review.outcome == GateReview.Outcome.PASSED
        if passed:
            spans.append(facts.Acceptance(accepted_on=review.decided_on))
        elif spans and spans[-1].revoked_on is None:
            spans[-1] = facts.Acceptance(accepted_on=spans[-1].accepted_on, revoked_on=review.decided_on)
    return tuple(span for span in spans if span.accepted_on != span.revoked_on)


def baseline(row: Baseline, tables: Tables) -> facts.Baseline:
    """A locked plan with its items."""
    assert row.locked_on is not None, "only locked baselines are read"
    return facts.Baseline(
        number=row.number,
        locked_on=row.locked_on,
        reason=row.reason,
        items=tuple(
            facts.PlannedItem(uid=str(each.milestone.uid), planned_on=each.planned_on, weight=each.weight)
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
