"""What can never be true of criteria, waivers, approvals, the log, decisions and actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from programs.models import Approval, GateCriterion, Program
from tests.factories import START, make_baseline, make_user
from tests.factories import governance as make_governance
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db
YESTERDAY = START - timedelta(days=1)
WITHDRAWN: dict[str, Any] = {"withdrawn_by": "somebody", "withdrawn_on": START, "withdrawal_reason": "Not needed"}


def written(make: Callable[..., Any], **values: Any) -> Write:
    """Makes the row with these values; people are made when it is written."""
    return lambda program: make(program, **people(values))


def people(values: dict[str, Any]) -> dict[str, Any]:
    """The values with a person in place of the word."""
    return {name: make_user() if value == "somebody" else value for name, value in values.items()}


def criterion_twice(program: Program) -> None:
    for _ in range(2):
        make_governance.make_criterion(program, statement="The map is signed")


def evidence_twice(program: Program) -> None:
    use = make_governance.make_criterion_evidence(make_governance.make_criterion(program))
    make_governance.cite(use.criterion, use.evidence)


def cited(**given: Any) -> Write:
    """Evidence of a criterion cited for another with these values."""

    def write(program: Program) -> None:
        given_one = make_governance.make_criterion_evidence(make_governance.make_criterion(program)).evidence
        make_governance.cite(make_governance.make_criterion(program), given_one, **people(given))

    return write


def accepted_by_who_cited(program: Program) -> None:
    person = make_user()
    cited(cited_by=person, accepted_by=person, accepted_on=START)(program)


def answered_by_who_asked(program: Program) -> None:
    asker = make_user()
    make_governance.make_approval(program, requested_by=asker, answer="approved", answered_by=asker, answered_on=START)


def approval_of_two(program: Program) -> Approval:
    gate = make_governance.a_gate(program)
    return make_governance.make_approval(program, gate=gate, baseline=make_baseline(program))


CASES: dict[str, Write] = {
    "gate_states_a_criterion_once": criterion_twice,
    "criterion_needs_more_than_an_assertion": written(make_governance.make_criterion, minimum_evidence_level=0),
    "criterion_needs_more_than_an_assertion/2": written(make_governance.make_criterion, minimum_evidence_level=5),
    "evidence_speaks_for_a_criterion_once": evidence_twice,
    "waiver_of_a_gate_names_the_gate": written(make_governance.make_waiver, rule="gate"),
    "waiver_of_a_gate_names_the_gate/2": lambda program: make_governance.make_waiver(
        program, gate=make_governance.a_gate(program)
    ),
    "waiver_expires_after_it_was_granted": written(make_governance.make_waiver, expires_on=YESTERDAY),
    "waiver_has_a_reason": written(make_governance.make_waiver, reason=""),
    "waiver_revocation_names_person_and_day": written(make_governance.make_waiver, revoked_on=START),
    "approval_is_of_one_thing": approval_of_two,
    "approval_is_of_one_thing/2": written(make_governance.make_approval, gate=None),
    "approval_answer_names_person_and_day": written(make_governance.make_approval, answer="approved"),
    "approval_answer_names_person_and_day/2": written(
        make_governance.make_approval, answered_by="somebody", answered_on=START
    ),
    "approval_is_answered_by_another_person": answered_by_who_asked,
    "rejection_says_why": written(
        make_governance.make_approval, answer="rejected", answered_by="somebody", answered_on=START
    ),
    "approval_withdrawal_names_person_day_and_reason": written(
        make_governance.make_approval, withdrawn_by="somebody", withdrawn_on=START
    ),
    "approval_withdrawal_names_person_day_and_reason/2": written(
        make_governance.make_approval, withdrawal_reason="Not needed"
    ),
    "approval_is_answered_or_withdrawn": written(
        make_governance.make_approval, **WITHDRAWN, answer="approved", answered_by="somebody", answered_on=START
    ),
    "approval_is_withdrawn_after_it_was_asked_for": written(
        make_governance.make_approval, **WITHDRAWN | {"withdrawn_on": YESTERDAY}
    ),
    "criterion_is_removed_after_it_was_added": written(make_governance.make_criterion, removed_on=YESTERDAY),
    "citation_acceptance_names_person_and_day": cited(accepted_on=START),
    "citation_is_accepted_after_it_was_made": cited(accepted_by="somebody", accepted_on=YESTERDAY),
    "citation_is_accepted_by_another_person": accepted_by_who_cited,
    "raid_ratings_are_from_1_to_5": written(make_governance.make_raid_item, probability=6),
    "raid_ratings_are_from_1_to_5/2": written(make_governance.make_raid_item, impact=0),
    "raid_close_names_person_and_day": written(make_governance.make_raid_item, closed_on=START, outcome="Passed"),
    "raid_item_closes_after_it_was_raised_and_says_how": written(
        make_governance.make_raid_item, closed_by="somebody", closed_on=START
    ),
    "raid_item_closes_after_it_was_raised_and_says_how/2": written(
        make_governance.make_raid_item, closed_by="somebody", closed_on=YESTERDAY, outcome="Passed"
    ),
    "committee_decision_names_person_and_day": written(make_governance.make_question, outcome="agreed"),
    "committee_decision_names_person_and_day/2": written(make_governance.make_agreed, decided_on=YESTERDAY),
    "only_what_was_agreed_is_done": written(make_governance.make_agreed, outcome="declined", done_on=START),
    "only_what_was_agreed_is_done/2": written(make_governance.make_agreed, done_on=YESTERDAY),
    "action_item_names_who_did_it_and_when": written(make_governance.make_action_item, done_on=START),
    "action_item_is_done_after_it_was_raised": written(
        make_governance.make_action_item, done_by="somebody", done_on=YESTERDAY
    ),
}


@refusals(CASES)
def test_the_database_refuses_it(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


def test_a_criterion_may_be_stated_again_once_it_was_taken_off(program: Program) -> None:
    make_governance.make_criterion(program, statement="The map is signed", removed_on=START)

    make_governance.make_criterion(program, statement="The map is signed")

    assert GateCriterion.objects.kept().count() == 1


@pytest.mark.parametrize(
    ("day", "revoked_after", "holds"),
    [
        (-1, None, False),
        (0, None, True),
        (30, None, True),
        (31, None, False),
        (4, 5, True),
        (5, 5, False),
        (0, 0, False),
    ],
)
def test_a_waiver_holds_from_its_first_to_its_last_day(
    day: int, revoked_after: int | None, holds: bool, program: Program
) -> None:
    waiver = make_governance.make_waiver(program)
    if revoked_after is not None:
        waiver.revoked_on = START + timedelta(days=revoked_after)

    assert waiver.holds_on(START + timedelta(days=day)) is holds
