"""Teams across functions: who sits in one, and who holds its deciding vote, from which day on."""

from __future__ import annotations

from datetime import date

import pytest

from programs.actions import teams
from programs.errors import Refused
from programs.models import BusinessFunction, Program, Team, User
from tests.factories import START, make_function

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)


@pytest.fixture
def sales() -> BusinessFunction:
    return make_function(name="Sales")


@pytest.fixture
def team(program: Program, procurement: BusinessFunction, sales: BusinessFunction, pmo_lead: User) -> Team:
    """Procurement and sales since START; sales has the vote."""
    return teams.create(
        program, by=pmo_lead, name="Pumps", functions=[procurement, sales], deciding=sales, valid_from=START
    )


def seats_on(team: Team, day: date) -> dict[str, bool]:
    return {str(seat.function): seat.decides for seat in team.functions.valid_on(day)}


def test_a_team_begins_with_its_functions_and_its_vote(team: Team) -> None:
    assert seats_on(team, START) == {"Procurement": False, "Sales": True}


def test_a_vote_that_moves_leaves_the_past_as_it_was(team: Team, procurement: BusinessFunction, pmo_lead: User) -> None:
    teams.move_vote(team, by=pmo_lead, function=procurement, valid_from=JUNE)

    assert seats_on(team, date(2026, 5, 31)) == {"Procurement": False, "Sales": True}
    assert seats_on(team, JUNE) == {"Procurement": True, "Sales": False}


def test_a_vote_may_go_to_a_function_that_comes_with_it(team: Team, pmo_lead: User) -> None:
    teams.move_vote(team, by=pmo_lead, function=make_function(name="Logistics"), valid_from=JUNE)

    assert seats_on(team, JUNE) == {"Procurement": False, "Sales": False, "Logistics": True}


def test_a_vote_of_the_first_day_is_put_right(team: Team, procurement: BusinessFunction, pmo_lead: User) -> None:
    teams.move_vote(team, by=pmo_lead, function=procurement, valid_from=START)

    assert seats_on(team, START) == {"Procurement": True, "Sales": False}
    assert team.functions.count() == 2


def test_who_has_the_vote_gets_it_no_second_time(team: Team, sales: BusinessFunction, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        teams.move_vote(team, by=pmo_lead, function=sales, valid_from=JUNE)

    assert refusal.value.code == "already_held"


def test_a_function_sits_in_a_team_once(team: Team, sales: BusinessFunction, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        teams.add_function(team, by=pmo_lead, function=sales, valid_from=JUNE)

    assert refusal.value.code == "already_in_the_team"


def test_a_function_that_left_may_come_back(team: Team, procurement: BusinessFunction, pmo_lead: User) -> None:
    teams.end_function(team.functions.get(function=procurement), by=pmo_lead, valid_to=date(2026, 5, 31))

    teams.add_function(team, by=pmo_lead, function=procurement, valid_from=JUNE)

    assert seats_on(team, JUNE) == {"Procurement": False, "Sales": True}


def test_the_vote_belongs_to_a_function_of_the_team(
    program: Program, procurement: BusinessFunction, sales: BusinessFunction, pmo_lead: User
) -> None:
    with pytest.raises(Refused) as refusal:
        teams.create(program, by=pmo_lead, name="X", functions=[sales], deciding=procurement, valid_from=START)

    assert (refusal.value.code, refusal.value.field) == ("not_in_the_team", "deciding")
