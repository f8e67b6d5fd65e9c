"""Pages of committees: everybody of the program reads, stewards keep, who runs the meetings records them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from programs.models import Committee, CommitteeMember, Meeting, Program, User
from tests.factories import START, make_program, make_user
from tests.factories import committees as make
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(program: Program) -> Committee:
    return make.make_committee(program, name="Steering", quorum=2, cadence_days=28)


def page(user: User, name: str, committee: Committee) -> str:
    return signed_in(user).get(reverse(f"programs:{name}", args=[committee.uid])).content.decode()


def test_a_committee_shows_only_programs_the_person_may_see(committee: Committee, viewer: User, steward: User) -> None:
    make.make_mandate(make_program(name="Secret plan"), committee=committee)

    seen = page(viewer, "committee-detail", committee)

    assert "Alpha" in seen
    assert "Secret plan" not in seen
    assert "Secret plan" in page(steward, "committee-detail", committee)


def test_a_committee_shows_members_delegates_and_the_next_meeting(committee: Committee, viewer: User) -> None:
    make.make_seat(committee, user=make_user(name="Anna"), delegate=make_user(name="Ben"), is_chair=True)
    make.make_meeting(committee, scheduled_on=TODAY + timedelta(days=3))

    seen = " ".join(page(viewer, "committee-detail", committee).split())

    assert "Ben stands in." in seen
    assert f"Next meeting {TODAY + timedelta(days=3):%-d %b %Y}" in seen
    assert "Schedule meetings" not in seen


def test_a_held_meeting_says_whether_enough_people_came(committee: Committee, viewer: User) -> None:
    seats = [make.make_seat(committee) for _ in range(2)]
    make.make_held(committee, seats[0])
    assert "Too few to decide: 2 needed" in page(viewer, "committee-detail", committee)

    make.make_held(committee, *seats)

    assert "Enough to decide" in page(viewer, "committee-detail", committee)


def test_a_meeting_that_passed_in_silence_is_asked_for(committee: Committee, pmo_lead: User) -> None:
    make.make_meeting(committee, scheduled_on=START)

    assert "1 meeting has passed with nothing recorded" in page(pmo_lead, "committee-detail", committee)


def test_a_steward_keeps_committees(program: Program, steward: User) -> None:
    client, member = signed_in(steward), make_user()
    client.post(reverse("programs:committee-create"), {"name": "Board", "quorum": 1, "cadence_days": 28})
    board = Committee.objects.get()

    given = {"program": program.pk, "valid_from": str(START)}
    client.post(reverse("programs:committee-mandate-create", args=[board.uid]), given)
    seat = {"user": member.pk, "is_chair": "on", "valid_from": str(START)}
    client.post(reverse("programs:committee-member-create", args=[board.uid]), seat)

    assert board.mandates.get().program == program
    assert board.members.get().is_chair


def test_a_steward_names_a_delegate_and_ends_a_seat(committee: Committee, steward: User) -> None:
    client, seat, delegate = signed_in(steward), make.make_seat(committee), make_user()

    named = {"delegate": delegate.pk, "version": 1}
    client.post(reverse("programs:committee-member-delegate", args=[seat.uid]), named)
    ended = {"valid_to": str(TODAY), "version": 2}
    client.post(reverse("programs:committee-member-end", args=[seat.uid]), ended)

    seat = CommitteeMember.objects.get()
    assert (seat.delegate, seat.valid_to) == (delegate, TODAY)


def test_a_lead_schedules_a_series_by_the_cadence(committee: Committee, pmo_lead: User) -> None:
    values = {"scheduled_on": "2026-03-02", "last_on": "2026-05-01", "agenda": "Gates"}

    signed_in(pmo_lead).post(reverse("programs:meeting-schedule", args=[committee.uid]), values)

    days = [str(meeting.scheduled_on) for meeting in Meeting.objects.order_by("scheduled_on")]
    assert days == ["2026-03-02", "2026-03-30", "2026-04-27"]


def test_a_lead_records_who_came_on_one_sheet(committee: Committee, pmo_lead: User) -> None:
    own, sent = make.make_seat(committee), make.make_seat(committee, delegate=make_user())
    meeting = make.make_meeting(committee, scheduled_on=START)
    values = {
        "version": 1, "held_on": str(START), "minutes": "Agreed.",
        f"seat_{own.pk}": "member", f"seat_{sent.pk}": "delegate",
    }  # fmt: skip

    response = signed_in(pmo_lead).post(reverse("programs:meeting-hold", args=[meeting.uid]), values)

    meeting.refresh_from_db()
    assert response.status_code == 302
    assert (meeting.minutes, meeting.came, meeting.quorum_reached) == ("Agreed.", 2, True)
    assert meeting.attendances.get(member=sent).user == sent.delegate


def test_what_was_recorded_stands_in_the_sheet_again(committee: Committee, pmo_lead: User) -> None:
    seat = make.make_seat(committee)
    meeting = make.make_held(committee, seat, minutes="Agreed.")

    form = signed_in(pmo_lead).get(reverse("programs:meeting-hold", args=[meeting.uid])).context["form"]

    assert (form.initial[f"seat_{seat.pk}"], form.initial["minutes"]) == ("member", "Agreed.")


def test_a_meeting_is_called_off(committee: Committee, pmo_lead: User) -> None:
    meeting = make.make_meeting(committee)

    response = signed_in(pmo_lead).post(reverse("programs:meeting-call-off", args=[meeting.uid]))

    assert response.headers["Location"] == committee.get_absolute_url()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("name", ["committee-list", "committee-detail"])
def test_more_rows_ask_no_more_questions(
    name: str, committee: Committee, viewer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(viewer)
    address = reverse(f"programs:{name}", args=[committee.uid] if name == "committee-detail" else [])
    make.make_held(committee, make.make_seat(committee))
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(3):
        make.make_held(committee, make.make_seat(committee, delegate=make_user()))
        make.make_committee(*Program.objects.filter(code="ALPHA"))

    with django_assert_num_queries(len(few)):
        client.get(address)
