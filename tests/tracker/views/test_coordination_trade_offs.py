"""Who pays for whose gain: the page of the ledger, and the what-if of a longer lead time."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from programs.models import Program, User
from tests.factories import make_function
from tests.factories.tradeoffs import make_estimate, make_later
from tests.tracker.views.conftest import compute, signed_in

pytestmark = pytest.mark.django_db
QUERIES = 11
LONGER: dict[str, Any] = {
    "lead_before": "4",
    "lead_after": "8",
    "saving": "0.5",
    "demand": "50",
    "sigma": "8",
    "holding": "0.18",
}


def page(program: Program, user: User) -> str:
    address = reverse("tracker:coordination-area", args=[program.uid, "trade-offs"])
    return " ".join(signed_in(user).get(address).content.decode().split())


def what_if(program: Program, user: User, **asked: Any) -> Any:
    return signed_in(user).get(reverse("tracker:lead-time", args=[program.uid]), LONGER | asked)


def test_a_ledger_without_entries_says_who_owes_one(program: Program, viewer: User) -> None:
    compute(program)

    assert "No trade-off is entered yet" in page(program, viewer)
    assert "a first trade-off, from the function leads" in page(program, viewer)


def test_estimates_and_what_was_found_out_stand_apart(program: Program, viewer: User) -> None:
    procurement, scheduling = make_function(name="Procurement"), make_function(name="Scheduling")
    pair = {"originator": procurement, "affected": scheduling, "currency": "EUR"}
    known = make_estimate(program, **pair, title="Cheaper foundry", amount=Decimal(-48000))
    make_later(known, "true_up", amount=Decimal(-61200))
    make_estimate(program, **pair, title="Fewer calls", amount=Decimal(-5000))
    compute(program)

    text = page(program, viewer)

    assert "is paid by Scheduling for choices of Procurement" in text
    assert "cost EUR 61,200" in text
    assert "cost EUR 5,000" in text
    assert "66,200" not in text


@pytest.mark.parametrize(("owned", "net"), [("no", "gain EUR 23.19 a week"), ("yes", "cost EUR 12.81 a week")])
def test_a_longer_lead_time_gains_or_costs_by_who_owns_the_goods(
    owned: str, net: str, program: Program, viewer: User
) -> None:
    Program.objects.filter(pk=program.pk).update(currency="EUR")

    text = what_if(program, viewer, owned=owned).content.decode()

    assert f"The choice would {net}." in text
    assert "the answer turns on who owns them" in text


def test_ownership_is_asked_for_and_never_supposed(program: Program, viewer: User) -> None:
    answer = what_if(program, viewer)

    assert answer.status_code == 422
    assert "The choice would" not in answer.content.decode()


def test_a_ledger_is_shown_with_the_same_queries_whatever_its_length(
    program: Program, viewer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, address = signed_in(viewer), reverse("tracker:coordination-area", args=[program.uid, "trade-offs"])
    for entries in (1, 5):
        for number in range(entries):
            make_estimate(program, title=f"Choice {number}")
        compute(program)
        with django_assert_num_queries(QUERIES):
            client.get(address)
