"""Days 0, 1, 3 and 7: where a number will stand, the page says what is missing, who owes it, and from which day on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.models import Membership, Program, User
from tests import factories
from tests.factories import metrics
from tests.tracker.views.conftest import TODAY, compute, signed_in
from tracker.reporting.before_numbers import BeforeNumbers
from tracker.views.program_people import ProgramPeople

pytestmark = pytest.mark.django_db
DAYS = (0, 1, 3, 7)
ALWAYS = ("delivery", "reported", "gate", "metric", "constraint", "authority", "interface", "wait", "state", "coverage")


def begun(program: Program, day: int) -> None:
    """The program on its day, computed."""
    Program.objects.filter(pk=program.pk).update(start_on=TODAY - timedelta(days=day))
    compute(program)


def before(program: Program, user: User) -> tuple[BeforeNumbers, str]:
    """What is owed, and the page that says so."""
    answer = signed_in(user).get(program.get_absolute_url())
    return answer.context["page"].before, " ".join(answer.content.decode().split())


@pytest.mark.parametrize("day", DAYS)
def test_every_answer_says_what_is_missing_who_owes_it_and_when(day: int, program: Program, pmo_lead: User) -> None:
    begun(program, day)

    found, page = before(program, pmo_lead)

    for name in ALWAYS:
        words = getattr(found, name)
        assert words in page, name
        assert "wed by " in words, name
        assert "possible" in words or "can first be told on" in words, name
    assert f"{pmo_lead.name}, PMO lead" in found.gate


@pytest.mark.parametrize("day", DAYS)
def test_without_a_pmo_lead_one_has_to_be_chosen(day: int, program: Program, viewer: User) -> None:
    Membership.objects.filter(role=Membership.Role.PMO_LEAD).delete()
    begun(program, day)

    found, _ = before(program, viewer)

    for name in ("delivery", "reported", "gate", "metric", "constraint", "authority", "interface", "wait", "state"):
        assert "owed by nobody yet: choose the PMO lead" in getattr(found, name).lower().replace("pmo", "PMO"), name


def test_what_is_there_is_not_owed(program: Program, pmo_lead: User) -> None:
    gate = factories.make_gate(program, "G0", finish_on=TODAY + timedelta(days=9))
    factories.make_milestone(program, gate=gate, finish_on=TODAY + timedelta(days=5))
    factories.make_baseline(program, locked_on=TODAY - timedelta(days=3))
    factories.make_status(program, "green")
    factories.make_flow(program)
    judged = metrics.make_program_metric(program)
    metrics.make_readings(judged, [41])
    begun(program, 3)

    found, _ = before(program, pmo_lead)

    assert (found.delivery, found.reported, found.gate, found.metric) == ("", "", "", "")
    assert found.constraint.startswith("A first word on what limits it")


def test_people_are_asked_for_once_and_only_when_needed(program: Program, pmo_lead: User) -> None:
    people = ProgramPeople(program)

    with CaptureQueriesContext(connection) as queries:
        assert people.pmo == [pmo_lead.name]
        assert not people.leads

    assert len(queries) == 1


def test_an_empty_plan_is_not_called_on_time(program: Program, pmo_lead: User) -> None:
    begun(program, 1)

    assert "Nothing is planned yet, so nothing can be late." in before(program, pmo_lead)[1]
