"""What must be true for a gate to be passed, and the evidence that says so."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.evidence import EvidenceFields
from programs.actions.governance_checks import check_not_before, check_of_program
from programs.errors import NotAllowed, Refused
from programs.models import CriterionEvidence, Evidence, EvidenceLevel, Gate, GateCriterion, GateReview, User


class CriterionFields(TypedDict, total=False):
    statement: str
    minimum_evidence_level: int
    position: int


@action
def add(gate: Gate, *, by: User, on: date, **fields: Unpack[CriterionFields]) -> GateCriterion:
    """A new criterion of the gate, which counts from ``on``; the last one unless a position is given."""
    require(by, "plan_program", gate.program)
    check_happened(on)
    gate = lock(gate)
    check_undecided(gate)
    check_says_it_once(gate, fields.get("statement", ""))
    last = gate.criterion_list.kept().order_by("-position").first()
    position = fields.pop("position", last.position + 1 if last else 1)
    criterion = save_checked(GateCriterion(gate=gate, position=position, added_on=on, **fields))
    refresh([gate.program_id])
    return criterion


@action
def change(
    criterion: GateCriterion, *, by: User, version: int | None = None, **fields: Unpack[CriterionFields]
) -> GateCriterion:
    """The criterion in other words, with another level or at another place."""
    require(by, "plan_program", criterion.gate.program)
    criterion = lock(criterion, version=version)
    check_stands(criterion)
    check_undecided(criterion.gate)
    if fields.get("statement", criterion.statement) != criterion.statement:
        check_says_it_once(criterion.gate, fields["statement"])
    criterion = change_fields(criterion, dict(fields))
    refresh([criterion.gate.program_id])
    return criterion


@action
def remove(criterion: GateCriterion, *, by: User, on: date, version: int | None = None) -> GateCriterion:
    """The criterion off its gate from ``on``; it and its evidence can still be read."""
    require(by, "plan_program", criterion.gate.program)
    check_happened(on)
    criterion = lock(criterion, version=version)
    check_stands(criterion)
    check_undecided(criterion.gate)
    check_not_before(on, criterion.added_on, what="It was added")
    criterion = change_fields(criterion, {"removed_on": on})
    refresh([criterion.gate.program_id])
    return criterion


@action
def give_evidence(
    criterion: GateCriterion, *, by: User, on: date, **fields: Unpack[EvidenceFields]
) -> CriterionEvidence:
    """Evidence for the criterion, waiting to be accepted by somebody else; by any lead, or who owns the gate."""
    gate = criterion.gate
    require_giver(gate, by)
    check_happened(on)
    check_stands(criterion)
    check_is_enough(criterion, fields.get("level", EvidenceLevel.ASSERTION), field="level")
    evidence = save_checked(Evidence(program=gate.program, given_by=by, given_on=on, **fields))
    use = save_checked(CriterionEvidence(criterion=criterion, evidence=evidence, cited_by=by, cited_on=on))
    refresh([gate.program_id])
    return use


@action
def cite_evidence(criterion: GateCriterion, *, by: User, on: date, evidence: Evidence) -> CriterionEvidence:
    """Accepted evidence of the program cited for the criterion too, waiting until somebody else accepts that."""
    gate = criterion.gate
    require_giver(gate, by)
    check_happened(on)
    check_stands(criterion)
    check_of_program(gate.program, evidence, field="evidence")
    evidence = lock(evidence)
    if evidence.accepted_on is None or evidence.revoked_on is not None:
        raise Refused("not_accepted", "Cite evidence that stands accepted.", field="evidence")
    check_not_before(on, evidence.accepted_on, what="It was accepted")
    check_is_enough(criterion, evidence.level, field="evidence")
    if criterion.evidence_uses.filter(evidence=evidence).exists():
        raise Refused("cited_already", "This evidence speaks for the criterion already.", field="evidence")
    use = save_checked(CriterionEvidence(criterion=criterion, evidence=evidence, cited_by=by, cited_on=on))
    refresh([gate.program_id])
    return use


@action
def accept_citation(use: CriterionEvidence, *, by: User, on: date, version: int | None = None) -> CriterionEvidence:
    """Evidence that was cited speaks for the criterion from ``on``; by another person than cited or gave it.

    Who owns the gate accepts nothing for it.
    """
    require(by, "accept_evidence", use.evidence)
    check_happened(on)
    use = lock(use, version=version)
    given, gate = use.evidence, use.criterion.gate
    if use.accepted_on is not None:
        raise Refused("already_accepted", "This was accepted already.")
    if given.accepted_on is None or given.revoked_on is not None:
        raise Refused("not_accepted", "The evidence itself does not stand accepted.")
    if by.pk in (use.cited_by_id, given.given_by_id, gate.item.owner_id):
        raise NotAllowed("You gave or cited this evidence, or own the gate: somebody else must accept it.")
    check_not_before(on, use.cited_on, what="It was cited")
    use = change_fields(use, {"accepted_by": by, "accepted_on": on})
    refresh([gate.program_id])
    return use


@action
def withdraw_citation(use: CriterionEvidence, *, by: User, version: int | None = None) -> None:
    """The criterion without evidence that was cited for it; the evidence itself, and what else it is for, stays.

    By whoever cited it while nobody has accepted that, else by whoever may accept evidence. It leaves a tombstone.
    """
    gate = use.criterion.gate
    if use.accepted_on is not None or by.pk != use.cited_by_id:
        require(by, "accept_evidence", use.evidence)
    use = lock(use, version=version)
    check_undecided(gate)
    if not use.is_citation():
        message = "This evidence was given for the criterion itself: take its acceptance back instead."
        raise Refused("not_a_citation", message)
    use.delete()
    refresh([gate.program_id])


def require_giver(gate: Gate, by: User) -> None:
    """Returns for any lead of the program and for who owns the gate; else raises NotAllowed."""
    if not by.has_perm("programs.give_evidence", gate.item):
        require(by, "record_fact", gate.program)


def check_is_enough(criterion: GateCriterion, level: int, *, field: str) -> None:
    """Returns when evidence of the level proves what the criterion needs."""
    if level < criterion.minimum_evidence_level:
        needed = EvidenceLevel(criterion.minimum_evidence_level).label
        raise Refused("evidence_too_weak", f"The criterion needs {needed} or more.", field=field)


def check_stands(criterion: GateCriterion) -> None:
    """Returns when the criterion is one of its gate still; else raises Refused."""
    if criterion.removed_on is not None:
        raise Refused("criterion_removed", "This criterion was taken off its gate.")


def check_says_it_once(gate: Gate, statement: str) -> None:
    """Returns unless the gate states the same already."""
    if gate.criterion_list.kept().filter(statement=statement).exists():
        raise Refused("stated_already", "The gate has this criterion already.", field="statement")


def check_undecided(gate: Gate) -> None:
    """Returns unless the gate stands as passed: what it was passed for must stay what it was."""
    last = gate.reviews.order_by("-decided_on", "-id").first()
    if last is not None and last.outcome == GateReview.Outcome.PASSED:
        raise Refused("gate_passed", "The gate was passed by these criteria: the committee must send it back first.")
