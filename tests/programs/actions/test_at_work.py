"""Facts of the week may be told late, but only of days on which the program was at work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from programs.actions import constraints, incidents, interventions, lifecycle, statements
from programs.errors import Refused
from programs.models import BusinessFunction, Program, User
from tests import factories as make
from tests.factories import constraints as make_constraints
from tests.factories import interfaces as make_interfaces
from tests.factories import weekly as make_weekly

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEEK = 7 * DAY
STOPPED = make_weekly.monday(weeks_ago=5)
GOES_ON = STOPPED + 2 * WEEK
Tell = Callable[[Program, User, BusinessFunction, date], Any]


def vote(program: Program, by: User, function: BusinessFunction, monday: date) -> Any:
    flow, resource = make.make_flow(program), make_constraints.make_resource()
    return constraints.observe(flow, by=by, week_starts_on=monday, resource=resource, basis="opinion")


def state(program: Program, by: User, function: BusinessFunction, monday: date) -> Any:
    about: Any = {"function": function, "week_starts_on": monday, "subject": "incidents"}
    return statements.state(program, by=by, happened=False, on=make_weekly.monday(), **about)


def report(program: Program, by: User, function: BusinessFunction, on: date) -> Any:
    interface = make_interfaces.make_interface(program)
    words: Any = {"consequence": "expediting", "band": "small"}
    return incidents.report(program, by=by, interface=interface, happened_on=on, **words)


def step_in(program: Program, by: User, function: BusinessFunction, on: date) -> Any:
    return interventions.record(make.make_flow(program), by=by, kind="chased_input", happened_on=on)


TELLERS: dict[str, Tell] = {"vote": vote, "statement": state, "incident": report, "intervention": step_in}
tellers = pytest.mark.parametrize("tell", TELLERS.values(), ids=TELLERS)


@pytest.fixture
def paused(program: Program, pmo_lead: User) -> Program:
    return lifecycle.pause(program, by=pmo_lead, on=STOPPED, reason="The plant is rebuilt")


@tellers
def test_what_happened_before_the_pause_may_be_told_late(
    tell: Tell, paused: Program, function_lead: User, procurement: BusinessFunction
) -> None:
    assert tell(paused, function_lead, procurement, STOPPED - WEEK).pk


@tellers
def test_nothing_of_an_open_pause_is_taken_and_it_says_what_to_do(
    tell: Tell, paused: Program, function_lead: User, procurement: BusinessFunction
) -> None:
    with pytest.raises(Refused, match=r"is paused since .*: give an earlier day, or have its PMO lead resume it") as no:
        tell(paused, function_lead, procurement, STOPPED)

    assert (no.value.code, no.value.field in ("week_starts_on", "happened_on")) == ("paused_then", True)


@tellers
def test_after_a_pause_its_days_stay_refused_and_the_next_are_taken(
    tell: Tell, paused: Program, pmo_lead: User, function_lead: User, procurement: BusinessFunction
) -> None:
    program = lifecycle.resume(paused, by=pmo_lead, on=GOES_ON)

    assert tell(program, function_lead, procurement, GOES_ON).pk
    with pytest.raises(Refused, match=r"was paused from .* until .*: give a day before or after the pause"):
        tell(program, function_lead, procurement, GOES_ON - WEEK)


@tellers
def test_what_came_after_the_close_is_refused_and_what_came_before_is_taken(
    tell: Tell, program: Program, pmo_lead: User, function_lead: User, procurement: BusinessFunction
) -> None:
    closed = lifecycle.close(program, by=pmo_lead, on=STOPPED, lessons="Start with the constraint.")

    assert tell(closed, function_lead, procurement, STOPPED).pk
    with pytest.raises(Refused, match=r"was closed on .*: give a day up to then") as no:
        tell(closed, function_lead, procurement, STOPPED + WEEK)
    assert no.value.code == "closed_then"


@pytest.mark.parametrize("tell", [vote, state], ids=["vote", "statement"])
def test_a_week_with_one_day_of_work_is_told(
    tell: Tell, program: Program, pmo_lead: User, function_lead: User, procurement: BusinessFunction
) -> None:
    lifecycle.pause(program, by=pmo_lead, on=STOPPED + DAY, reason="The plant is rebuilt")

    assert tell(program, function_lead, procurement, STOPPED).pk


def test_the_words_of_an_incident_may_change_after_the_pause_was_told_its_day_may_not(
    program: Program, pmo_lead: User, function_lead: User, procurement: BusinessFunction
) -> None:
    incident = report(program, function_lead, procurement, STOPPED)
    lifecycle.pause(program, by=pmo_lead, on=STOPPED - DAY, reason="The plant is rebuilt")
    same: Any = {"interface": incident.interface, "happened_on": STOPPED}

    assert incidents.change(incident, by=function_lead, **same, description="Late again").description == "Late again"
    with pytest.raises(Refused, match=r"is paused since"):
        incidents.change(incident, by=function_lead, **same | {"happened_on": STOPPED + DAY})
