from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.milestones import check_kept
from programs.errors import NotAllowed, Refused
from programs.evidence_ends import last_day_by_policy
from programs.models import Evidence, EvidenceLevel, EvidenceUse, GateCriterion, Milestone, User
from programs.periods import day_name


class EvidenceFields(TypedDict, total=False):
    level: int
    title: str
    reference: str
    expires_on: date | None


@action
def give(milestones: Sequence[Milestone], *, by: User, on: date, **fields: Unpack[EvidenceFields]) -> Evidence:
    """Evidence for milestones of one program, waiting to be accepted by somebody else."""
    check_happened(on)
    if not milestones or len({each.program_id for each in milestones}) != 1:
        raise Refused("other_program", "Evidence speaks for milestones of one program.", field="milestones")
    for milestone in milestones:
        require(by, "give_evidence", milestone)
        check_kept(milestone)
        if milestone.kind == Milestone.Kind.GATE:
            raise Refused("gate_needs_review", "A gate is passed by its review, not by evidence.", field="milestones")
    evidence = save_checked(Evidence(program=milestones[0].program, given_by=by, given_on=on, **fields))
    for milestone in milestones:
        save_checked(EvidenceUse(evidence=evidence, milestone=milestone))
    refresh([evidence.program_id])
    return evidence


@action
def accept(
    evidence: Evidence, *, by: User, on: date, expires_on: date | None = None, version: int | None = None
) -> Evidence:
    """The evidence accepted, so that its milestones earn; by another person than gave it or owns them.

    expires_on  the last day on which it counts; when left out the one that was given with it, else the policy's
    """
    require(by, "accept_evidence", evidence)
    check_happened(on)
    evidence = lock(evidence, version=version)
    if evidence.accepted_on is not None:
        raise Refused("already_accepted", "This evidence was accepted already.")
    if by.pk == evidence.given_by_id:
        raise NotAllowed("You gave this evidence: somebody else must accept it.")
    served = Milestone.objects.filter(evidence_uses__evidence=evidence)
    if served.filter(owner=by).exists():
        raise NotAllowed("You own a milestone that this evidence is for: somebody else must accept it.")
    criteria = GateCriterion.objects.kept().filter(evidence_uses__evidence=evidence)
    if criteria.filter(gate__item__owner=by).exists():
        raise NotAllowed("You own the gate that this evidence is for: somebody else must accept it.")
    too_high = {"minimum_evidence_level__gt": evidence.level}
    short = served.filter(**too_high).first() or criteria.filter(**too_high).first()
    if short is not None:
        needed = EvidenceLevel(short.minimum_evidence_level).label
        raise Refused("evidence_too_weak", f"{short} needs {needed} or more.", field="level")
    last_day = expires_on or evidence.expires_on or last_day_by_policy(evidence, on=on)
    if last_day is not None and last_day < on:
        message = f"It would count on no day: its last day is {day_name(last_day)}."
        raise Refused("never_counts", message, field="expires_on")
    evidence = change_fields(evidence, {"accepted_by": by, "accepted_on": on, "expires_on": last_day})
    for use in evidence.criterion_uses.select_for_update().filter(accepted_on=None).order_by("pk"):
        change_fields(use, {"accepted_by": by, "accepted_on": on})
    refresh([evidence.program_id])
    return evidence


@action
def revoke(evidence: Evidence, *, by: User, on: date, reason: str, version: int | None = None) -> Evidence:
    """An acceptance taken back from ``on``; what was earned before stays in the history."""
    require(by, "accept_evidence", evidence)
    check_happened(on)
    evidence = lock(evidence, version=version)
    if evidence.accepted_on is None or evidence.revoked_on is not None:
        raise Refused("not_accepted", "Only accepted evidence can be revoked.")
    evidence = change_fields(evidence, {"revoked_by": by, "revoked_on": on, "revocation_reason": reason})
    refresh([evidence.program_id])
    return evidence
