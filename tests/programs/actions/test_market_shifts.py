from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from programs.actions import market_shifts
from programs.errors import Refused
from programs.models import Program, User
from tests.factories import START, make_flow, make_function, make_program
from tests.factories.tradeoffs import make_shift

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_shift_names_whom_it_has_to_reach(program: Program, function_lead: User) -> None:
    functions = [make_function(name="Procurement 2"), make_function(name="Logistics")]

    shift = market_shifts.record(
        program, by=function_lead, functions=functions, title="Demand doubled", visible_on=START
    )

    assert {each.function.name for each in shift.responses.all()} == {"Procurement 2", "Logistics"}
    assert set(shift.responses.values_list("known_on", "replanned_on")) == {(None, None)}


def test_what_a_function_says_again_replaces_what_it_said(program: Program, pmo_lead: User) -> None:
    shift, function = make_shift(program), make_function()
    market_shifts.respond(shift, by=pmo_lead, function=function, known_on=START, replanned_on=None)

    said = market_shifts.respond(shift, by=pmo_lead, function=function, known_on=START, replanned_on=START + 9 * DAY)

    assert shift.responses.get() == said
    assert (said.known_on, said.replanned_on) == (START, START + 9 * DAY)


@pytest.mark.parametrize(
    ("days", "code", "field"),
    [
        ({"known_on": START - DAY, "replanned_on": None}, "before_it_was_visible", "known_on"),
        ({"known_on": START, "replanned_on": date(2999, 1, 1)}, "in_the_future", "replanned_on"),
    ],
    ids=["too early", "ahead"],
)
def test_a_response_that_cannot_be(
    days: dict[str, Any], code: str, field: str, program: Program, pmo_lead: User
) -> None:
    with pytest.raises(Refused) as refusal:
        market_shifts.respond(make_shift(program), by=pmo_lead, function=make_function(), **days)

    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_a_shift_is_of_a_flow_of_its_program(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        market_shifts.change(make_shift(program), by=pmo_lead, flow=make_flow(make_program()))

    assert (refusal.value.code, refusal.value.field) == ("other_program", "flow")
