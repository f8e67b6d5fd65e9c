"""Waivers end by themselves; approvals are answered by who was asked, never by who asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from programs.actions import approvals, waivers
from programs.errors import NotAllowed, Refused
from programs.models import Approval, Program, User
from tests.factories import START, make_gate, make_membership, make_program, make_user
from tests.factories import governance as make_governance

pytestmark = pytest.mark.django_db


def granted(program: Program, by: User, **given: Any) -> tuple[str, str]:
    """The rule of the waiver, or the code and the field of the refusal."""
    values: dict[str, Any] = {
        "rule": "change_load",
        "reason": "One quarter",
        "on": START,
        "expires_on": day(30),
    } | given
    try:
        return waivers.grant(program, by=by, **values).rule, ""
    except Refused as refusal:
        return refusal.code, refusal.field


def day(number: int) -> date:
    return START + timedelta(days=number)


@pytest.mark.parametrize(
    ("days", "answer"),
    [
        (0, ("change_load", "")),
        (180, ("change_load", "")),
        (181, ("waiver_too_long", "expires_on")),
        (-1, ("ends_before_it_begins", "expires_on")),
    ],
)
def test_a_waiver_lasts_at_most_180_days(
    days: int, answer: tuple[str, str], program: Program, committee_member: User
) -> None:
    assert granted(program, committee_member, expires_on=day(days)) == answer


def test_a_waiver_names_a_gate_when_it_is_about_one(program: Program, committee_member: User) -> None:
    gate, other = make_gate(program), make_gate(make_program())

    assert granted(program, committee_member, rule="gate") == ("gate_and_rule", "gate")
    assert granted(program, committee_member, gate=gate) == ("gate_and_rule", "gate")
    assert granted(program, committee_member, rule="gate", gate=other) == ("other_program", "gate")
    assert granted(program, committee_member, rule="gate", gate=gate) == ("gate", "")


@pytest.mark.parametrize(("on", "code"), [(-1, "too_early"), (31, "already_expired")])
def test_a_waiver_is_revoked_while_it_holds(on: int, code: str, program: Program, committee_member: User) -> None:
    waiver = make_governance.make_waiver(program)

    with pytest.raises(Refused) as refusal:
        waivers.revoke(waiver, by=committee_member, on=day(on))

    assert refusal.value.code == code


def test_a_waiver_is_revoked_once(program: Program, committee_member: User) -> None:
    waiver = waivers.revoke(make_governance.make_waiver(program), by=committee_member, on=day(5))

    assert (waiver.revoked_by, waiver.holds_on(day(4)), waiver.holds_on(day(5))) == (committee_member, True, False)
    with pytest.raises(Refused, match="already"):
        waivers.revoke(waiver, by=committee_member, on=day(6))


def test_an_approval_is_asked_of_another_person_with_a_role(
    program: Program, pmo_lead: User, committee_member: User
) -> None:
    gate = make_gate(program)
    waiver = make_governance.make_waiver(program, granted_by=committee_member)

    for approver, about in (
        (pmo_lead, {"gate": gate}),
        (make_user(), {"gate": gate}),
        (committee_member, {"waiver": waiver}),
    ):
        with pytest.raises(Refused) as refusal:
            approvals.request(program, by=pmo_lead, approver=approver, on=START, **about)
        assert refusal.value.field == "approver"


def test_an_approval_is_about_one_thing_of_the_program(
    program: Program, pmo_lead: User, committee_member: User
) -> None:
    gate, waiver = make_gate(program), make_governance.make_waiver(program)
    codes = []

    for about in ({}, {"gate": gate, "waiver": waiver}, {"gate": make_gate(make_program())}):
        with pytest.raises(Refused) as refusal:
            approvals.request(program, by=pmo_lead, approver=committee_member, on=START, **about)
        codes.append(refusal.value.code)

    assert codes == ["about_one_thing", "about_one_thing", "other_program"]


def test_nobody_is_asked_twice_at_once(program: Program, pmo_lead: User, committee_member: User) -> None:
    gate = make_gate(program)
    first = approvals.request(program, by=pmo_lead, approver=committee_member, gate=gate, on=START)
    with pytest.raises(Refused, match="asked already"):
        approvals.request(program, by=pmo_lead, approver=committee_member, gate=gate, on=START)

    approvals.answer(first, by=committee_member, answer="rejected", note="Two maps are missing", on=START)

    assert approvals.request(program, by=pmo_lead, approver=committee_member, gate=gate, on=START).answer == ""


def asked(program: Program, approver: User, **given: Any) -> Approval:
    return make_governance.make_approval(program, approver=approver, **given)


def test_a_delegate_answers_in_the_place_of_the_approver(
    program: Program, committee_member: User, function_lead: User
) -> None:
    approval = asked(program, committee_member)
    with pytest.raises(NotAllowed):
        approvals.answer(approval, by=function_lead, answer="approved", on=START)
    make_governance.seat_with_delegate(program, committee_member, function_lead)

    answered = approvals.answer(approval, by=function_lead, answer="approved", on=START)

    assert (answered.approver, answered.answered_by) == (committee_member, function_lead)


def test_a_delegate_of_another_programs_committee_may_not_answer(
    program: Program, committee_member: User, function_lead: User
) -> None:
    make_governance.seat_with_delegate(make_program(), committee_member, function_lead)

    with pytest.raises(NotAllowed):
        approvals.answer(asked(program, committee_member), by=function_lead, answer="approved", on=START)


def test_who_asked_never_answers(program: Program, pmo_lead: User, committee_member: User) -> None:
    make_governance.seat_with_delegate(program, committee_member, pmo_lead)
    administrator = make_user(is_superuser=True)
    make_membership(administrator, program)

    for asker in (pmo_lead, administrator):
        with pytest.raises(NotAllowed, match="somebody else"):
            approvals.answer(
                asked(program, committee_member, requested_by=asker), by=asker, answer="approved", on=START
            )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"answer": "rejected", "note": " "}, "note_missing"),
        ({"answer": "perhaps"}, "answer_missing"),
        ({"answer": "approved", "on": START - timedelta(days=1)}, "too_early"),
    ],
)
def test_an_answer_is_complete(given: dict[str, Any], code: str, program: Program, committee_member: User) -> None:
    with pytest.raises(Refused) as refusal:
        approvals.answer(asked(program, committee_member), by=committee_member, **{"on": START} | given)

    assert refusal.value.code == code


def test_an_answer_is_final(program: Program, committee_member: User) -> None:
    approval = approvals.answer(asked(program, committee_member), by=committee_member, answer="approved", on=START)

    with pytest.raises(Refused, match="approved already"):
        approvals.answer(approval, by=committee_member, answer="rejected", note="No", on=START)


def test_who_asked_or_leads_withdraws_a_request_with_a_reason(
    program: Program, pmo_lead: User, function_lead: User, committee_member: User
) -> None:
    own, others = asked(program, committee_member, requested_by=function_lead), asked(program, committee_member)
    with pytest.raises(NotAllowed):
        approvals.withdraw(others, by=function_lead, reason="Wrong person", on=START)

    rows = [
        approvals.withdraw(own, by=function_lead, reason="Wrong person", on=START),
        approvals.withdraw(others, by=pmo_lead, reason="Wrong person", on=day(1)),
    ]

    assert [(row.withdrawn_by, row.withdrawn_on) for row in rows] == [(function_lead, START), (pmo_lead, day(1))]
    assert not Approval.objects.waiting().exists()


@pytest.mark.parametrize(
    ("given", "code"), [({"reason": " "}, "reason_missing"), ({"on": START - timedelta(days=1)}, "too_early")]
)
def test_a_withdrawal_is_complete(given: dict[str, Any], code: str, program: Program, pmo_lead: User) -> None:
    approval = make_governance.make_approval(program)
    values: dict[str, Any] = {"on": START, "reason": "Wrong person"} | given

    with pytest.raises(Refused) as refusal:
        approvals.withdraw(approval, by=pmo_lead, **values)

    assert refusal.value.code == code


def test_what_was_withdrawn_is_not_answered_and_may_be_asked_again(
    program: Program, pmo_lead: User, committee_member: User
) -> None:
    gate = make_gate(program)
    first = approvals.request(program, by=pmo_lead, approver=committee_member, gate=gate, on=START)
    first = approvals.withdraw(first, by=pmo_lead, reason="The map changes first", on=START)

    with pytest.raises(Refused, match="withdrawn"):
        approvals.answer(first, by=committee_member, answer="approved", on=START)
    with pytest.raises(Refused, match="withdrawn"):
        approvals.withdraw(first, by=pmo_lead, reason="Again", on=START)

    assert approvals.request(program, by=pmo_lead, approver=committee_member, gate=gate, on=START).is_waiting


def test_what_was_answered_is_not_withdrawn(program: Program, pmo_lead: User, committee_member: User) -> None:
    approval = approvals.answer(asked(program, committee_member), by=committee_member, answer="approved", on=START)

    with pytest.raises(Refused, match="approved already"):
        approvals.withdraw(approval, by=pmo_lead, reason="Too late", on=START)


def test_nobody_approves_what_they_decided_even_as_a_delegate(
    program: Program, pmo_lead: User, committee_member: User, function_lead: User
) -> None:
    waiver = make_governance.make_waiver(program, granted_by=function_lead)
    baseline = program.baselines.create(number=1, reason="Agreed", locked_by=function_lead, locked_on=START)
    make_governance.seat_with_delegate(program, committee_member, function_lead)

    for about in ({"waiver": waiver}, {"baseline": baseline}):
        with pytest.raises(Refused, match="another person"):
            approvals.request(program, by=pmo_lead, approver=function_lead, on=START, **about)
        with pytest.raises(NotAllowed, match="You decided"):
            approvals.answer(asked(program, committee_member, **about), by=function_lead, answer="approved", on=START)
