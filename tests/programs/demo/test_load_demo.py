"""One load for all of this file, in a transaction that is never committed: it takes a minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.utils import timezone
from pghistory.models import Event
from pytest_django.plugin import DjangoDbBlocker

from programs.actions.statements import held_by_the_record
from programs.demo.cast import DEMO_PASSWORD, PEOPLE
from programs.demo.load import load
from programs.models import (
    Approval,
    Baseline,
    CommitteeDecision,
    CostLine,
    Evidence,
    GateReview,
    Invitation,
    Meeting,
    Milestone,
    Portfolio,
    Program,
    StatusReport,
    User,
    Waiver,
    WeeklyStatement,
)
from programs.models.base import Record
from tracker import facts
from tracker.analysis.coverage import coverage, whole_weeks
from tracker.facts.weekly import read_weekly
from tracker.progress.reckon import reckon
from tracker.progress.results import ProgramProgress, Status

pytestmark = pytest.mark.slow
SATURDAY = date(2026, 1, 31)
INTENTIONS = {
    "start_on", "finish_on", "planned_on", "expires_on", "scheduled_on", "target_on", "closes_on", "cycle_ends_on",
    "expected_from", "expected_to", "due_on", "needed_by",
}  # fmt: skip
CALENDARS = {"Holiday", "FiscalPeriod"}


@pytest.fixture(autouse=True)
def quick_passwords() -> None:
    """Not here: the demo's people were given the real thing."""


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load(SATURDAY)
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


def dates_of(model: type[models.Model]) -> Iterator[tuple[str, date]]:
    """The latest date in each column that states a fact."""
    for field in model._meta.fields:
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            latest = model._default_manager.aggregate(latest=models.Max(field.name))["latest"]
            if field.name not in INTENTIONS and latest is not None:
                yield f"{model.__name__}.{field.name}", latest


def reckoned() -> dict[str, ProgramProgress]:
    programs = list(Program.objects.active())
    tables = facts.read_tables([program.pk for program in programs], as_of=SATURDAY)
    return {program.code: reckon(facts.program_facts(program, tables), SATURDAY) for program in programs}


def test_no_fact_lies_ahead(demo: None) -> None:
    record = [model for model in apps.get_app_config("programs").get_models() if not issubclass(model, Event)]
    found = dict(pair for model in record if model.__name__ not in CALENDARS for pair in dates_of(model))

    assert {name: latest for name, latest in found.items() if latest > SATURDAY} == {}
    assert {"Evidence.accepted_on", "GateReview.decided_on", "MilestoneForecast.stated_on"} <= set(found)


def test_every_row_was_written_by_an_action_of_a_person(demo: None) -> None:
    events: list[Any] = [model for model in apps.get_models() if issubclass(model, Event)]
    unsigned = {
        model.__name__: model.objects.exclude(pgh_context__metadata__has_keys=["action", "user"]).count()
        for model in events
        # People are there before anybody can act.
        if model._meta.managed and model.__name__ != "UserEvent"
    }

    assert {name: count for name, count in unsigned.items() if count} == {}
    assert "MilestoneEvent" in unsigned


def test_every_noun_of_the_record_has_rows(demo: None) -> None:
    nouns = [model for model in apps.get_app_config("programs").get_models() if issubclass(model, Record)]
    empty = {model.__name__ for model in nouns if not model._default_manager.exists()}

    assert empty == set()
    assert len(nouns) > 50


def test_programs_stand_in_several_states(demo: None) -> None:
    states = Program.objects.values_list("state", flat=True)

    assert sorted(states) == ["active"] * 7 + ["closed", "draft", "paused"]
    assert {each.entries.count() for each in Portfolio.objects.all()} == {5}


def test_evidence_waits_is_accepted_and_is_taken_back(demo: None) -> None:
    assert Evidence.objects.filter(accepted_on=None).count() >= 6
    assert Evidence.objects.filter(revoked_on__isnull=False).count() == 1
    assert Evidence.objects.exclude(attachments=None).count() >= 6
    assert set(Evidence.objects.values_list("level", flat=True)) >= {1, 2, 3}


def test_gates_are_passed_stopped_and_sent_back(demo: None) -> None:
    outcomes = set(GateReview.objects.values_list("outcome", flat=True))

    assert outcomes == {"passed", "stopped", "open"}
    assert Baseline.objects.filter(number=2).count() == 1
    assert Milestone.objects.filter(removed_on__isnull=False).count() == 1


def test_reports_and_costs_say_why_something_is_missing(demo: None) -> None:
    assert set(StatusReport.objects.values_list("status", flat=True)) == {"green", "amber", "red", ""}
    assert CostLine.objects.exclude(withheld_reason="").count() == 1
    assert set(CostLine.objects.values_list("currency", flat=True)) == {"EUR", "USD", "GBP"}


def test_the_portfolio_shows_who_is_on_the_way_who_is_not_and_of_whom_nothing_is_known(demo: None) -> None:
    shown = {code: each.delivery.status for code, each in reckoned().items()}

    assert shown == {
        "TPV-SPARES": Status.GREY,
        "OES-DEPOTS": Status.GREY,
        "TPV-EXPORT": Status.GREEN,
        "OES-TOWERS": Status.RED,
        "TPV-PROCESS": Status.RED,
        "TPV-VALVES": Status.RED,
        "OES-HOSPITALS": Status.RED,
    }


def test_the_valves_are_reported_green_while_a_gate_is_late_and_work_runs_ahead(demo: None) -> None:
    valves = reckoned()["TPV-VALVES"]

    assert valves.delivery.diverges
    assert [gate.code for gate in valves.sequence.gates if gate.days_overdue] == ["G2"]
    assert len(valves.sequence.out_of_order) == 3


def test_the_hospitals_have_lost_what_they_had_earned(demo: None) -> None:
    month_12 = next(each for each in reckoned()["OES-HOSPITALS"].horizons if each.key == "month_12")

    assert month_12.original is not None
    assert month_12.original.regression


def test_no_function_denies_what_the_record_holds(demo: None) -> None:
    said = WeeklyStatement.objects.select_related("program", "function")

    assert [str(each) for each in said.filter(happened=False) if held_by_the_record(each)] == []
    assert said.filter(happened=True).count() > 100
    assert said.filter(happened=False).count() > 200


def test_weeks_without_a_word_stay_unknown(demo: None) -> None:
    hospitals = Program.objects.get(code="OES-HOSPITALS")
    weeks = whole_weeks(SATURDAY - timedelta(days=210), SATURDAY)
    covered = coverage(read_weekly([hospitals.pk], as_of=SATURDAY)[hospitals.pk], subject="incidents", weeks=weeks)

    assert {each.is_complete for each in covered} == {True, False}


def test_waivers_hold_have_ended_and_were_revoked(demo: None) -> None:
    latest = Waiver.objects.filter(program__code="TPV-VALVES", gate__code="G2").latest("granted_on")

    assert latest.holds_on(SATURDAY)
    assert Waiver.objects.filter(expires_on__lt=SATURDAY, revoked_on=None).count() >= 3
    assert Waiver.objects.filter(revoked_on__isnull=False).count() == 1


def test_committees_meet_and_sometimes_cannot_decide(demo: None) -> None:
    held = Meeting.objects.filter(held_on__isnull=False).prefetch_related("attendances")
    reached = Counter((each.committee.name, each.quorum_reached) for each in held)

    assert sorted(reached.values()) == [1, 1, 10, 12]
    assert set(Approval.objects.values_list("answer", flat=True)) == {"approved", "rejected", ""}
    assert set(CommitteeDecision.objects.values_list("outcome", flat=True)) == {"agreed", "declined", "deferred", ""}


def test_a_guest_has_come_and_another_is_awaited(demo: None) -> None:
    came = Invitation.objects.get(accepted_at__isnull=False)

    assert came.accepted_by is not None
    assert came.accepted_by.memberships.get().function == came.function
    assert Invitation.objects.open().count() == 1


def test_everybody_can_sign_in(demo: None) -> None:
    people = User.objects.filter(email__in=[person.email for person in PEOPLE], is_active=True)

    assert people.count() == len(PEOPLE)
    assert all(check_password(DEMO_PASSWORD, stored) for stored in set(people.values_list("password", flat=True)))
    assert list(people.filter(is_steward=True).values_list("name", flat=True)) == ["Stella Marchetti"]
    assert list(people.filter(is_superuser=True).values_list("name", flat=True)) == ["Ada Rowe"]


def test_the_steward_has_handed_the_first_programs_over(demo: None) -> None:
    steward = User.objects.get(is_steward=True)

    assert list(Program.objects.visible_to(steward)) == []


def test_a_record_in_use_is_refused(demo: None) -> None:
    with pytest.raises(CommandError, match="needs an empty record, and this one holds 10 x program"):
        call_command("load_demo", as_of=SATURDAY)


def test_if_empty_leaves_a_record_in_use_alone(demo: None) -> None:
    said = StringIO()

    call_command("load_demo", "--if-empty", as_of=SATURDAY, stdout=said)

    assert said.getvalue().startswith("Nothing was loaded. The demo needs an empty record")
    assert Program.objects.count() == 10


# The mark lets a run of this file alone make the test database; the fixture above cannot ask for it.
@pytest.mark.django_db
def test_a_day_ahead_is_refused() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(CommandError, match="lies ahead"):
        call_command("load_demo", as_of=tomorrow)
