"""Committees as the analyses read them: who steered a program on a day, and whether a meeting could decide."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from programs.models import Program
from tests.factories import START, make_program
from tests.factories import committees as make
from tracker.facts.committees import committee_facts

pytestmark = pytest.mark.django_db
DAYS = [START + timedelta(days=number) for number in range(60)]


def test_a_batch_needs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    programs = [make_program() for _ in range(3)]
    for program in programs:
        committee = make.make_committee(program)
        for _ in range(2):
            make.make_held(committee, make.make_seat(committee))

    with django_assert_num_queries(2):
        facts = committee_facts([each.pk for each in programs])

    assert {(len(each.mandates), len(each.meetings)) for each in facts.values()} == {(1, 2)}


def test_a_program_without_a_committee_is_steered_by_nobody(program: Program) -> None:
    facts = committee_facts([program.pk])[program.pk]

    assert (facts.is_steered_on(START), facts.last_quorate_by(DAYS[50])) == (False, None)


@pytest.mark.parametrize(("day", "steered"), [(1, False), (2, True), (5, True), (6, False)])
def test_a_mandate_stands_from_its_first_to_its_last_day(day: int, steered: bool, program: Program) -> None:
    make.make_mandate(program, valid_from=DAYS[2], valid_to=DAYS[5])

    assert committee_facts([program.pk])[program.pk].is_steered_on(DAYS[day]) is steered


def test_a_meeting_is_quorate_when_enough_people_came(program: Program) -> None:
    committee = make.make_committee(program, quorum=2)
    seats = [make.make_seat(committee) for _ in range(2)]
    make.make_held(committee, *seats, on=DAYS[5])
    make.make_held(committee, seats[0], on=DAYS[9])
    make.make_held(committee, *seats, on=DAYS[12], quorum=None)

    facts = committee_facts([program.pk])[program.pk]

    assert [each.is_quorate for each in facts.meetings] == [True, False, None]
    assert [facts.quorate_on(DAYS[day]) for day in (4, 5, 9)] == [False, True, False]
    assert [facts.last_quorate_by(DAYS[day]) for day in (4, 5, 20)] == [None, DAYS[5], DAYS[5]]


def test_meetings_outside_the_mandate_are_not_of_the_program(program: Program) -> None:
    committee = make.make_committee()
    make.make_mandate(program, committee=committee, valid_from=DAYS[2], valid_to=DAYS[5])
    for day in (1, 5, 6):
        make.make_held(committee, make.make_seat(committee), on=DAYS[day])

    facts = committee_facts([program.pk])[program.pk]

    assert [each.held_on for each in facts.meetings] == [DAYS[5]]


def test_who_sat_in_two_seats_is_one_person(program: Program) -> None:
    committee = make.make_committee(program, quorum=2)
    first, second = make.make_seat(committee), make.make_seat(committee)
    make.make_attendance(make.make_held(committee, first, on=DAYS[3]), member=second, user=first.user)

    assert committee_facts([program.pk])[program.pk].meetings[0].came == 1
