"""Committees, their seats, and meetings that say whether enough people came."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import committee_mandates, committee_members, committees, meetings
from programs.errors import NotAllowed, Refused, Stale
from programs.models import Committee, CommitteeMember, Program, User
from tests.factories import START, make_user
from tests.factories import committees as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def committee(program: Program) -> Committee:
    return make.make_committee(program, quorum=2, cadence_days=28)


def test_a_committee_steers_a_program_again_after_its_mandate_ended(
    committee: Committee, program: Program, steward: User
) -> None:
    first = committee.mandates.get()

    with pytest.raises(Refused, match="already"):
        committee_mandates.give(committee, by=steward, program=program, valid_from=START + DAY)
    committee_mandates.end(first, by=steward, valid_to=START)
    committee_mandates.give(committee, by=steward, program=program, valid_from=START + DAY)

    assert committee.mandates.count() == 2


def test_a_person_sits_once_at_a_time(committee: Committee, steward: User) -> None:
    seat = make.make_seat(committee, valid_to=START)
    again = {"committee": committee, "user": seat.user}

    with pytest.raises(Refused, match="sits in"):
        committee_members.give_seat(CommitteeMember(**again, valid_from=START), by=steward)
    later = committee_members.give_seat(CommitteeMember(**again, valid_from=START + DAY), by=steward)

    assert later.pk


def test_a_committee_has_one_chair_at_a_time(committee: Committee, steward: User) -> None:
    make.make_seat(committee, is_chair=True)
    another = CommitteeMember(committee=committee, user=make_user(), is_chair=True, valid_from=START)

    with pytest.raises(Refused, match="chairs") as refusal:
        committee_members.give_seat(another, by=steward)

    assert refusal.value.field == "is_chair"


def test_nobody_stands_in_for_themselves_or_after_they_left(committee: Committee, steward: User) -> None:
    seat = make.make_seat(committee)

    for delegate in (seat.user, make_user(is_active=False)):
        with pytest.raises(Refused):
            committee_members.name_delegate(seat, by=steward, delegate=delegate)


@pytest.mark.parametrize("column", ["user", "delegate"])
def test_the_chair_and_who_stands_in_for_the_chair_keep_meetings(column: str, committee: Committee) -> None:
    person = make_user()
    make.make_seat(committee, is_chair=True, **{column: person})

    assert meetings.schedule(committee, by=person, scheduled_on=START).scheduled_on == START


def test_a_member_who_does_not_chair_keeps_no_meetings(committee: Committee, steward: User) -> None:
    for person in (make.make_seat(committee).user, steward):
        with pytest.raises(NotAllowed):
            meetings.schedule(committee, by=person, scheduled_on=START)


def test_the_lead_of_a_program_that_is_steered_no_more_keeps_no_meetings(committee: Committee, pmo_lead: User) -> None:
    committee.mandates.update(valid_to=START)

    with pytest.raises(NotAllowed):
        meetings.schedule(committee, by=pmo_lead, scheduled_on=START)


def test_a_series_follows_the_cadence_and_leaves_meetings_alone(committee: Committee, pmo_lead: User) -> None:
    make.make_meeting(committee, scheduled_on=START + 28 * DAY, agenda="Mine")

    made = meetings.schedule_series(committee, by=pmo_lead, first_on=START, last_on=START + 56 * DAY)

    assert [meeting.scheduled_on for meeting in made] == [START, START + 56 * DAY]
    assert committee.meetings.count() == 3


@pytest.mark.parametrize(
    ("cadence", "last_on", "code"),
    [
        (None, START + DAY, "no_cadence"),
        (28, START - DAY, "ends_before_it_begins"),
        (1, START + 60 * DAY, "too_many"),
    ],
)
def test_a_series_is_refused(cadence: int | None, last_on: date, code: str, program: Program, pmo_lead: User) -> None:
    committee = make.make_committee(program, cadence_days=cadence)

    with pytest.raises(Refused) as refusal:
        meetings.schedule_series(committee, by=pmo_lead, first_on=START, last_on=last_on)

    assert refusal.value.code == code


def test_a_series_whose_days_are_all_taken_is_refused(committee: Committee, pmo_lead: User) -> None:
    meetings.schedule(committee, by=pmo_lead, scheduled_on=START)

    with pytest.raises(Refused, match="already"):
        meetings.schedule_series(committee, by=pmo_lead, first_on=START, last_on=START)


def test_a_meeting_says_who_came_and_that_they_were_enough(committee: Committee, pmo_lead: User) -> None:
    own, empty = make.make_seat(committee), make.make_seat(committee)
    sent = make.make_seat(committee, delegate=make_user())
    assert sent.delegate is not None
    meeting = make.make_meeting(committee)

    held = meetings.hold(
        meeting, by=pmo_lead, held_on=START, minutes="Agreed.", came={own: own.user, sent: sent.delegate}
    )

    assert (held.quorum, held.came, held.quorum_reached) == (2, 2, True)
    assert not held.attendances.filter(member=empty).exists()
    assert held.attendances.get(member=sent).user == sent.delegate


def test_a_later_quorum_does_not_change_what_was(committee: Committee, pmo_lead: User, steward: User) -> None:
    seats = [make.make_seat(committee) for _ in range(2)]
    came = {seat: seat.user for seat in seats}
    meeting = meetings.hold(make.make_meeting(committee), by=pmo_lead, held_on=START, minutes="", came=came)

    committees.change(committee, by=steward, name="Board", quorum=9, cadence_days=None)
    again = meetings.hold(meeting, by=pmo_lead, held_on=START, minutes="Corrected.", came=came)

    assert (again.quorum, again.quorum_reached) == (2, True)


def test_held_once_more_it_corrects_who_came(committee: Committee, pmo_lead: User) -> None:
    seat, other = make.make_seat(committee, delegate=make_user()), make.make_seat(committee)
    assert seat.delegate is not None
    meeting = make.make_held(committee, seat)

    meetings.hold(meeting, by=pmo_lead, held_on=START, minutes="", came={seat: seat.delegate, other: other.user})
    corrected = meetings.hold(meeting, by=pmo_lead, held_on=START, minutes="", came={other: other.user})

    assert corrected.attendances.get().member == other


def test_who_has_no_seat_on_the_day_cannot_have_come(committee: Committee, pmo_lead: User) -> None:
    seat = make.make_seat(committee, valid_from=START + DAY)
    meeting = make.make_meeting(committee)

    for came, code in (({seat: seat.user}, "no_seat"), ({make.make_seat(committee): seat.user}, "not_of_this_seat")):
        with pytest.raises(Refused) as refusal:
            meetings.hold(meeting, by=pmo_lead, held_on=START, minutes="", came=came)
        assert refusal.value.code == code


def test_a_meeting_is_not_held_ahead_of_its_day(committee: Committee, pmo_lead: User) -> None:
    tomorrow = timezone.localdate() + DAY

    with pytest.raises(Refused, match="has not come yet"):
        meetings.hold(make.make_meeting(committee), by=pmo_lead, held_on=tomorrow, minutes="", came={})


def test_what_was_held_is_neither_moved_nor_called_off(committee: Committee, pmo_lead: User) -> None:
    held = make.make_held(committee)

    with pytest.raises(Refused, match="was held"):
        meetings.change(held, by=pmo_lead, scheduled_on=START, agenda="")
    with pytest.raises(Refused, match="was held"):
        meetings.call_off(held, by=pmo_lead)


def test_a_meeting_does_not_move_to_a_day_that_is_taken(committee: Committee, pmo_lead: User) -> None:
    make.make_meeting(committee, scheduled_on=START)

    with pytest.raises(Refused, match="meets on that day"):
        meetings.change(make.make_meeting(committee), by=pmo_lead, scheduled_on=START, agenda="")


def test_two_who_correct_attendance_see_each_other(committee: Committee, pmo_lead: User) -> None:
    first, second = make.make_seat(committee), make.make_seat(committee)
    meeting = meetings.hold(
        make.make_meeting(committee), by=pmo_lead, held_on=START, minutes="Agreed.", came={first: first.user}
    )
    read = meeting.version
    both = {first: first.user, second: second.user}

    corrected = meetings.hold(meeting, by=pmo_lead, held_on=START, minutes="Agreed.", came=both, version=read)
    with pytest.raises(Stale):
        meetings.hold(meeting, by=pmo_lead, held_on=START, minutes="Agreed.", came={}, version=read)

    assert corrected.version == read + 1


def test_what_is_written_once_more_unchanged_is_no_other_version(committee: Committee, pmo_lead: User) -> None:
    seat = make.make_seat(committee)
    given: dict[str, Any] = {"held_on": START, "minutes": "Agreed.", "came": {seat: seat.user}}
    meeting = meetings.hold(make.make_meeting(committee), by=pmo_lead, **given)

    assert meetings.hold(meeting, by=pmo_lead, **given).version == meeting.version


def test_a_seat_is_prolonged_only_while_nobody_else_sits_in_the_chair(committee: Committee, steward: User) -> None:
    old = make.make_seat(committee, is_chair=True, valid_to=START)
    make.make_seat(committee, is_chair=True, valid_from=START + 5 * DAY)

    with pytest.raises(Refused) as refusal:
        committee_members.end(old, by=steward, valid_to=START + 5 * DAY)

    assert (refusal.value.code, refusal.value.field) == ("chair_taken", "valid_to")
    assert committee_members.end(old, by=steward, valid_to=START + 4 * DAY).valid_to == START + 4 * DAY


def test_a_seat_is_not_prolonged_into_the_next_one_of_the_person(committee: Committee, steward: User) -> None:
    old = make.make_seat(committee, valid_to=START)
    make.make_seat(committee, user=old.user, valid_from=START + 5 * DAY)

    with pytest.raises(Refused) as refusal:
        committee_members.end(old, by=steward, valid_to=START + 9 * DAY)

    assert (refusal.value.code, refusal.value.field) == ("sits_already", "valid_to")
