from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from programs.actions import gates
from programs.errors import Refused
from programs.models import Gate, Milestone, Program, User
from tests.factories import (
    START,
    make_evidence,
    make_gate,
    make_membership,
    make_milestone,
    make_program,
    make_user,
)
from tests.factories import governance as make_governance

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
    review(gate, committee_member, "stopped", on=START + DAY)

    assert review(gate, committee_member, "passed", on=START) == "review_out_of_order"
    assert review(gate, committee_member, "passed", on=START + DAY) == "passed"


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


def refusal_of(gate: Gate, by: User, **words: Any) -> str:
    """The code with which passing the gate is refused; blank when it is passed."""
    try:
        gates.review(gate, by=by, outcome="passed", on=START, **words)
    except Refused as refusal:
        return refusal.code
    return ""


def open_gate(program: Program) -> Gate:
    """G1 with an item that is not accepted, a criterion without evidence and G0 still open before it."""
    make_gate(program)
    gate = make_gate(program, "G1")
    make_milestone(program, gate=gate, name="Limit named")
    make_governance.make_criterion(program, gate=gate, statement="Records agree")
    return gate


def test_a_gate_is_not_passed_while_something_is_missing_unless_it_is_said_why(
    program: Program, committee_member: User
) -> None:
    gate = open_gate(program)

    assert refusal_of(gate, committee_member) == "gate_needs_more"
    passed = gates.review(gate, by=committee_member, outcome="passed", on=START, in_spite="The plant closes in May.")
    assert (passed.needed_count, passed.open_count, passed.passed_with) == (3, 3, "with all 3 things it needs open")
    assert passed.missing_names == ["Limit named", "Records agree", "Gate G0 Decision flows mapped"]


def test_a_waiver_in_force_lets_a_gate_be_passed_and_is_kept(program: Program, committee_member: User) -> None:
    gate = open_gate(program)
    waiver = make_governance.make_waiver(program, gate=gate, rule="gate", reason="Harvest")

    passed = gates.review(gate, by=committee_member, outcome="passed", on=START)

    assert passed.waiver == waiver
    assert passed.in_spite.endswith("Harvest")


def test_accepted_items_are_enough_and_need_no_reason(program: Program, committee_member: User) -> None:
    gate = make_gate(program)
    make_evidence(make_milestone(program, gate=gate), accepted_on=START)

    assert refusal_of(gate, committee_member, in_spite="In a hurry") == "nothing_is_open"
    assert refusal_of(gate, committee_member) == ""
    assert gate.reviews.get().needed_count == 1


def test_evidence_of_a_lower_level_does_not_meet_a_gate(program: Program, committee_member: User) -> None:
    gate = make_gate(program)
    make_evidence(make_milestone(program, gate=gate, minimum_evidence_level=2), accepted_on=START, level=1)

    assert refusal_of(gate, committee_member) == "gate_needs_more"


def test_a_pmo_lead_decides_only_where_no_committee_does(program: Program, pmo_lead: User) -> None:
    gate = make_gate(program)
    member = make_user()
    role = make_membership(member, program, "committee_member")

    assert refusal_of(gate, pmo_lead) == "committee_decides"
    role.delete()
    assert refusal_of(gate, pmo_lead) == ""


def test_a_pmo_lead_records_for_the_committee_by_naming_its_meeting(program: Program, pmo_lead: User) -> None:
    gate, committee = make_gate(program), make_governance.steering_committee(program)
    meeting = committee.meetings.create(scheduled_on=START, held_on=START)
    coming = committee.meetings.create(scheduled_on=START + DAY)

    assert refusal_of(gate, pmo_lead) == "committee_decides"
    assert refusal_of(gate, pmo_lead, meeting=coming) == "meeting_not_held"
    assert refusal_of(gate, pmo_lead, meeting=meeting) == ""
    assert gate.reviews.get().meeting == meeting


def test_a_role_without_a_seat_does_not_decide_where_a_committee_has_the_mandate(
    program: Program, committee_member: User
) -> None:
    gate, seated = make_gate(program), make_user()
    make_membership(seated, program, "viewer")
    make_governance.seat_with_delegate(program, seated, make_user())

    assert refusal_of(gate, committee_member) == "committee_decides"
    assert refusal_of(gate, seated) == ""


def test_who_owns_the_gate_does_not_pass_it_where_others_could(program: Program, committee_member: User) -> None:
    gate = make_gate(program)
    Milestone.objects.filter(pk=gate.item_id).update(owner=committee_member)

    assert refusal_of(gate, committee_member) == ""
    gates.review(gate, by=committee_member, outcome="open", on=START, note="Again")
    make_membership(make_user(), program, "committee_member")
    assert refusal_of(gate, committee_member) == "own_gate"


def passed_in_part(program: Program, by: User) -> tuple[Gate, Milestone]:
    """G0, passed although its only item was not accepted, and that item."""
    gate = make_gate(program)
    item = make_milestone(program, gate=gate, name="Map signed")
    gates.review(gate, by=by, outcome="passed", on=START, in_spite="The plant closes in May.")
    return gate, item


def test_a_gate_passed_in_part_is_passed_in_full_once_nothing_is_open(program: Program, committee_member: User) -> None:
    gate, item = passed_in_part(program, committee_member)
    make_evidence(item, accepted_on=START + DAY)

    closed = gates.review(gate, by=committee_member, outcome="passed", on=START + DAY)

    assert (closed.needed_count, closed.open_count, closed.passed_with) == (1, 0, "")
    assert review(gate, committee_member, "passed", on=START + DAY) == "already_decided"


def test_a_gate_passed_in_part_is_not_passed_again_while_something_is_open(
    program: Program, committee_member: User
) -> None:
    gate, _ = passed_in_part(program, committee_member)

    with pytest.raises(Refused, match="passed with the only thing it needs open") as no:
        gates.review(gate, by=committee_member, outcome="passed", on=START + DAY, in_spite="As before")

    assert (no.value.code, gate.reviews.count()) == ("still_open", 1)


@pytest.mark.parametrize("outcome", ["passed", "stopped"])
def test_a_gate_is_not_decided_before_the_program_starts(
    outcome: str, program: Program, committee_member: User
) -> None:
    with pytest.raises(Refused, match="The program starts on 5 January 2026") as no:
        gates.review(make_gate(program), by=committee_member, outcome=outcome, on=START - DAY, note="Early")

    assert (no.value.code, no.value.field) == ("before_the_start", "on")


def test_a_gate_of_a_program_without_a_start_may_be_decided(committee_member: User) -> None:
    program = make_program(start_on=None, follows_sequence=False)
    make_membership(committee_member, program, "committee_member")

    assert review(make_gate(program), committee_member, "passed") == "passed"
