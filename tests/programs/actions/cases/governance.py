"""Every action of governance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from programs.actions import action_items, approvals, committee_decisions, criteria, raid_items, waivers
from programs.models import Approval, CriterionEvidence, Evidence, GateCriterion, Program, User
from tests.factories import START, make_membership, make_user
from tests.factories import governance as make_governance
from tests.programs.actions.case import ANSWERING, COMMITTEE, LEAD, ON, ActionCase, itself

EVERYBODY = frozenset({"pmo_lead", "function_lead", "committee_member"})
LATER = START + timedelta(days=30)


def colleague(program: Program) -> User:
    """Somebody else who takes part in the program."""
    person = make_user()
    make_membership(person, program, "committee_member")
    return person


def in_the_role(program: Program, role: str) -> User:
    """Who has the role: in the tests, the member of the cast with that name when it takes part."""
    found = program.memberships.filter(role=role, valid_to=None).first()
    return found.user if found else make_user()


def asked_of_committee(program: Program) -> Approval:
    return make_governance.make_approval(program, approver=in_the_role(program, "committee_member"))


def of_function_lead(make: Callable[..., Any]) -> Callable[[Program], Any]:
    """A row that the function lead of the cast owns."""
    return lambda program: make(program, owner=in_the_role(program, "function_lead"))


def criterion_and_proof(program: Program) -> tuple[GateCriterion, Evidence]:
    """A criterion, and evidence that stands accepted for another one."""
    other = make_governance.make_criterion(program)
    return make_governance.make_criterion(program), make_governance.make_criterion_evidence(
        other, accepted_on=START
    ).evidence


def a_citation(program: Program) -> CriterionEvidence:
    """Accepted evidence cited for a criterion, which somebody has to accept."""
    return make_governance.cite(*criterion_and_proof(program))


CASES: dict[str, ActionCase] = {
    "criteria.add": ActionCase(
        LEAD, make_governance.a_gate, lambda it, by: criteria.add(it, by=by, statement="Every map is signed", **ON)
    ),
    "criteria.change": ActionCase(
        LEAD,
        make_governance.make_criterion,
        lambda it, by, **read: criteria.change(it, by=by, minimum_evidence_level=3, **read),
        versioned=True,
    ),
    "criteria.remove": ActionCase(
        LEAD,
        make_governance.make_criterion,
        lambda it, by, **read: criteria.remove(it, by=by, **ON, **read),
        versioned=True,
    ),
    "criteria.give_evidence": ActionCase(
        ANSWERING,
        make_governance.make_criterion,
        lambda it, by: criteria.give_evidence(it, by=by, level=2, title="Signed map", **ON),
    ),
    "criteria.cite_evidence": ActionCase(
        ANSWERING,
        criterion_and_proof,
        lambda it, by: criteria.cite_evidence(it[0], by=by, evidence=it[1], **ON),
    ),
    "criteria.accept_citation": ActionCase(
        COMMITTEE,
        a_citation,
        lambda it, by, **read: criteria.accept_citation(it, by=by, **ON, **read),
        versioned=True,
    ),
    "criteria.withdraw_citation": ActionCase(
        COMMITTEE,
        a_citation,
        lambda it, by, **read: criteria.withdraw_citation(it, by=by, **read),
        versioned=True,
    ),
    "waivers.grant": ActionCase(
        COMMITTEE,
        itself,
        lambda it, by: waivers.grant(it, by=by, rule="focusing_step", reason="Supplier left", expires_on=LATER, **ON),
    ),
    "waivers.revoke": ActionCase(
        COMMITTEE,
        make_governance.make_waiver,
        lambda it, by, **read: waivers.revoke(it, by=by, **ON, **read),
        versioned=True,
    ),
    "approvals.request": ActionCase(
        LEAD,
        itself,
        lambda it, by: approvals.request(it, by=by, approver=colleague(it), gate=make_governance.a_gate(it), **ON),
        refreshes=False,
    ),
    "approvals.answer": ActionCase(
        frozenset({"committee_member"}),
        asked_of_committee,
        lambda it, by, **read: approvals.answer(it, by=by, answer="approved", **ON, **read),
        refreshes=False,
        versioned=True,
    ),
    "approvals.withdraw": ActionCase(
        LEAD,
        make_governance.make_approval,
        lambda it, by, **read: approvals.withdraw(it, by=by, reason="Asked of the wrong person", **ON, **read),
        refreshes=False,
        versioned=True,
    ),
    "raid_items.raise_item": ActionCase(
        EVERYBODY,
        itself,
        lambda it, by: raid_items.raise_item(it, by=by, kind="risk", title="The supplier is late", **ON),
        refreshes=False,
    ),
    "raid_items.change": ActionCase(
        ANSWERING,
        of_function_lead(make_governance.make_raid_item),
        lambda it, by, **read: raid_items.change(it, by=by, probability=4, **read),
        refreshes=False,
        versioned=True,
    ),
    "raid_items.close": ActionCase(
        ANSWERING,
        of_function_lead(make_governance.make_raid_item),
        lambda it, by, **read: raid_items.close(it, by=by, outcome="It passed", **ON, **read),
        refreshes=False,
        versioned=True,
    ),
    "committee_decisions.ask": ActionCase(
        EVERYBODY,
        itself,
        lambda it, by: committee_decisions.ask(
            it, by=by, question="Buy it?", recommendation="Yes", owner=colleague(it), **ON
        ),
    ),
    "committee_decisions.change": ActionCase(
        ANSWERING,
        of_function_lead(make_governance.make_question),
        lambda it, by, **read: committee_decisions.change(it, by=by, recommendation="No", **read),
        versioned=True,
    ),
    "committee_decisions.decide": ActionCase(
        COMMITTEE,
        make_governance.make_question,
        lambda it, by, **read: committee_decisions.decide(it, by=by, outcome="agreed", **ON, **read),
        versioned=True,
    ),
    "committee_decisions.mark_done": ActionCase(
        ANSWERING,
        of_function_lead(make_governance.make_agreed),
        lambda it, by, **read: committee_decisions.mark_done(it, by=by, **ON, **read),
        versioned=True,
    ),
    "action_items.assign": ActionCase(
        EVERYBODY,
        itself,
        lambda it, by: action_items.assign(it, by=by, title="Call them", owner=colleague(it), due_on=LATER, **ON),
    ),
    "action_items.change": ActionCase(
        ANSWERING,
        of_function_lead(make_governance.make_action_item),
        lambda it, by, **read: action_items.change(it, by=by, due_on=LATER, **read),
        versioned=True,
    ),
    "action_items.finish": ActionCase(
        ANSWERING,
        of_function_lead(make_governance.make_action_item),
        lambda it, by, **read: action_items.finish(it, by=by, **ON, **read),
        versioned=True,
    ),
}
