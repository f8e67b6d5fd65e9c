"""My work as a page, as a number in the top bar, and through the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from rest_framework.test import APIClient

from programs.models import Program, User
from programs.obligations.owed_to import owed_to
from tests import factories as make
from tests.factories import START
from tests.factories import decisions as make_decisions
from tests.factories import governance as make_governance
from tests.factories import interfaces as make_interfaces
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def owing(program: Program, pmo_lead: User) -> User:
    """Owes a late milestone and a coming one, and waits for a decision and for an acceptance."""
    make.make_milestone(program, name="Map signed", owner=pmo_lead, finish_on=TODAY - DAY)
    coming = make.make_milestone(program, name="Metric agreed", owner=pmo_lead, finish_on=TODAY + timedelta(days=3))
    make_decisions.make_decision(program, raised_by=pmo_lead, question="Air or sea?")
    make.make_evidence(coming, given_by=pmo_lead, title="Minutes", level=0, given_on=START - DAY)
    return pmo_lead


def test_the_page_says_what_is_owed_why_and_where_to_do_it(owing: User, program: Program) -> None:
    page = signed_in(owing).get("/owed/").content.decode()
    milestone = program.milestones.get(name="Map signed")

    assert f'href="/milestones/{milestone.uid}/evidence/new/"' in page
    assert (
        page.index("Due now or soon")
        < page.index("Map signed")
        < page.index("1 day late")
        < page.index("Metric agreed")
    )
    assert "Only accepted evidence counts as progress." in page
    assert "A decision on your question “Air or sea?”" in page


def test_others_owe_what_waits_for_them_longest_first(owing: User) -> None:
    assert [each.what for each in owed_to(owing, TODAY)] == [
        "Acceptance of your evidence “Minutes”", "A decision on your question “Air or sea?”"
    ]  # fmt: skip
    owing.is_active = False
    assert owed_to(owing, TODAY) == []


def test_the_top_bar_asks_for_the_number_which_is_counted_once_a_minute(owing: User) -> None:
    client = signed_in(owing)
    first = client.get("/owed/count/", headers={"HX-Request": "true"}).content.decode()
    make.make_milestone(Program.objects.get(), owner=owing, finish_on=TODAY)
    again = client.get("/owed/count/", headers={"HX-Request": "true"}).content.decode()

    assert (">2<" in first, again) == (True, first)
    assert client.get("/owed/count/")["Location"] == "/owed/"
    assert 'hx-get="/owed/count/"' in client.get("/owed/").content.decode()


def test_nothing_owed_says_so(viewer: User) -> None:
    assert "You owe nothing today." in signed_in(viewer).get("/owed/").content.decode()


def test_the_api_lists_the_same(owing: User, program: Program) -> None:
    client = APIClient()
    client.force_login(owing)

    rows = client.get("/api/v1/users/me/obligations/").json()["results"]

    assert [row["what"] for row in rows] == ["Map signed", "Metric agreed"]
    assert {row["program"] for row in rows} == {str(program.uid)}
    assert rows[0]["due_on"] == str(TODAY - DAY)
    assert client.get("/api/v1/users/me/obligations/?page=2").status_code == 400


def test_what_a_gate_waits_for_comes_before_older_incidents_which_are_folded(program: Program, pmo_lead: User) -> None:
    interface = make_interfaces.make_interface(program)
    for back in range(40, 45):
        make_interfaces.make_incident(
            program, interface=interface, reported_by=pmo_lead, happened_on=TODAY - timedelta(days=back)
        )
    needed = make.make_milestone(program, name="Metric agreed", owner=pmo_lead, finish_on=TODAY - DAY)
    make.make_baseline(program, locked_on=TODAY - 2 * DAY)
    make.make_forecast(needed, stated_on=TODAY, finish_on=TODAY + 12 * DAY)
    needed.gate = make.make_gate(program)
    needed.save(update_fields=["gate"])

    page = signed_in(pmo_lead).get("/owed/").content.decode()

    assert (
        page.index("a gate waits for it") < page.index("Metric agreed") < page.index("5 incidents wait for their cost")
    )
    row = " ".join(page[page.index("Metric agreed") : page.index("5 incidents")].split())
    assert "1 day late</span> · expected" in row


def test_evidence_for_a_criterion_is_looked_at_where_it_stands(program: Program, committee_member: User) -> None:
    use = make_governance.make_criterion_evidence(make_governance.make_criterion(program))

    page = signed_in(committee_member).get("/owed/").content.decode()

    assert f'href="/gates/{use.criterion.gate.uid}/#criterion-{use.criterion.uid}"' in page


def test_who_was_signed_out_meanwhile_gets_no_sign_in_page_into_the_top_bar() -> None:
    answer = Client().get("/owed/count/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.content) == (204, b"")
