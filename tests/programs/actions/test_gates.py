from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from programs.actions import gates
from programs.errors import Refused
from programs.models import Gate, Milestone, Program, User
from tests.factories import START, make_gate

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def review(gate: Gate, by: User, outcome: str, on: date = START) -> str:
    """The outcome recorded, or the code of the refusal."""
    try:
        return gates.review(gate, by=by, outcome=outcome, on=on, note="As discussed").outcome
    except Refused as refusal:
        return refusal.code


def test_a_review_is_recorded_with_who_decided(program: Program, committee_member: User) -> None:
    decision = gates.review(make_gate(program), by=committee_member, outcome="stopped", on=START, note="No map")

    assert (decision.outcome, decision.decided_by, decision.note) == ("stopped", committee_member, "No map")


def test_reviews_follow_each_other(program: Program, committee_member: User) -> None:
    gate = make_gate(program)
    wanted = ["stopped", "passed", "open", "passed"]

    assert [review(gate, committee_member, each) for each in wanted] == wanted
    assert [each.outcome for each in gate.reviews.order_by("id")] == wanted


def test_a_review_is_not_older_than_the_last(program: Program, committee_member: User) -> None:
    gate = make_gate(program)
    review(gate, committee_member, "stopped")

    assert review(gate, committee_member, "passed", on=START - DAY) == "review_out_of_order"
    assert review(gate, committee_member, "passed", on=START) == "passed"


@pytest.mark.parametrize("outcome", ["passed", "stopped", "open"])
def test_a_gate_is_not_decided_twice_the_same_way(outcome: str, program: Program, committee_member: User) -> None:
    gate = make_gate(program)
    review(gate, committee_member, "passed" if outcome == "open" else outcome)
    if outcome == "open":
        review(gate, committee_member, outcome)

    assert review(gate, committee_member, outcome, on=START + DAY) == "already_decided"


def test_an_open_gate_cannot_be_sent_back(program: Program, committee_member: User) -> None:
    assert review(make_gate(program), committee_member, "open") == "gate_is_open"


def test_an_outcome_that_does_not_exist_is_refused(program: Program, committee_member: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        gates.review(make_gate(program), by=committee_member, outcome="maybe", on=START)

    assert "outcome" in refusal.value.message_dict


@pytest.mark.parametrize("outcome", ["stopped", "open"])
def test_a_gate_that_is_not_passed_needs_a_note(outcome: str, program: Program, committee_member: User) -> None:
    gate = make_gate(program)
    if outcome == "open":
        review(gate, committee_member, "passed")

    with pytest.raises(ValidationError, match="Say what must happen first"):
        gates.review(gate, by=committee_member, outcome=outcome, on=START)


@pytest.mark.parametrize("code", Gate.Code.values)
def test_every_gate_has_a_step_and_is_created_once(code: str, program: Program, pmo_lead: User) -> None:
    gate = gates.create(program, by=pmo_lead, code=code, stated_on=START, expected_on=START)

    with pytest.raises(ValidationError):
        gates.create(program, by=pmo_lead, code=code, stated_on=START, expected_on=START)

    assert gate.item.step in Milestone.Step.values
    assert program.milestones.count() == 1


def test_a_gate_of_another_name_is_refused(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        gates.create(program, by=pmo_lead, code="G9", stated_on=START, expected_on=START)

    assert (refusal.value.code, refusal.value.field) == ("gate_unknown", "code")


def test_the_criteria_of_a_gate_may_change(program: Program, pmo_lead: User) -> None:
    assert gates.change(make_gate(program), by=pmo_lead, criteria="All maps signed").criteria == "All maps signed"
