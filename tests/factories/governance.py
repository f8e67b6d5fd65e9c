"""Makers of rows of governance."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from programs.models import (
    ActionItem,
    Approval,
    Committee,
    CommitteeDecision,
    CommitteeMandate,
    CommitteeMember,
    CriterionEvidence,
    Evidence,
    Gate,
    GateCriterion,
    Meeting,
    Program,
    RaidItem,
    User,
    Waiver,
)
from tests.factories.plan import START, make_gate, make_user, serial


def a_gate(program: Program) -> Gate:
    """The first gate of the program, made when there is none."""
    return program.gates.first() or make_gate(program)


def make_criterion(program: Program, *, gate: Gate | None = None, **given: Any) -> GateCriterion:
    """A criterion that a document meets."""
    gate = gate or a_gate(program)
    values = {
        "statement": f"Map {next(serial)} is signed",
        "position": gate.criterion_list.count() + 1,
        "added_on": START,
    } | given
    return GateCriterion.objects.create(gate=gate, **values)


def make_criterion_evidence(
    criterion: GateCriterion, *, accepted_on: date | None = None, **given: Any
) -> CriterionEvidence:
    """Evidence for the criterion, given on START, accepted by somebody else when a day is given."""
    program = criterion.gate.program
    values: dict[str, Any] = {"level": 2, "title": "Signed map", "given_by": make_user(), "given_on": START}
    if accepted_on is not None:
        values |= {"accepted_by": make_user(), "accepted_on": accepted_on}
    evidence = Evidence.objects.create(program=program, **values | given)
    return cite(criterion, evidence, accepted_by=evidence.accepted_by, accepted_on=evidence.accepted_on)


def cite(criterion: GateCriterion, evidence: Evidence, **given: Any) -> CriterionEvidence:
    """The evidence cited for the criterion by who gave it, on the day it was given; nobody has accepted that yet."""
    values = {"cited_by": evidence.given_by, "cited_on": evidence.given_on} | given
    return CriterionEvidence.objects.create(criterion=criterion, evidence=evidence, **values)


def make_waiver(program: Program, *, granted_on: date = START, **given: Any) -> Waiver:
    """Leave to skip a focusing step for thirty days."""
    values = {"rule": "focusing_step", "reason": "The supplier left", "granted_by": make_user()} | given
    return Waiver.objects.create(
        **{"program": program, "granted_on": granted_on, "expires_on": granted_on + timedelta(days=30)} | values
    )


def make_approval(program: Program, **given: Any) -> Approval:
    """A request to somebody to approve the first gate."""
    values: dict[str, Any] = {"requested_on": START} | given
    if not values.keys() & {"gate", "baseline", "waiver"}:
        values["gate"] = a_gate(program)
    for name in ("approver", "requested_by"):
        values.setdefault(name, None)
        values[name] = values[name] or make_user()
    return Approval.objects.create(program=program, **values)


def make_raid_item(program: Program, **given: Any) -> RaidItem:
    """An open risk without an owner."""
    values = {"kind": "risk", "title": f"Item {next(serial)}", "raised_by": make_user(), "raised_on": START} | given
    return RaidItem.objects.create(program=program, **values)


def make_question(program: Program, **given: Any) -> CommitteeDecision:
    """A question that nobody decided yet."""
    values = {"question": f"Question {next(serial)}", "recommendation": "Agree", "asked_on": START} | given
    for name in ("owner", "asked_by"):
        values.setdefault(name, None)
        values[name] = values[name] or make_user()
    return CommitteeDecision.objects.create(program=program, **values)


def make_agreed(program: Program, **given: Any) -> CommitteeDecision:
    """A question that the committee agreed to on START."""
    return make_question(program, **{"outcome": "agreed", "decided_by": make_user(), "decided_on": START} | given)


def make_action_item(program: Program, **given: Any) -> ActionItem:
    """An action that is due a week after START."""
    values: dict[str, Any] = {
        "title": f"Action {next(serial)}",
        "due_on": START + timedelta(days=7),
        "raised_on": START,
    } | given
    for name in ("owner", "raised_by"):
        values.setdefault(name, None)
        values[name] = values[name] or make_user()
    return ActionItem.objects.create(program=program, **values)


def steering_committee(program: Program) -> Committee:
    """A committee that steers the program since START."""
    committee = Committee.objects.create(name=f"Board {next(serial)}")
    CommitteeMandate.objects.create(committee=committee, program=program, valid_from=START)
    return committee


def board_meeting(program: Program, *, on: date = START) -> Meeting:
    """A meeting of a committee that steers the program."""
    return Meeting.objects.create(committee=steering_committee(program), scheduled_on=on)


def seat_with_delegate(program: Program, member: User, delegate: User) -> CommitteeMember:
    """A seat in a committee of the program, whose holder may be stood in for."""
    committee = steering_committee(program)
    return CommitteeMember.objects.create(committee=committee, user=member, delegate=delegate, valid_from=START)
