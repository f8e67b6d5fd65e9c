"""Rows of governance -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from programs.models import ActionItem, CommitteeDecision, CriterionEvidence, GateCriterion, Waiver
from tracker.analysis.facts import governance as facts
from tracker.facts.plan import Rows, grouped, joined_spans


def governance_facts(program_ids: Sequence[int]) -> Mapping[int, facts.GovernanceFacts]:
    """Facts of these programs by their keys: five queries, whatever their number."""
    of_program = {"program__in": program_ids}
    criteria = GateCriterion.objects.filter(gate__program__in=program_ids).select_related("gate")
    criteria_of: dict[int, list[GateCriterion]] = {key: [] for key in program_ids}
    for row in criteria.order_by("gate_id", "position", "id"):
        criteria_of[row.gate.program_id].append(row)
    uses = grouped(
        CriterionEvidence.objects.filter(criterion__gate__program__in=program_ids, accepted_on__isnull=False)
        .select_related("evidence")
        .only("criterion_id", "accepted_on", "evidence__level", "evidence__revoked_on", "evidence__expires_on")
        .order_by("accepted_on", "id"),
        "criterion_id",
    )
    waivers = Waiver.objects.filter(**of_program).select_related("gate").order_by("granted_on", "id")
    decisions = (
        CommitteeDecision.objects.filter(**of_program).select_related("owner", "meeting").order_by("asked_on", "id")
    )
    actions = ActionItem.objects.filter(**of_program).select_related("owner").order_by("due_on", "id")
    waivers_of, decisions_of, actions_of = (grouped(rows, "program_id") for rows in (waivers, decisions, actions))
    return {
        key: facts.GovernanceFacts(
            criteria=tuple(criterion(each, uses) for each in criteria_of[key]),
            waivers=tuple(waiver(each) for each in waivers_of[key]),
            decisions=tuple(decision(each) for each in decisions_of[key]),
            actions=tuple(action(each) for each in actions_of[key]),
        )
        for key in program_ids
    }


def criterion(row: GateCriterion, uses: Rows) -> facts.Criterion:
    """A criterion with the spans in which it was met."""
    enough = [use for use in uses[row.pk] if use.evidence.level >= row.minimum_evidence_level]
    spans = joined_spans((use.accepted_on, use.evidence.ends_on) for use in enough)
    return facts.Criterion(
        uid=str(row.uid),
        gate=row.gate.code,
        position=row.position,
        statement=row.statement,
        added_on=row.added_on,
        removed_on=row.removed_on,
        met=tuple(facts.Span(since=each.accepted_on, until=each.revoked_on) for each in spans),
    )


def waiver(row: Waiver) -> facts.Waiver:
    """Leave to pass over a rule."""
    return facts.Waiver(
        uid=str(row.uid),
        rule=row.rule,
        gate=row.gate.code if row.gate is not None else "",
        granted_on=row.granted_on,
        expires_on=row.expires_on,
        revoked_on=row.revoked_on,
    )


def decision(row: CommitteeDecision) -> facts.CommitteeDecision:
    """A question to the committee and its answer."""
    return facts.CommitteeDecision(
        uid=str(row.uid),
        question=row.question,
        recommendation=row.recommendation,
        cost_of_waiting=row.cost_of_waiting,
        owner=str(row.owner),
        asked_on=row.asked_on,
        needed_by=row.needed_by,
        outcome=row.outcome,
        decision=row.decision,
        decided_on=row.decided_on,
        done_on=row.done_on,
        meeting=str(row.meeting.uid) if row.meeting is not None else "",
    )


def action(row: ActionItem) -> facts.ActionItem:
    """Something that a person is to do."""
    return facts.ActionItem(
        uid=str(row.uid),
        title=row.title,
        owner=str(row.owner),
        raised_on=row.raised_on,
        due_on=row.due_on,
        done_on=row.done_on,
    )
