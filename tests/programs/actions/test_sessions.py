from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import interventions, sessions
from programs.actions.sessions import Attendance, Series
from programs.errors import NotAllowed, Refused
from programs.models import BusinessFunction, IntegratedSession, PmoIntervention, ProcessFlow, Program, Tombstone, User
from tests import factories as make
from tests.factories import START
from tests.factories import culture as make_culture

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def flow(program: Program) -> ProcessFlow:
    return make.make_flow(program)


@pytest.fixture
def functions() -> list[BusinessFunction]:
    return [make.make_function(name="Buying"), make.make_function(name="Making")]


def came(function: BusinessFunction, plan: str = "") -> Attendance:
    return Attendance(function=function, demand_plan=plan)


def told(session: IntegratedSession) -> list[tuple[str, bool, bool | None, str]]:
    rows = session.functions.order_by("id")
    return [(row.function.name, row.is_required, row.came, row.demand_plan) for row in rows]


def test_a_series_has_its_days_and_functions(
    flow: ProcessFlow, functions: list[BusinessFunction], pmo_lead: User
) -> None:
    series = Series(first_on=START, every_days=14, count=3)

    made = sessions.schedule_series(flow, by=pmo_lead, series=series, functions=functions)

    assert [each.scheduled_on for each in made] == [START, START + 14 * DAY, START + 28 * DAY]
    assert told(made[2]) == [("Buying", True, None, ""), ("Making", True, None, "")]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"count": 0}, "too_many"),
        ({"count": 105}, "too_many"),
        ({"every_days": 0}, "no_distance"),
        ({"first_on": START - 7 * DAY}, "session_exists"),
    ],
)
def test_a_series_that_cannot_be_is_refused_as_a_whole(
    changed: dict[str, Any], code: str, flow: ProcessFlow, functions: list[BusinessFunction], pmo_lead: User
) -> None:
    make_culture.make_session(flow, scheduled_on=START)
    series: Any = {"first_on": START + DAY, "every_days": 7, "count": 3} | changed

    with pytest.raises(Refused) as refusal:
        sessions.schedule_series(flow, by=pmo_lead, series=series, functions=functions)

    assert refusal.value.code == code
    assert flow.sessions.count() == 1


def test_a_session_needs_somebody(flow: ProcessFlow, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        sessions.schedule(flow, by=pmo_lead, scheduled_on=START, functions=[])

    assert refusal.value.code == "nobody_required"


def test_a_held_session_says_who_came_with_which_plan(
    flow: ProcessFlow, functions: list[BusinessFunction], function_lead: User
) -> None:
    session = make_culture.make_session(flow, *functions)
    guest = make.make_function(name="Sales")

    held = sessions.hold(
        session, by=function_lead, on=START + DAY, attendance=[came(functions[0], "7"), came(guest, "6")]
    )

    assert (held.held_on, held.recorded_by) == (START + DAY, function_lead)
    assert told(held) == [
        ("Buying", True, True, "7"),
        ("Making", True, False, ""),
        ("Sales", False, True, "6"),
    ]


def test_said_again_it_corrects_what_was_said(
    flow: ProcessFlow, functions: list[BusinessFunction], pmo_lead: User
) -> None:
    session = make_culture.make_session(flow, *functions)
    sessions.hold(session, by=pmo_lead, on=START, attendance=[came(functions[0], "7")])

    held = sessions.hold(session, by=pmo_lead, on=START, attendance=[came(functions[1], "8")])

    assert told(held) == [("Buying", True, False, ""), ("Making", True, True, "8")]


@pytest.mark.parametrize(
    ("given", "days", "people", "code"),
    [
        ({"cancel_reason": "Quarter close"}, 0, 1, "session_cancelled"),
        ({}, 9_999, 1, "in_the_future"),
        ({}, 0, 0, "nobody_came"),
    ],
)
def test_what_was_not_held_is_not_recorded_as_held(
    given: dict[str, Any],
    days: int,
    people: int,
    code: str,
    flow: ProcessFlow,
    functions: list[BusinessFunction],
    pmo_lead: User,
) -> None:
    session = make_culture.make_session(flow, *functions, **given)

    there = [came(each) for each in functions[:people]]

    with pytest.raises(Refused) as refusal:
        sessions.hold(session, by=pmo_lead, on=START + days * DAY, attendance=there)

    assert refusal.value.code == code
    assert {row.came for row in session.functions.all()} == {None}


@pytest.mark.parametrize(
    ("given", "reason", "code"),
    [
        ({"held_on": START}, "Too late", "session_held"),
        ({"cancel_reason": "Quarter close"}, "Again", "session_cancelled"),
        ({}, "  ", "reason_missing"),
    ],
)
def test_a_session_is_cancelled_once_with_a_reason(
    given: dict[str, Any], reason: str, code: str, flow: ProcessFlow, pmo_lead: User
) -> None:
    session = make_culture.make_session(flow, **given)

    with pytest.raises(Refused) as refusal:
        sessions.cancel(session, by=pmo_lead, reason=reason)

    assert refusal.value.code == code


def test_a_cancelled_session_says_why(flow: ProcessFlow, function_lead: User) -> None:
    session = make_culture.make_session(flow)

    cancelled = sessions.cancel(session, by=function_lead, reason=" Quarter close ")

    assert (cancelled.cancel_reason, cancelled.recorded_by) == ("Quarter close", function_lead)


def test_an_intervention_says_what_the_pmo_did(
    flow: ProcessFlow, functions: list[BusinessFunction], function_lead: User
) -> None:
    made = interventions.record(
        flow, by=function_lead, kind="forced_decision", happened_on=START, function=functions[0]
    )

    assert (made.kind, made.function, made.recorded_by) == ("forced_decision", functions[0], function_lead)


def test_an_intervention_that_has_not_happened_is_refused(flow: ProcessFlow, pmo_lead: User) -> None:
    tomorrow: date = timezone.localdate() + DAY

    with pytest.raises(Refused, match="has not come yet"):
        interventions.record(flow, by=pmo_lead, kind="chased_input", happened_on=tomorrow)


def test_who_recorded_an_intervention_may_delete_it_and_other_leads_may_not(
    flow: ProcessFlow, function_lead: User
) -> None:
    own = make_culture.make_intervention(flow, recorded_by=function_lead)
    foreign = make_culture.make_intervention(flow)

    interventions.remove(own, by=function_lead)
    with pytest.raises(NotAllowed):
        interventions.remove(foreign, by=function_lead)

    assert PmoIntervention.objects.get() == foreign
    assert Tombstone.objects.get().uid == own.uid
