"""What can never be true of committees and their meetings: one refusal for each rule."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from programs.models import Committee, Program, User
from tests.factories import START, make_user
from tests.factories import committees as make
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db
YESTERDAY = START - timedelta(days=1)


def mandate_twice(program: Program) -> None:
    make.make_mandate(program, committee=make.make_committee(program))


def seat_twice(_: Program) -> None:
    seat = make.make_seat(make.make_committee(), valid_to=START)
    make.make_seat(seat.committee, user=seat.user, valid_from=START)


def own_delegate(_: Program) -> None:
    user = make_user()
    make.make_seat(make.make_committee(), user=user, delegate=user)


def meet_twice(_: Program) -> None:
    committee = make.make_committee()
    for _each in range(2):
        make.make_meeting(committee, scheduled_on=START)


def seat_taken_twice(_: Program) -> None:
    committee = make.make_committee()
    seat = make.make_seat(committee)
    make.make_attendance(make.make_held(committee, seat), member=seat, user=make_user())


CASES: dict[str, Write] = {
    "committee_needs_somebody_to_decide": lambda _: make.make_committee(quorum=0),
    "committee_mandate_ends_after_it_begins": lambda program: make.make_mandate(program, valid_to=YESTERDAY),
    "committee_steers_a_program_once_at_a_time": mandate_twice,
    "committee_member_delegates_to_another": own_delegate,
    "committee_seat_ends_after_it_begins": lambda _: make.make_seat(make.make_committee(), valid_to=YESTERDAY),
    "person_sits_in_a_committee_once_at_a_time": seat_twice,
    "committee_meets_once_a_day": meet_twice,
    "minutes_are_of_a_meeting_that_was_held": lambda _: make.make_meeting(make.make_committee(), minutes="Agreed"),
    "quorum_is_of_a_meeting_that_was_held": lambda _: make.make_meeting(make.make_committee(), quorum=2),
    "quorum_is_of_a_meeting_that_was_held/2": lambda _: make.make_held(make.make_committee(), quorum=0),
    "seat_is_taken_once_in_a_meeting": seat_taken_twice,
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


@pytest.mark.parametrize("column", ["user", "delegate"])
def test_who_sits_or_stands_in_sees_the_committee(column: str, program: Program, outsider: User) -> None:
    committee = make.make_committee(program)
    make.make_seat(committee, **{column: outsider})

    assert list(Committee.objects.visible_to(outsider)) == [committee]


def test_a_seat_that_ended_opens_nothing(outsider: User, steward: User) -> None:
    seat = make.make_seat(make.make_committee(), user=outsider, valid_to=START)

    assert list(Committee.objects.visible_to(outsider)) == []
    assert list(Committee.objects.visible_to(AnonymousUser())) == []
    assert list(Committee.objects.visible_to(steward)) == [seat.committee]


def test_quorum_counts_people_not_seats() -> None:
    committee = make.make_committee(quorum=2)
    first, second = make.make_seat(committee), make.make_seat(committee)
    meeting = make.make_held(committee, first)
    make.make_attendance(meeting, member=second, user=first.user)

    assert (meeting.came, meeting.quorum_reached) == (1, False)


def test_nobody_knows_whether_enough_came_where_no_quorum_was_written() -> None:
    committee = make.make_committee()

    assert make.make_held(committee, quorum=None).quorum_reached is None
    assert make.make_meeting(committee).quorum_reached is None
    assert make.make_held(committee, make.make_seat(committee)).quorum_reached is True
