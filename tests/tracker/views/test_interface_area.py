"""The page of the critical interfaces in each of its states."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import Currency, Interface, Program, User
from tests.factories import make_function
from tests.factories.interfaces import make_count, make_incident, make_interface
from tests.tracker.views.conftest import TODAY, compute, signed_in
from tracker.analyses import coordination_of, newest_analysis

pytestmark = pytest.mark.django_db


def address(program: Program) -> str:
    return reverse("tracker:coordination-area", args=[program.uid, "interfaces"])


def page(program: Program, user: User) -> str:
    return signed_in(user).get(address(program)).content.decode()


def words(html: str) -> str:
    """What the page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def make_troubled(program: Program, *counts: int, **given: object) -> list[Interface]:
    """Further interfaces of the program, each with so many incidents of the last days."""
    found = []
    for number, count in enumerate(counts, start=Interface.objects.count()):
        sides = {
            "from_function": make_function(name=f"Sender {number}"),
            "to_function": make_function(name=f"To {number}"),
        }
        interface = make_interface(program, **sides)
        for each in range(count):
            make_incident(program, interface=interface, happened_on=TODAY - timedelta(days=each), **given)
        found.append(interface)
    return found


def test_the_same_sentence_stands_on_the_card_the_page_and_in_the_api(program: Program, viewer: User) -> None:
    make_troubled(program, 26, 8, 4, 2)
    compute(program)
    client = signed_in(viewer)

    card = words(client.get(reverse("tracker:coordination", args=[program.uid])).content.decode())
    result = client.get(reverse("api:analysis-latest", args=[program.uid])).json()["result"]["interfaces"]

    assert result["sentence"] in card
    assert result["sentence"] in words(page(program, viewer))
    assert re.fullmatch(
        r"[12](?: to [23])? of 4 hand-offs make 80% of the incidents; the largest is Sender 0 to To 0 \(65%\)\.",
        result["sentence"],
    )
    assert result["few"][1]["k"]["n"] == 40


def test_the_ranking_leads_to_the_incidents_of_an_interface(program: Program, viewer: User) -> None:
    worst = make_troubled(program, 24, 8, 4, 2)[0]
    compute(program)

    html = page(program, viewer)

    incidents = f"{reverse('programs:incident-list', args=[program.uid])}?interface={worst.uid}#incidents-head"
    assert html.count(f'href="{incidents}"') == 2
    assert "Sender 0 to To 0 (critical): an owner and an accepted redesign" in words(html)
    assert re.search(r"The claim that a few hand-offs make 70 to 80% (holds|seems to hold) here", words(html))


def test_the_chart_is_named_in_words(program: Program, viewer: User) -> None:
    make_troubled(program, 24, 8, 4)
    compute(program)

    html = page(program, viewer)

    assert 'aria-label="Sender 0 to To 0: 67%, critical.' in html
    assert "Dashed outline: borderline" in html


def test_few_incidents_are_provisional_and_say_what_is_needed(program: Program, viewer: User) -> None:
    make_troubled(program, 6, 2)
    compute(program)

    text = words(page(program, viewer))

    assert "From 8 incidents so far, " in text
    assert "Missing: 22 more incidents for a firm ranking (the function leads)" in text


def test_cost_in_the_reporting_currency_decides(program: Program, viewer: User) -> None:
    Currency.objects.update_or_create(code="EUR", defaults={"name": "Euro", "is_reporting": True})
    often, dear = make_troubled(program, 20, 0)
    for each in range(15):
        make_incident(
            program, interface=dear, happened_on=TODAY - timedelta(days=each), amount=Decimal(5000), currency="EUR"
        )
    make_count(often, starts_on=TODAY - timedelta(days=40), days=31)
    compute(program)

    text = words(page(program, viewer))

    assert "By number of incidents: too few state" in text
    make_troubled(program, 6, amount=Decimal(10), currency="EUR")
    compute(program)
    text = words(page(program, viewer))
    assert "of the cost of incidents" in text
    assert "EUR 75,000" in text


def test_nothing_recorded_is_not_nothing_happened(program: Program, viewer: User) -> None:
    make_troubled(program, 0, 0)
    compute(program)

    html = page(program, viewer)

    assert "but that says little: no weekly answers were asked for yet." in words(html)
    assert "data-chart" not in html
    assert "none recorded" in words(html)


def test_without_interfaces_the_pmo_is_asked_for_them(program: Program, viewer: User) -> None:
    compute(program)

    text = words(page(program, viewer))

    assert "No hand-off is mapped yet: there is nothing to rank before there are 2." in text
    assert "Missing: hand-offs between the functions of the flows (the PMO)." in text


def test_a_withdrawn_incident_does_not_count(program: Program, viewer: User, pmo_lead: User) -> None:
    make_troubled(program, 3, 2)
    make_troubled(program, 4, withdrawn_on=TODAY, withdrawn_by=pmo_lead)
    compute(program)

    row = newest_analysis(program)
    assert row is not None
    found = coordination_of(row).interfaces
    assert (found.basis.incidents, found.few[0].of) == (5, 3)


def test_the_queries_do_not_grow_with_the_interfaces(program: Program, viewer: User) -> None:
    client = signed_in(viewer)
    taken = []
    for counts in ((3, 2), (1, 1, 1, 1)):
        make_troubled(program, *counts)
        compute(program)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address(program))
        taken.append(len(queries))

    assert taken[0] == taken[1]


def test_strangers_find_nothing(program: Program, outsider: User) -> None:
    assert signed_in(outsider).get(address(program)).status_code == 404
