"""Rows of governance -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from programs.compiled import given
from programs.models import ActionItem, CommitteeDecision, CriterionEvidence, GateCriterion, Waiver
from programs.models.evidence import end_of_evidence
from tracker.analysis.facts import governance as facts
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery, Rows, grouped
from tracker.facts.plan import joined_spans

WAIVER_COLUMNS = ("uid", "rule", "gate__code", "granted_on", "expires_on", "revoked_on")


def governance_facts(program_ids: Sequence[int]) -> Mapping[int, facts.GovernanceFacts]:
    """Facts of these programs by their keys: at most five queries, whatever their number."""
    criteria = criteria_of(programs=program_ids)
    by_program = grouped(criteria, "gate__program_id")
    uses = grouped(uses_of(criteria=[row.id for row in criteria]), "criterion_id")
    waivers = grouped(waivers_of(programs=program_ids), "program_id")
    decisions = grouped(decisions_of(programs=program_ids), "program_id")
    actions = grouped(actions_of(programs=program_ids), "program_id")
    return {
        key: facts.GovernanceFacts(
            criteria=tuple(criterion(each, uses) for each in by_program[key]),
            waivers=tuple(waiver(each) for each in waivers[key]),
            decisions=tuple(decision(each) for each in decisions[key]),
            actions=tuple(action(each) for each in actions[key]),
        )
        for key in program_ids
    }


@BatchQuery
def criteria_of() -> QuerySet[Any, Any]:
    """Criteria of the gates, in their order."""
    criteria = GateCriterion.objects.filter(gate__program__any_of=OF_PROGRAMS).order_by("gate_id", "position", "id")
    return criteria.values_list(
        *("id", "uid", "gate__program_id", "gate__code", "position", "statement"),
        *("minimum_evidence_level", "added_on", "removed_on"),
    )


@BatchQuery
def uses_of() -> QuerySet[Any, Any]:
    """Accepted evidence of the criteria, in order of acceptance."""
    uses = CriterionEvidence.objects.filter(criterion__any_of=given("criteria"), accepted_on__isnull=False)
    return uses.order_by("accepted_on", "id").values_list(
        *("criterion_id", "accepted_on", "evidence__level", "evidence__revoked_on", "evidence__expires_on")
    )


@BatchQuery
def waivers_of() -> QuerySet[Any, Any]:
    """Leave to pass over a rule, oldest first."""
    granted = Waiver.objects.filter(program__any_of=OF_PROGRAMS).order_by("granted_on", "id")
    return granted.values_list("program_id", *WAIVER_COLUMNS)


@BatchQuery
def decisions_of() -> QuerySet[Any, Any]:
    """Questions to the committees, oldest first."""
    asked = CommitteeDecision.objects.filter(program__any_of=OF_PROGRAMS).order_by("asked_on", "id")
    return asked.values_list(
        *("program_id", "uid", "question", "recommendation", "cost_of_waiting", "owner__name", "owner__email"),
        *("asked_on", "needed_by", "outcome", "decision", "decided_on", "done_on", "meeting__uid"),
    )


@BatchQuery
def actions_of() -> QuerySet[Any, Any]:
    """What people are to do, by the day on which it is due."""
    actions = ActionItem.objects.filter(program__any_of=OF_PROGRAMS).order_by("due_on", "id")
    return actions.values_list(
        *("program_id", "uid", "title", "owner__name", "owner__email", "raised_on", "due_on", "done_on")
    )


def criterion(row: Any, uses: Rows) -> facts.Criterion:
    """A criterion with the spans in which it was met."""
    enough = [use for use in uses[row.id] if use.evidence__level >= row.minimum_evidence_level]
    spans = joined_spans(
        (use.accepted_on, end_of_evidence(use.evidence__revoked_on, use.evidence__expires_on)) for use in enough
    )
    return facts.Criterion(
        uid=str(row.uid),
        gate=row.gate__code,
        position=row.position,
        statement=row.statement,
        added_on=row.added_on,
        removed_on=row.removed_on,
        met=tuple(facts.Span(since=each.accepted_on, until=each.revoked_on) for each in spans),
    )


def waiver(row: Any) -> facts.Waiver:
    """Leave to pass over a rule, from its ``WAIVER_COLUMNS``."""
    return facts.Waiver(
        uid=str(row.uid),
        rule=row.rule,
        gate=row.gate__code or "",
        granted_on=row.granted_on,
        expires_on=row.expires_on,
        revoked_on=row.revoked_on,
    )


def decision(row: Any) -> facts.CommitteeDecision:
    """A question to the committee and its answer."""
    return facts.CommitteeDecision(
        uid=str(row.uid),
        question=row.question,
        recommendation=row.recommendation,
        cost_of_waiting=row.cost_of_waiting,
        owner=row.owner__name or row.owner__email,
        asked_on=row.asked_on,
        needed_by=row.needed_by,
        outcome=row.outcome,
        decision=row.decision,
        decided_on=row.decided_on,
        done_on=row.done_on,
        meeting=str(row.meeting__uid or ""),
    )


def action(row: Any) -> facts.ActionItem:
    """Something that a person is to do."""
    return facts.ActionItem(
        uid=str(row.uid),
        title=row.title,
        owner=row.owner__name or row.owner__email,
        raised_on=row.raised_on,
        due_on=row.due_on,
        done_on=row.done_on,
    )
