"""Readings on the weekly sheet: asked with unit and period, within the budget, empty until known, never lost."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from programs.forms.week import WeeklySheetForm
from programs.models import BusinessFunction, Program, ProgramMetric, Reading, User, WeeklyStatement
from programs.week.sheet import sheet_of, week_to_ask
from tests import factories as make
from tests.factories import pilots as make_pilots
from tests.factories import readings as make_readings
from tests.factories import weekly as make_weekly
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)
LAST = make_weekly.monday(weeks_ago=1)
NOTHING = {"nothing": "1"}


@pytest.fixture
def judged(program: Program) -> ProgramMetric:
    """The program judged weekly by the days of a late order."""
    metric = make_readings.make_readable_metric(name="Late orders", unit="days")
    return make_readings.judge_by(program, metric)


@pytest.fixture
def lead(program: Program, procurement: BusinessFunction, judged: ProgramMetric) -> User:
    """Leads Procurement, which answers for the metric since the last week began: one reading is owed."""
    user = make.make_user(name="Lea Lead")
    make_weekly.make_lead(user, program, procurement)
    make_pilots.make_pilot_account(judged, function=procurement, valid_from=LAST)
    return user


def form_of(user: User) -> WeeklySheetForm:
    return WeeklySheetForm(sheet=sheet_of(user, week=week_to_ask(TODAY), today=TODAY))


def send(user: User, **given: str) -> str:
    """The page after the sheet was sent with these answers."""
    return str(signed_in(user).post("/week/", NOTHING | given, follow=True).content.decode())


def test_the_field_names_metric_unit_period_and_program(lead: User) -> None:
    (asked,) = form_of(lead).sheet.readings

    assert form_of(lead)[asked.name].label == f"Late orders in days, week of {LAST:%-d %B %Y} (Alpha)"
    assert form_of(lead)[asked.name].value() == ""


def test_a_typed_reading_is_final_and_stays_on_the_sheet_to_be_corrected(lead: User, judged: ProgramMetric) -> None:
    (asked,) = form_of(lead).sheet.readings
    send(lead, **{asked.name: "12,5"})
    reading = Reading.objects.get()

    assert (reading.metric, reading.period_starts_on, reading.value) == (judged.metric, LAST, Decimal("12.5"))
    assert (reading.is_final, reading.source, reading.entered_by) == (True, "Weekly sheet", lead)
    assert form_of(lead)[asked.name].value() == "12.5"
    send(lead, **{asked.name: "13"})
    assert Reading.objects.get().value == 13


def test_an_empty_field_is_not_known_yet(lead: User) -> None:
    (asked,) = form_of(lead).sheet.readings

    assert "Thank you" in send(lead, **{asked.name: " "})
    assert not Reading.objects.exists()
    assert len(form_of(lead).sheet.readings) == 1


@pytest.mark.parametrize("typed", ["many", "1234567890123456", "1,234"])
def test_a_reading_that_cannot_be_keeps_everything_typed_and_writes_nothing(typed: str, lead: User) -> None:
    (asked,) = form_of(lead).sheet.readings

    page = send(lead, question="Who owns it?", **{asked.name: typed})

    assert f'value="{typed}"' in page
    assert 'value="Who owns it?"' in page
    assert 'role="alert"' in page
    assert not Reading.objects.exists()
    assert not WeeklyStatement.objects.exists()


def test_a_refused_reading_takes_the_other_answers_of_its_program_back(lead: User, judged: ProgramMetric) -> None:
    judged.metric.is_ratio_scale = True
    judged.metric.save(update_fields=["is_ratio_scale"])
    (asked,) = form_of(lead).sheet.readings

    page = send(lead, **{asked.name: "0"})

    assert "Late orders is never zero or less" in page
    assert 'value="0"' in page
    assert not WeeklyStatement.objects.exists()


def test_what_somebody_else_entered_meanwhile_is_not_swallowed(lead: User, judged: ProgramMetric) -> None:
    (asked,) = form_of(lead).sheet.readings
    make_readings.make_reading(judged.metric, period_starts_on=LAST, value=Decimal(11))

    page = send(lead, **{asked.name: "12.5"})

    assert "no longer asked for here" in page
    assert "You typed: 12.5." in page
    assert Reading.objects.get().value == 11
    assert not WeeklyStatement.objects.exists()


def test_a_reading_that_is_not_final_is_asked_again_with_what_is_there(lead: User, judged: ProgramMetric) -> None:
    make_readings.make_reading(judged.metric, period_starts_on=LAST, value=Decimal(11), is_final=False)
    (asked,) = form_of(lead).sheet.readings

    assert str(form_of(lead)[asked.name].label).endswith("so far 11, not final")
    send(lead, **{asked.name: "11"})
    assert Reading.objects.get().is_final


def test_what_has_no_room_is_counted(lead: User, procurement: BusinessFunction, program: Program) -> None:
    for _ in range(5):
        metric = make_readings.judge_by(program, make_readings.make_readable_metric())
        make_pilots.make_pilot_account(metric, function=procurement, valid_from=LAST)
    form = form_of(lead)
    (question,) = [each for each in form.questions if each.key == "readings"]

    assert (len(form.sheet.readings), question.note) == (4, "2 more are due: see My work.")
    assert len(form.fields) <= 12
    assert len(form.questions) <= 7
