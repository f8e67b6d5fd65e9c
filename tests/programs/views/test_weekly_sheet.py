"""The weekly sheet: at most seven questions and twelve fields, written through the actions, nothing typed lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.forms.week import WeeklySheetForm
from programs.models import (
    BusinessFunction,
    ConstraintObservation,
    DecisionRecord,
    MilestoneForecast,
    Program,
    Resource,
    User,
    WeeklyStatement,
)
from programs.week.sheet import Counts, rooms, sheet_of, week_to_ask
from tests import factories as make
from tests.factories import constraints as make_constraints
from tests.factories import interfaces as make_interfaces
from tests.factories import lifecycle as make_lifecycle
from tests.factories import weekly as make_weekly
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ADDRESS = "/week/"
MONDAY = date(2026, 3, 9)
NOWHERE = {"incidents": "none", "overrides": "none", "interventions": "none"}


@pytest.fixture
def lead(procurement: BusinessFunction) -> User:
    """Leads Procurement in four programs, each with a flow and two milestones that are due soon."""
    user = make.make_user(name="Lea Lead")
    for number in range(4):
        program = make.make_program(name=f"Program {'ABCD'[number]}")
        make_weekly.make_lead(user, program, procurement)
        make.make_flow(program, name="Pumps")
        for _ in range(2):
            make.make_milestone(program, owner=user, finish_on=TODAY + 5 * DAY)
    make_constraints.make_resource(name="Line 1")
    return user


def week() -> date:
    return week_to_ask(TODAY)


def post(user: User, **given: Any) -> Any:
    """The sheet as the browser would send it, with these changes."""
    form = WeeklySheetForm(sheet=sheet_of(user, week=week(), today=TODAY))
    typed = {name: form[name].value() for name in form.fields}
    return signed_in(user).post(ADDRESS, {name: value for name, value in (typed | given).items() if value is not None})


def program_of(name: str) -> Program:
    return Program.objects.get(name=f"Program {name}")


@pytest.mark.parametrize(
    ("today", "wished", "asked"),
    [
        (MONDAY, None, MONDAY - 7 * DAY),
        (MONDAY + DAY, None, MONDAY),
        (MONDAY + 6 * DAY, None, MONDAY),
        (MONDAY, MONDAY, MONDAY),
        (MONDAY + DAY, MONDAY - 28 * DAY, MONDAY - 28 * DAY),
        (MONDAY + DAY, MONDAY - 35 * DAY, MONDAY),
        (MONDAY + DAY, MONDAY + 7 * DAY, MONDAY),
        (MONDAY + DAY, MONDAY - DAY, MONDAY),
    ],
    ids=["Monday", "Tuesday", "Sunday", "this week", "four weeks ago", "too long ago", "ahead", "no Monday"],
)
def test_on_a_monday_the_week_that_ended_is_asked(today: date, wished: date | None, asked: date) -> None:
    assert week_to_ask(today, wished) == asked


@pytest.mark.parametrize("programs", [1, 2, 4, 9])
@pytest.mark.parametrize("readings", [0, 1, 30])
@pytest.mark.parametrize("milestones", [0, 3, 30])
def test_there_are_never_more_than_twelve_fields(programs: int, readings: int, milestones: int) -> None:
    room = rooms(Counts(flows=programs, readings=readings, milestones=milestones), programs=programs)

    assert room.flows + room.readings + room.milestones + 3 + (1 if programs == 1 else 2) <= 12
    assert room.flows >= min(programs, 4)
    assert room.readings >= min(readings, 2)
    assert room.milestones >= min(milestones, 1)


def test_a_lead_of_four_programs_is_asked_twelve_fields(lead: User) -> None:
    form = WeeklySheetForm(sheet=sheet_of(lead, week=week(), today=TODAY))

    assert len(form.fields) == 12
    assert [question.key for question in form.questions] == [
        "limits", "incidents", "overrides", "interventions", "forecasts", "committee"
    ]  # fmt: skip
    assert "5 more are due soon" in form.questions[4].note


def test_the_page_takes_as_many_queries_for_eight_programs_as_for_four(
    lead: User, procurement: BusinessFunction
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert signed_in(lead).get(ADDRESS).status_code == 200
        return len(caught)

    few = queries()
    for _ in range(4):
        program = make.make_program()
        make_weekly.make_lead(lead, program, procurement)
        make.make_flow(program)
        make.make_milestone(program, owner=lead, finish_on=TODAY)

    assert queries() == few


def test_one_button_says_nothing_happened_for_all_programs(lead: User) -> None:
    answer = post(lead, nothing="1")

    assert answer.status_code == 302
    said = WeeklyStatement.objects.filter(week_starts_on=week(), stated_by=lead)
    assert said.filter(happened=False).count() == 12
    assert "You have sent this sheet" in signed_in(lead).get(answer["Location"]).content.decode()


def test_every_answer_reaches_the_record(lead: User) -> None:
    flow, resource = program_of("A").flows.get(), Resource.objects.get()
    milestone = program_of("A").milestones.first()
    assert milestone is not None
    seat = f"{program_of('B').pk}-{BusinessFunction.objects.get(name='Procurement').pk}"
    given: dict[str, Any] = NOWHERE | {
        "incidents": [seat],
        f"limit_{flow.pk}": resource.pk,
        f"forecast_{milestone.pk}": str(TODAY + 20 * DAY),
        "question": "Who owns the pump plan?",
        "question_program": program_of("C").pk,
    }

    assert post(lead, **given).status_code == 302
    assert ConstraintObservation.objects.get(flow=flow, week_starts_on=week()).resource == resource
    assert MilestoneForecast.objects.get(stated_on=TODAY).finish_on == TODAY + 20 * DAY
    assert DecisionRecord.objects.get().program == program_of("C")
    assert WeeklyStatement.objects.get(happened=True).program == program_of("B")


def test_sent_again_it_shows_what_was_sent_and_writes_nothing_twice(lead: User) -> None:
    milestone = program_of("A").milestones.first()
    assert milestone is not None
    moved = str(TODAY + 90 * DAY)
    post(lead, **NOWHERE, question="Why?", question_program=program_of("A").pk, **{f"forecast_{milestone.pk}": moved})
    form = WeeklySheetForm(sheet=sheet_of(lead, week=week(), today=TODAY))

    assert (form["incidents"].value(), str(form[f"forecast_{milestone.pk}"].value())) == (["none"], moved)
    assert [row.question for row in form.sheet.raised] == ["Why?"]
    assert post(lead).status_code == 302
    assert (WeeklyStatement.objects.count(), DecisionRecord.objects.count()) == (12, 1)


def test_last_weeks_answer_is_filled_in(lead: User) -> None:
    flow, resource = program_of("A").flows.get(), Resource.objects.get()
    make_constraints.make_observation(
        flow, resource=resource, observed_by=lead, source=str(lead), week_starts_on=week() - 7 * DAY
    )

    form = WeeklySheetForm(sheet=sheet_of(lead, week=week(), today=TODAY))

    assert form[f"limit_{flow.pk}"].value() == str(resource.pk)


def test_flows_without_a_known_constraint_and_asked_longest_ago_come_first(lead: User) -> None:
    known, asked = program_of("A").flows.get(), program_of("B").flows.get()
    make_constraints.make_constraint(known)
    make_constraints.make_observation(asked, observed_by=lead, source=str(lead), week_starts_on=week() - 7 * DAY)

    flows = [each.flow.program.name for each in sheet_of(lead, week=week(), today=TODAY).flows]

    assert flows == ["Program C", "Program D", "Program B", "Program A"]


def test_silence_is_asked_for_beside_the_question_and_nothing_typed_is_lost(lead: User) -> None:
    answer = post(lead, **NOWHERE | {"overrides": []}, question="Who owns it?", question_program=program_of("A").pk)
    page = answer.content.decode()

    assert (answer.status_code, WeeklyStatement.objects.count()) == (422, 0)
    assert page.count("Choose where it happened, or say that it happened nowhere.") == 1
    assert 'value="Who owns it?"' in page


def test_a_program_that_refuses_keeps_nothing_and_the_others_are_sent(
    lead: User, procurement: BusinessFunction
) -> None:
    program = program_of("B")
    interface = make_interfaces.make_interface(program, from_function=procurement)
    make_interfaces.make_incident(program, interface=interface, happened_on=week())

    answer = post(lead, **NOWHERE)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Program B: The record holds an incident" in page
    assert "Sent for Program A, Program C, Program D." in page
    assert not program.weekly_statements.exists()


def test_what_the_record_holds_is_chosen_already_and_the_button_keeps_it(
    lead: User, procurement: BusinessFunction
) -> None:
    program = program_of("B")
    interface = make_interfaces.make_interface(program, from_function=procurement)
    make_interfaces.make_incident(program, interface=interface, happened_on=week())
    form = WeeklySheetForm(sheet=sheet_of(lead, week=week(), today=TODAY))

    assert form["incidents"].value() == [f"{program.pk}-{procurement.pk}"]
    assert post(lead, nothing="1").status_code == 302
    assert WeeklyStatement.objects.get(happened=True).program == program


def test_a_program_that_stood_still_all_week_is_not_asked(lead: User) -> None:
    make_lifecycle.make_pause(program_of("B"), paused_on=week() - DAY, resumed_on=week() + 7 * DAY)
    make_lifecycle.make_pause(program_of("C"), paused_on=week() + DAY, resumed_on=TODAY + 7 * DAY)

    asked = sheet_of(lead, week=week(), today=TODAY)

    assert [str(program) for program in asked.programs] == ["Program A", "Program C", "Program D"]
    assert len(asked.flows) == 3


def test_somebody_who_leads_nothing_is_asked_nothing(pmo_lead: User) -> None:
    answer = signed_in(pmo_lead).get(ADDRESS)

    assert "Nothing is asked of you." in answer.content.decode()
    assert signed_in(pmo_lead).post(ADDRESS, NOWHERE).status_code == 200
    assert not WeeklyStatement.objects.exists()


def test_a_yes_without_a_fact_leads_to_the_form_of_that_fact(lead: User, procurement: BusinessFunction) -> None:
    seat = f"{program_of('A').pk}-{procurement.pk}"
    answer = post(lead, **NOWHERE | {"incidents": [seat]})

    page = signed_in(lead).get(answer["Location"]).content.decode()

    assert f'href="/programs/{program_of("A").uid}/incidents/new/"' in page
