"""A function's word about its week: the second replaces the first, and none contradicts the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from programs.actions import statements
from programs.errors import NotAllowed, Refused
from programs.models import BusinessFunction, Program, User, WeeklyStatement
from tests import factories as make
from tests.factories import START
from tests.factories import culture as make_culture
from tests.factories import decisions as make_decisions
from tests.factories import interfaces as make_interfaces
from tests.factories import weekly as make_weekly

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Happen = Callable[[Program, BusinessFunction, date], Any]


def say(program: Program, by: User, function: BusinessFunction, **given: Any) -> WeeklyStatement:
    values: dict[str, Any] = {
        "week_starts_on": START,
        "subject": "incidents",
        "happened": False,
        "on": START + 4 * DAY,
    } | given
    return statements.state(program, by=by, function=function, **values)


def incident(program: Program, function: BusinessFunction, day: date) -> Any:
    interface = make_interfaces.make_interface(program, to_function=function)
    return make_interfaces.make_incident(program, interface=interface, happened_on=day)


def override(program: Program, function: BusinessFunction, day: date) -> Any:
    over = {"overridden_on": day, "overridden_by": make.make_user(), "override_reason": "Told to"}
    return make_decisions.make_decided(program, decided_function=function, decided_on=START - DAY * 7,
                                       raised_on=START - DAY * 9, **over)  # fmt: skip


def override_of_a_team(program: Program, function: BusinessFunction, day: date) -> Any:
    team = make_decisions.make_team(program)
    make_decisions.make_team_function(team, function=function)
    over = {"overridden_on": day, "overridden_by": make.make_user(), "override_reason": "Told to"}
    return make_decisions.make_decided(program, decided_team=team, decided_on=START, **over)


def intervention(program: Program, function: BusinessFunction, day: date) -> Any:
    return make_culture.make_intervention(make.make_flow(program), function=function, happened_on=day)


HAPPENINGS: dict[str, tuple[str, Happen, str]] = {
    "incident": ("incidents", incident, "an incident of 11 January 2026"),
    "override": ("overrides", override, "was overridden on 11 January 2026"),
    "override of a team": ("overrides", override_of_a_team, "was overridden on 11 January 2026"),
    "intervention": ("interventions", intervention, "the PMO stepped in on 11 January 2026: chased an input"),
}
happenings = pytest.mark.parametrize(("subject", "happen", "words"), HAPPENINGS.values(), ids=HAPPENINGS)


def test_the_second_word_replaces_the_first(
    program: Program, function_lead: User, procurement: BusinessFunction
) -> None:
    first = say(program, function_lead, procurement)
    second = say(program, function_lead, procurement, happened=True, on=START + 6 * DAY)

    assert (second.pk, second.happened, second.version) == (first.pk, True, first.version + 1)
    assert second.stated_on == START + 6 * DAY
    assert WeeklyStatement.objects.count() == 1


@happenings
def test_nothing_happened_is_refused_when_the_record_holds_that_something_did(
    subject: str, happen: Happen, words: str, program: Program, function_lead: User, procurement: BusinessFunction
) -> None:
    happen(program, procurement, START + 6 * DAY)

    with pytest.raises(Refused, match=words) as refusal:
        say(program, function_lead, procurement, subject=subject)

    assert (refusal.value.code, refusal.value.field) == ("record_says_otherwise", "happened")
    assert say(program, function_lead, procurement, subject=subject, happened=True).happened


@happenings
def test_what_happened_elsewhere_or_in_another_week_contradicts_nothing(
    subject: str, happen: Happen, words: str, program: Program, function_lead: User, procurement: BusinessFunction
) -> None:
    happen(program, procurement, START + 7 * DAY)
    happen(make.make_program(), procurement, START + DAY)
    happen(program, make.make_function(), START + DAY)

    assert words
    assert not say(program, function_lead, procurement, subject=subject).happened


def test_a_withdrawn_incident_contradicts_nothing(
    program: Program, function_lead: User, procurement: BusinessFunction
) -> None:
    row = incident(program, procurement, START)
    row.withdrawn_on, row.withdrawn_by = START, function_lead
    row.save()

    assert not say(program, function_lead, procurement).happened


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"week_starts_on": START + DAY}, "not_a_monday"),
        ({"week_starts_on": make_weekly.monday() + timedelta(weeks=1)}, "in_the_future"),
        ({"on": make_weekly.monday() + timedelta(weeks=1)}, "in_the_future"),
        ({"on": START - DAY}, "before_the_week"),
    ],
)
def test_a_week_is_stated_by_its_monday_and_not_ahead(
    given: dict[str, Any], code: str, program: Program, function_lead: User, procurement: BusinessFunction
) -> None:
    with pytest.raises(Refused) as refusal:
        say(program, function_lead, procurement, **given)

    assert refusal.value.code == code


def test_only_its_lead_speaks_for_a_function(
    program: Program, pmo_lead: User, function_lead: User, procurement: BusinessFunction
) -> None:
    other = make.make_function()
    make_weekly.make_lead(make.make_user(), program, other)

    for by, function in ((pmo_lead, procurement), (function_lead, other), (function_lead, make.make_function())):
        with pytest.raises(NotAllowed):
            say(program, by, function)


def test_the_pmo_lead_speaks_for_a_function_that_nobody_leads_any_more(
    program: Program, pmo_lead: User, procurement: BusinessFunction
) -> None:
    make.make_membership(make.make_user(), program, "function_lead", function=procurement, valid_to=START)

    assert say(program, pmo_lead, procurement).stated_by == pmo_lead
