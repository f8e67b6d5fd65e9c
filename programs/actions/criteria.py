"""What must be true for a gate to be passed, and the evidence that says so."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.evidence import EvidenceFields
from programs.errors import Refused
from programs.models import CriterionEvidence, Evidence, EvidenceLevel, Gate, GateCriterion, GateReview, User


class CriterionFields(TypedDict, total=False):
    statement: str
    minimum_evidence_level: int
    position: int


@action
def add(gate: Gate, *, by: User, **fields: Unpack[CriterionFields]) -> GateCriterion:
    """A new criterion of the gate; the last one unless a position is given."""
    require(by, "plan_program", gate.program)
    gate = lock(gate)
    check_undecided(gate)
    check_says_it_once(gate, fields.get("statement", ""))
    last = gate.criterion_list.kept().order_by("-position").first()
    position = fields.pop("position", last.position + 1 if last else 1)
    criterion = save_checked(GateCriterion(gate=gate, position=position, **fields))
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
    criterion = change_fields(criterion, {"removed_on": on})
    refresh([criterion.gate.program_id])
    return criterion


@action
def give_evidence(
    criterion: GateCriterion, *, by: User, on: date, **fields: Unpack[EvidenceFields]
) -> CriterionEvidence:
    """Evidence for the criterion, waiting to be accepted by somebody else; by any lead, or who owns the gate."""
    gate = criterion.gate
    if not by.has_perm("programs.give_evidence", gate.item):
        require(by, "record_fact", gate.program)
    check_happened(on)
    check_stands(criterion)
    if fields.get("level", EvidenceLevel.ASSERTION) < criterion.minimum_evidence_level:
        needed = EvidenceLevel(criterion.minimum_evidence_level).label
        raise Refused("evidence_too_weak", f"The criterion needs {needed} or more.", field="level")
    evidence = save_checked(Evidence(program=gate.program, given_by=by, given_on=on, **fields))
    use = save_checked(CriterionEvidence(criterion=criterion, evidence=evidence))
    refresh([gate.program_id])
    return use


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
