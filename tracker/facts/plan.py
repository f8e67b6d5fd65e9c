"""Rows of programs and plans -> facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from programs.models import Gate, GateReview, Program
from programs.models.evidence import end_of_evidence
from programs.models.policy import PolicyInForce
from tracker.facts.minimums import minimums
from tracker.facts.plan_rows import Tables
from tracker.progress import facts


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
                open_passes=open_pass_spans(tables.reviews[row.id]),
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


def passed_spans(reviews: Iterable[Any]) -> tuple[facts.Acceptance, ...]:
    """Spans in which the gate stood as passed with nothing open; reviews in order of their day."""
    spans: list[facts.Acceptance] = []
    for review in reviews:
        passed = review.outcome == GateReview.Outcome.PASSED and not review.open_count
        if passed:
            spans.append(facts.Acceptance(accepted_on=review.decided_on))
        elif spans and spans[-1].revoked_on is None:
            spans[-1] = facts.Acceptance(accepted_on=spans[-1].accepted_on, revoked_on=review.decided_on)
    return tuple(span for span in spans if span.accepted_on != span.revoked_on)


def open_pass_spans(reviews: Iterable[Any]) -> tuple[facts.OpenPass, ...]:
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


def baseline(row: Any, tables: Tables) -> facts.Baseline:
    """A locked plan with its items."""
    assert row.locked_on is not None, "only locked baselines are read"
    return facts.Baseline(
        number=row.number,
        locked_on=row.locked_on,
        reason=row.reason,
        items=tuple(
            facts.PlannedItem(uid=tables.uids[each.milestone_id], planned_on=each.planned_on, weight=each.weight)
            for each in tables.baseline_items[row.id]
        ),
    )


def reported_status(row: Any) -> facts.ReportedStatus:
    """What was reported on a day."""
    return facts.ReportedStatus(
        reported_on=row.reported_on,
        status=row.status or None,
        not_rated_reason=row.not_rated_reason,
        rated_by=row.rated_by,
        reason=row.reason,
    )


def cost(row: Any) -> facts.Cost:
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


def pause(row: Any) -> facts.Pause:
    """A time in which the program stood still."""
    return facts.Pause(paused_on=row.paused_on, resumed_on=row.resumed_on, reason=row.reason)
