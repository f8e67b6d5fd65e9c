"""A program is told in one currency: its own, or that of reports where it has several; what was converted says how."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from programs.models import Program, User
from tests.factories import make_function
from tests.factories.interfaces import make_incident, make_use
from tests.factories.planning import make_currency, make_rate
from tests.factories.tradeoffs import make_estimate
from tests.tracker.views.conftest import TODAY, compute, signed_in
from tracker.progress.words import day_words

pytestmark = pytest.mark.django_db
RATE_FROM = TODAY - timedelta(days=90)


@pytest.fixture(autouse=True)
def house() -> None:
    """Reports are in EUR, and a dollar is worth 0.90 of it since ninety days."""
    euro, dollar = make_currency(code="EUR", is_reporting=True), make_currency(code="USD")
    make_rate(dollar, into=euro, rate=Decimal("0.9"), effective_from=RATE_FROM)


def record(program: Program, *, incidents: str, trade_offs: str) -> None:
    """Two interfaces with an incident of 1,000 each, and a trade-off of 500."""
    for _ in range(2):
        interface = make_use(program).interface
        happened = {"happened_on": TODAY - timedelta(days=3), "band": ""}
        make_incident(program, interface=interface, amount=Decimal(1000), currency=incidents, **happened)
    pair = {"originator": make_function(), "affected": make_function()}
    make_estimate(program, **pair, amount=Decimal(-500), currency=trade_offs, entered_on=TODAY - timedelta(days=3))
    compute(program)


def pages(program: Program, user: User) -> tuple[str, str]:
    """The pages of interfaces and of trade-offs, in their words."""
    client = signed_in(user)
    addresses = (
        reverse("tracker:coordination-area", args=[program.uid, each]) for each in ("interfaces", "trade-offs")
    )
    interfaces, trade_offs = (" ".join(client.get(each).content.decode().split()) for each in addresses)
    return interfaces, trade_offs


def test_a_program_of_one_other_currency_stands_in_it_on_both_pages(program: Program, viewer: User) -> None:
    record(program, incidents="USD", trade_offs="USD")

    interfaces, trade_offs = pages(program, viewer)

    assert "USD 1,000" in interfaces
    assert "cost USD 500" in trade_offs
    assert "EUR" not in interfaces + trade_offs


def test_a_program_of_several_stands_in_that_of_reports_and_names_the_rate(program: Program, viewer: User) -> None:
    record(program, incidents="USD", trade_offs="EUR")

    interfaces, trade_offs = pages(program, viewer)

    day = day_words(RATE_FROM)
    assert "EUR 900" in interfaces
    assert f"2 amounts of other currencies are told in EUR at the rate of {day}." in interfaces
    assert "cost EUR 500" in trade_offs


def test_an_amount_without_a_rate_is_left_out_and_says_why(program: Program, viewer: User) -> None:
    record(program, incidents="GBP", trade_offs="EUR")

    interfaces, trade_offs = pages(program, viewer)

    assert "2 amounts in GBP are left out: no rate into EUR is recorded for the day." in interfaces
    assert "cost EUR 500" in trade_offs
