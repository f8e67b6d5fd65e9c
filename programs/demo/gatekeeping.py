"""What gates ask for and who lets them pass: criteria with their evidence, waivers, and approvals."""

from __future__ import annotations

from datetime import date

from programs.actions import approvals, criteria, evidence, waivers
from programs.actions.approvals import Subject
from programs.demo.governance_story import ApprovalStory, CriterionStory, WaiverStory
from programs.demo.telling import Telling
from programs.models import User


def tell_gatekeeping(telling: Telling) -> None:
    record = telling.story.record
    for criterion in record.criteria:
        telling.at(telling.story.planned, add, criterion)
        if criterion.given is not None:
            telling.at(criterion.given, prove, criterion)
        if criterion.accepted is not None:
            telling.at(criterion.accepted, accept, criterion)
    for waiver in record.waivers:
        telling.at(waiver.on, grant, waiver)
        if waiver.revoked is not None:
            telling.at(waiver.revoked, revoke, waiver)
    for approval in record.approvals:
        telling.at(approval.on, request, approval)
        if approval.answered is not None:
            telling.at(approval.answered, answer, approval)


def add(telling: Telling, told: CriterionStory, on: date) -> None:
    telling.criteria[told] = criteria.add(
        telling.gates[told.gate], by=telling.pmo, on=on, statement=told.statement, minimum_evidence_level=told.level
    )


def prove(telling: Telling, told: CriterionStory, on: date) -> None:
    telling.proofs[told] = criteria.give_evidence(
        telling.criteria[told],
        by=telling.person(told.giver),
        on=on,
        level=told.level,
        title=told.proof,
        reference=f"Program folder {telling.story.code}, gate {told.gate}",
    ).evidence


def accept(telling: Telling, told: CriterionStory, on: date) -> None:
    """By the chair of the committee: the PMO lead owns the gates."""
    evidence.accept(telling.proofs[told], by=telling.chair, on=on)


def granter(telling: Telling, told: WaiverStory) -> User:
    return telling.stage.people[told.by] if told.by else telling.chair


def grant(telling: Telling, told: WaiverStory, on: date) -> None:
    telling.waivers[told.key] = waivers.grant(
        telling.program,
        by=granter(telling, told),
        on=on,
        expires_on=telling.days.intended(told.until),
        rule=told.rule,
        reason=told.reason,
        gate=telling.gates.get(told.gate),
    )


def revoke(telling: Telling, told: WaiverStory, on: date) -> None:
    waivers.revoke(telling.waivers[told.key], by=granter(telling, told), on=on)


def request(telling: Telling, told: ApprovalStory, on: date) -> None:
    telling.approvals[told] = approvals.request(
        telling.program,
        by=telling.pmo,
        approver=telling.stage.people[told.of],
        on=on,
        due_on=None if told.due is None else telling.days.intended(told.due),
        **subject_of(telling, told),
    )


def subject_of(telling: Telling, told: ApprovalStory) -> Subject:
    """The one thing that is to be approved."""
    if told.gate:
        return {"gate": telling.gates[told.gate]}
    if told.waiver:
        return {"waiver": telling.waivers[told.waiver]}
    return {"baseline": telling.program.baselines.get(number=told.baseline or 1)}


def answer(telling: Telling, told: ApprovalStory, on: date) -> None:
    approval = telling.approvals[told]
    approvals.answer(approval, by=approval.approver, answer=told.answer, on=on, note=told.note)
