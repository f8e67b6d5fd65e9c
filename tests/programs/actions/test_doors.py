"""Ways round the rules, each of them shut: nobody gives themselves a right, or reads what is not theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import (
    committee_decisions,
    committee_members,
    invitations,
    memberships,
    people,
    policies,
)
from programs.errors import NotAllowed, Refused
from programs.models import (
    BusinessFunction,
    CommitteeMandate,
    CommitteeMember,
    Invitation,
    Meeting,
    MeetingAttendance,
    Membership,
    Program,
    User,
)
from tests.factories import START, make_membership, make_program, make_user
from tests.factories import committees as make
from tests.factories import governance as make_governance
from tests.factories.interfaces import make_interface
from tests.factories.people import make_invitation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize("role", ["committee_member", "pmo_lead"])
def test_a_lead_gives_themselves_no_role(role: str, program: Program, pmo_lead: User) -> None:
    later = Membership(program=program, user=pmo_lead, role=role, valid_from=START + 90 * DAY)
    invited = Invitation(program=program, email=pmo_lead.email.upper(), name="I", role=role, valid_from=START)

    with pytest.raises(Refused, match="themselves"):
        memberships.grant(later, by=pmo_lead)
    with pytest.raises(Refused, match="themselves"):
        invitations.invite(invited, by=pmo_lead)


def test_a_lead_does_not_prolong_their_own_role(program: Program, pmo_lead: User) -> None:
    make_membership(make_user(), program)
    own = make_membership(pmo_lead, program, "committee_member", valid_to=START)
    other = make_membership(make_user(), program, "viewer", valid_to=START)

    with pytest.raises(Refused, match="themselves"):
        memberships.end(own, by=pmo_lead, valid_to=START + DAY)

    assert memberships.end(other, by=pmo_lead, valid_to=START + DAY).valid_to == START + DAY


def test_the_invitation_of_who_leads_no_more_gives_nothing(program: Program) -> None:
    host, guest = make_user(), make_user()
    held = make_membership(host, program)
    make_invitation(program, "secret", email=guest.email, role="pmo_lead", invited_by=host)
    Membership.objects.filter(pk=held.pk).update(valid_to=START)

    with pytest.raises(Refused) as refusal:
        invitations.accept("secret", by=guest)

    assert refusal.value.code == "host_has_left"


def test_the_invitation_of_who_was_deactivated_gives_nothing(program: Program) -> None:
    host, guest = make_user(is_active=False), make_user()
    make_membership(host, program)
    make_invitation(program, "secret", email=guest.email, invited_by=host)

    with pytest.raises(Refused, match="leads the program no more"):
        invitations.accept("secret", by=guest)


@pytest.mark.parametrize("other", ["committee_member", "steward"])
def test_a_lead_approves_no_policy_of_their_program_whatever_else_they_are(other: str, program: Program) -> None:
    person = make_user(is_steward=other == "steward")
    make_membership(person, program, "pmo_lead")
    if other == "committee_member":
        make_membership(person, program, other)

    with pytest.raises(NotAllowed):
        policies.approve(START, by=person, approved_on=START, reason="Mine", values={}, program=program)


def test_no_steward_seats_themselves_or_stands_in(program: Program, steward: User) -> None:
    committee = make.make_committee(program)
    own = CommitteeMember(committee=committee, user=steward, valid_from=START)
    sent = CommitteeMember(committee=committee, user=make_user(), delegate=steward, valid_from=START)

    for seat in (own, sent):
        with pytest.raises(Refused, match="themselves"):
            committee_members.give_seat(seat, by=steward)
    with pytest.raises(Refused, match="themselves"):
        committee_members.name_delegate(make.make_seat(committee), by=steward, delegate=steward)
    with pytest.raises(Refused, match="themselves"):
        committee_members.end(make.make_seat(committee, user=steward, valid_to=START), by=steward, valid_to=START + DAY)


def test_nobody_hands_seats_over_to_themselves(program: Program, steward: User) -> None:
    seat = make.make_seat(make.make_committee(program))

    with pytest.raises(Refused, match="themselves"):
        people.hand_over(seat.user, by=steward, to=steward, programs=[program], on=START)


def test_who_asked_records_the_decision_only_with_the_meeting_that_took_it(program: Program, pmo_lead: User) -> None:
    asked = make_governance.make_question(program, asked_by=pmo_lead)
    meeting = make_governance.board_meeting(program)

    for named in (None, meeting):
        with pytest.raises(Refused, match="somebody else record it"):
            committee_decisions.decide(asked, by=pmo_lead, outcome="agreed", on=START, meeting=named)
    Meeting.objects.filter(pk=meeting.pk).update(held_on=START)

    decided = committee_decisions.decide(
        asked, by=pmo_lead, outcome="agreed", on=START, meeting=Meeting.objects.get(pk=meeting.pk)
    )
    assert decided.outcome == "agreed"


def test_minutes_of_days_without_the_mandate_stay_shut(program: Program, viewer: User) -> None:
    committee = make.make_committee()
    make.make_mandate(program, committee=committee, valid_to=START + 9 * DAY)
    make.make_mandate(make_program(), committee=committee)
    seat = make.make_seat(committee)
    inside, _ = (make.make_held(committee, seat, on=START + days * DAY) for days in (9, 10))

    assert list(Meeting.objects.visible_to(viewer)) == [inside]
    assert [each.meeting for each in MeetingAttendance.objects.visible_to(viewer)] == [inside]


def test_who_sits_today_reads_every_meeting(program: Program, outsider: User) -> None:
    committee = make.make_committee(program)
    make.make_seat(committee, delegate=outsider)
    meeting = make.make_meeting(committee, scheduled_on=START - DAY)

    assert list(Meeting.objects.visible_to(outsider)) == [meeting]


def test_a_mandate_over_a_program_of_others_is_not_named(program: Program, viewer: User, steward: User) -> None:
    committee = make.make_committee(program)
    make.make_mandate(make_program(), committee=committee)

    assert [each.program for each in CommitteeMandate.objects.visible_to(viewer)] == [program]
    assert CommitteeMandate.objects.visible_to(steward).count() == 2


@pytest.mark.parametrize("role", ["pmo_lead", "function_lead", "committee_member"])
def test_a_role_in_a_removed_program_opens_nothing(role: str, procurement: BusinessFunction) -> None:
    person, gone = make_user(), make_program(removed_on=START, removed_by=make_user())
    make_membership(person, gone, role, function=procurement if role == "function_lead" else None)
    interface = make_interface(gone, owner=person)

    assert not person.has_perm("programs.create_program")
    assert not person.has_perm("programs.sign_for_function", procurement)
    assert not person.has_perm("programs.change_interface_redesign", interface)
    assert not BusinessFunction.objects.visible_to(person).exists()
