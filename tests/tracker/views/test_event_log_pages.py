"""The pages of event logs: brought, waited for, looked at, loaded; and for nobody but who brought it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries, Settings

from programs.models import EventLogFile, HandoffCount, Program, User
from tests import factories
from tests.factories.interfaces import make_event_log
from tests.tracker.event_logs.conftest import SMALL
from tests.tracker.views.conftest import signed_in
from tracker.event_logs.work import work_off

pytestmark = pytest.mark.django_db
NEW = "/event-logs/new/"
ASKED = {"actor": "team", "zone": "UTC", "first": "1990-01-01", "encoding": "utf-8-sig"}


@pytest.fixture
def steward() -> User:
    return factories.make_user(email="steward@example.com", is_steward=True)


def send(user: User, content: bytes = SMALL, **given: str) -> Any:
    file = SimpleUploadedFile("log.csv", content)
    return signed_in(user).post(NEW, ASKED | given | {"file": file})


def address(name: str, log: EventLogFile) -> str:
    return reverse(f"tracker:event-log-{name}", args=[log.uid])


def page(user: User, log: EventLogFile, **headers: str) -> str:
    return signed_in(user).get(address("detail", log), headers=headers).content.decode()


def test_a_log_is_brought_read_looked_at_and_loaded(steward: User) -> None:
    log = EventLogFile.objects.get(uid=send(steward)["Location"].split("/")[2])

    assert "Waiting for a worker" in page(steward, log)
    work_off()
    assert "3 hand-offs at 2 interfaces" in page(steward, log)
    signed_in(steward).post(address("load", log))
    work_off()
    assert "2 new functions, 2 new interfaces, 2 new counts" in page(steward, log)


def test_while_a_log_waits_the_page_asks_again_and_then_no_more(steward: User) -> None:
    log = make_event_log(steward, SMALL)

    waiting = page(steward, log, HX_Request="true")
    work_off()
    read = page(steward, log, HX_Request="true")

    assert waiting.count("hx-get") == 1
    assert "<html" not in waiting
    assert "hx-get" not in read
    assert "Load it" in read


def test_without_scripts_a_link_shows_how_far_it_is(steward: User) -> None:
    log = make_event_log(steward, SMALL, claim="0192f000-0000-7000-8000-000000000000", done=40)

    shown = page(steward, log)

    assert f'<a href="{log.get_absolute_url()}">See how far it is</a>' in shown
    assert '<progress id="done" max="100" value="40">40 percent</progress>' in shown


def test_what_is_wrong_is_said_and_the_file_is_still_there(steward: User) -> None:
    log = make_event_log(steward, b"case,time\n1,2\n")
    work_off()

    shown = page(steward, log)

    assert escape("There is no column “team” for the actor") in shown
    assert address("read", log) in shown
    answer = signed_in(steward).post(address("read", log), ASKED | {"actor": "time", "zone": "Mars"})
    assert answer.status_code == 422
    assert "There is no such time zone" in answer.content.decode()


def test_the_same_file_is_read_otherwise(steward: User) -> None:
    log = make_event_log(steward, SMALL, options={"actor": "dept"})
    work_off()

    signed_in(steward).post(address("read", log), ASKED)
    work_off()

    assert "3 hand-offs" in page(steward, log)


def test_names_of_persons_are_neither_shown_nor_loaded(steward: User) -> None:
    log = make_event_log(steward, SMALL.replace(b"team", b"user"), options={"actor": "user"})
    work_off()

    shown = page(steward, log)

    assert "Person 1" in shown
    assert "Procurement" not in shown
    assert "Load it" not in shown


def test_persons_become_functions_and_their_names_are_gone_when_it_is_loaded(steward: User) -> None:
    functions = "Planning,Sales\nProcurement,Purchasing"
    log = make_event_log(steward, SMALL.replace(b"team", b"user"), options={"actor": "user", "functions": functions})
    work_off()
    assert "Sales" in page(steward, log)
    assert "Person 1" not in page(steward, log)

    signed_in(steward).post(address("load", log))
    work_off()

    log.refresh_from_db()
    assert log.options["functions"] == ""
    assert HandoffCount.objects.filter(interface__to_function__name="Purchasing").exists()


def test_whoever_has_no_function_is_named(steward: User) -> None:
    log = make_event_log(steward, SMALL, options={"actor": "team", "functions": "Planning,Sales"})
    work_off()

    assert escape("do not say to which one “Procurement” belongs") in page(steward, log)


@pytest.mark.parametrize(
    ("content", "given", "said"),
    [
        (b"", {}, "The submitted file is empty"),
        (SMALL, {"functions": "Anna Berg"}, "Line 1 of the functions is not of the form actor,function."),
        (SMALL, {"actor": ""}, "This field is required"),
        (SMALL, {"timestamp_format": "%Q %"}, "This is no form of a time"),
    ],
)
def test_a_form_that_is_wrong_comes_back(content: bytes, given: dict[str, str], said: str, steward: User) -> None:
    answer = send(steward, content, **given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not EventLogFile.objects.exists()


def test_a_file_that_is_too_large_is_refused(steward: User, settings: Settings) -> None:
    settings.EVENT_LOG_MAX_BYTES = 10

    assert "The file is larger than 0 MB" in send(steward).content.decode()


def test_a_lead_names_a_flow_of_their_program(program: Program, pmo_lead: User) -> None:
    other = factories.make_flow(factories.make_program())
    flow = factories.make_flow(program)

    assert send(pmo_lead).status_code == 422
    assert send(pmo_lead, flow=str(other.pk)).status_code == 422
    log = EventLogFile.objects.get(uid=send(pmo_lead, flow=str(flow.pk))["Location"].split("/")[2])
    work_off()
    signed_in(pmo_lead).post(address("load", log))
    work_off()
    assert HandoffCount.objects.count() == flow.flow_interfaces.count() == 2


def test_a_stranger_sees_nothing_of_it(steward: User) -> None:
    log = make_event_log(steward, SMALL)
    other = factories.make_user(is_steward=True)

    assert signed_in(other).get(address("detail", log)).status_code == 404
    assert signed_in(other).post(address("remove", log)).status_code == 404
    assert log.name not in signed_in(other).get(NEW).content.decode()


def test_a_log_is_removed_at_once(steward: User) -> None:
    log = make_event_log(steward, SMALL)

    signed_in(steward).post(address("remove", log))

    assert not EventLogFile.objects.exists()


def test_the_page_takes_few_queries(steward: User, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    log = make_event_log(steward, SMALL)
    work_off()
    client = signed_in(steward)

    with django_assert_max_num_queries(4):
        client.get(address("detail", log))


def test_who_may_find_the_page_at_the_interfaces(steward: User, function_lead: User) -> None:
    interfaces = reverse("programs:interface-list")

    assert NEW in signed_in(steward).get(interfaces).content.decode()
    assert NEW not in signed_in(function_lead).get(interfaces).content.decode()
