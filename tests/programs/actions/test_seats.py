"""Seats in committees change hands: the old one ends the day before, the new one begins."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import people
from programs.errors import Refused
from programs.models import Committee, CommitteeMember, Program, User
from programs.open_work import open_work
from tests.factories import committees as make
from tests.factories import make_program, make_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def committee(program: Program) -> Committee:
    return make.make_committee(program)


def hand_over(person: User, to: User, *, by: User, programs: list[Program]) -> None:
    people.hand_over(person, by=by, to=to, programs=programs, on=TODAY)


def times(person: User) -> list[tuple[Any, Any, bool]]:
    seats = CommitteeMember.objects.filter(user=person).order_by("valid_from")
    return list(seats.values_list("valid_from", "valid_to", "is_chair"))


def test_a_seat_ends_the_day_before_it_begins_for_the_other(
    committee: Committee, program: Program, steward: User
) -> None:
    seat, to = make.make_seat(committee, is_chair=True, delegate=make_user()), make_user()

    hand_over(seat.user, to, by=steward, programs=[program])

    assert times(seat.user) == [(seat.valid_from, YESTERDAY, True)]
    assert times(to) == [(TODAY, None, True)]
    assert CommitteeMember.objects.get(user=to).delegate == seat.delegate


def test_seats_of_programs_that_were_not_chosen_stay(committee: Committee, program: Program, steward: User) -> None:
    seat = make.make_seat(make.make_committee(make_program()))
    idle = make.make_seat(make.make_committee(), user=seat.user)

    hand_over(seat.user, make_user(), by=steward, programs=[program])

    seat.refresh_from_db()
    idle.refresh_from_db()
    assert (seat.valid_to, idle.valid_to) == (None, YESTERDAY)


def test_who_sits_already_keeps_the_own_seat(committee: Committee, program: Program, steward: User) -> None:
    seat, own = make.make_seat(committee), make.make_seat(committee, valid_to=TODAY)

    hand_over(seat.user, own.user, by=steward, programs=[program])

    assert times(own.user) == [(own.valid_from, TODAY, False)]
    assert times(seat.user) == [(seat.valid_from, YESTERDAY, False)]


def test_who_sits_already_begins_to_chair(committee: Committee, program: Program, steward: User) -> None:
    chair, own = make.make_seat(committee, is_chair=True), make.make_seat(committee)

    hand_over(chair.user, own.user, by=steward, programs=[program])

    assert times(own.user) == [(own.valid_from, YESTERDAY, False), (TODAY, None, True)]


def test_a_seat_of_this_very_day_goes_over_whole(committee: Committee, program: Program, steward: User) -> None:
    seat, to = make.make_seat(committee, valid_from=TODAY, valid_to=TOMORROW), make_user()

    hand_over(seat.user, to, by=steward, programs=[program])

    assert (times(seat.user), times(to)) == ([], [(TODAY, TOMORROW, False)])


def test_who_takes_over_stands_in_where_the_other_did(committee: Committee, program: Program, steward: User) -> None:
    person, to = make_user(), make_user()
    seat, own = make.make_seat(committee, delegate=person), make.make_seat(committee, user=to, delegate=person)

    hand_over(person, to, by=steward, programs=[program])

    seat.refresh_from_db()
    own.refresh_from_db()
    assert (seat.delegate, own.delegate) == (to, None)


def test_a_seat_is_not_taken_from_who_sat_in_it_since(committee: Committee, program: Program, steward: User) -> None:
    seat = make.make_seat(committee)
    make.make_held(committee, seat, on=TODAY)

    with pytest.raises(Refused, match="give a later day"):
        hand_over(seat.user, make_user(), by=steward, programs=[program])


def test_the_delegate_sits_from_tomorrow_when_the_member_is_deactivated(committee: Committee, steward: User) -> None:
    seat = make.make_seat(committee, is_chair=True, delegate=make_user())
    assert seat.delegate is not None

    people.deactivate(seat.user, by=steward)

    assert times(seat.user) == [(seat.valid_from, TODAY, True)]
    assert times(seat.delegate) == [(TOMORROW, None, True)]


def test_a_seat_without_a_delegate_ends_with_its_member(committee: Committee, steward: User) -> None:
    person = make_user()
    seat, other = make.make_seat(committee, user=person), make.make_seat(committee, delegate=person)

    people.deactivate(person, by=steward)

    other.refresh_from_db()
    assert times(person) == [(seat.valid_from, TODAY, False)]
    assert other.delegate is None


def test_seats_are_listed_among_what_is_open(committee: Committee, steward: User) -> None:
    person = make.make_seat(committee, is_chair=True).user
    make.make_seat(make.make_committee(), user=person, valid_to=YESTERDAY)

    (work,) = open_work(person, reader=steward)

    assert (work.name, work.count, work.titles) == ("Seats in committees", 1, (f"{committee}, in the chair",))
