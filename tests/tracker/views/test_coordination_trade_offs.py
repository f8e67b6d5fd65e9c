"""Who pays for whose gain: the page of the ledger, and the what-if of a longer lead time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from programs.models import Program, User
from tests.factories import make_flow, make_function, make_stage
from tests.factories.planning import make_cycle
from tests.factories.tradeoffs import make_estimate, make_later
from tests.tracker.views.conftest import TODAY, compute, signed_in

pytestmark = pytest.mark.django_db
QUERIES = 7
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


def test_only_the_cycles_by_which_the_flow_plans_make_a_true_up_wait(program: Program, viewer: User) -> None:
    """A function may plan other things too, in other programs and far more rarely."""
    scheduling = make_function(name="Scheduling")
    make_stage(make_flow(program), function=scheduling, planning_level="Weekly slots")
    for level, days in (("Weekly slots", 7), ("Yearly capacity", 364)):
        make_cycle(function=scheduling, level=level, period_days=Decimal(days), valid_from=TODAY - timedelta(days=900))
    make_estimate(program, affected=scheduling, title="Cheaper foundry", entered_on=TODAY - timedelta(days=15))
    compute(program)

    text = page(program, viewer)

    assert "what “Cheaper foundry” came to (Scheduling, since" in text
    assert text.index("Who owes an answer") < text.index("true-up due since")


def test_a_sum_leads_to_the_entries_behind_it(program: Program, viewer: User) -> None:
    entry = make_estimate(program, title="Cheaper foundry")
    compute(program)

    pair = f"?chose={entry.originator.uid}&amp;feels={entry.affected.uid}"
    address = reverse("programs:trade-off-list", args=[program.uid])

    assert f'href="{address}{pair}"' in page(program, viewer)
    assert f'href="{address}{pair}#trade-off-{entry.uid}"' in page(program, viewer)


def test_two_decisions_at_once_share_what_they_bring(program: Program, viewer: User) -> None:
    text = what_if(program, viewer, owned="yes", period_before="4", period_after="1").content.decode()

    assert "The choice would cost 11.41 a week." in text
    assert "Whoever chose the lead time: cost 12.66 a week" in text
    assert "Whoever chose how often to order: gain 1.25 a week" in text


def test_before_anything_is_filled_in_nothing_is_wrong(program: Program, viewer: User) -> None:
    answer = signed_in(viewer).get(reverse("tracker:lead-time", args=[program.uid]))

    assert answer.status_code == 200
    assert "Fill in the form, and the answer stands here." in answer.content.decode()


def test_strangers_find_neither_page(program: Program, outsider: User) -> None:
    client = signed_in(outsider)

    assert client.get(reverse("tracker:lead-time", args=[program.uid])).status_code == 404
    assert client.get(reverse("tracker:coordination-area", args=[program.uid, "trade-offs"])).status_code == 404
