"""A flow is made where it is missed: the form takes its first hand-off and leads back to where it was asked for."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from programs.models import Program, User
from tests import factories
from tests.programs.views.conftest import signed_in

pytestmark = pytest.mark.django_db
FLOW: dict[str, Any] = {"name": "Spare parts", "segment_kind": "product_line", "position": 1, "state": "mapped"}


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [("/my/page/", "/my/page/"), ("https://evil.example/", ""), ("//evil.example/", ""), ("", "")],
    ids=["own page", "other site", "other host", "nothing"],
)
def test_it_leads_back_to_pages_of_this_site_only(asked: str, leads_to: str, program: Program, pmo_lead: User) -> None:
    address = reverse("programs:flow-create", args=[program.uid])

    answer = signed_in(pmo_lead).post(f"{address}?next={asked}", FLOW)

    assert answer.headers["Location"] == (leads_to or reverse("programs:flow-list", args=[program.uid]))


def test_it_takes_its_first_hand_off(program: Program, pmo_lead: User) -> None:
    first, second = factories.make_function(name="Planning"), factories.make_function(name="Assembly")
    pair = {"from_function": first.pk, "to_function": second.pk}

    signed_in(pmo_lead).post(reverse("programs:flow-create", args=[program.uid]), FLOW | pair)

    use = program.flows.get().flow_interfaces.get()
    assert (use.interface.from_function, use.interface.to_function) == (first, second)


@pytest.mark.parametrize("both", [True, False], ids=["same function", "one function"])
def test_a_hand_off_that_is_none_makes_no_flow(both: bool, program: Program, pmo_lead: User) -> None:
    function = factories.make_function(name="Planning")
    pair = {"from_function": function.pk} | ({"to_function": function.pk} if both else {})

    answer = signed_in(pmo_lead).post(reverse("programs:flow-create", args=[program.uid]), FLOW | pair)

    assert list(answer.context["form"].errors) == ["to_function"]
    assert not program.flows.exists()


def test_a_pilot_without_a_flow_offers_one_and_the_only_flow_is_chosen(program: Program, pmo_lead: User) -> None:
    client, address = signed_in(pmo_lead), reverse("programs:pilot-create", args=[program.uid])
    before = client.get(address).content.decode()

    flow = factories.make_flow(program)

    assert f"?next={address}" in before
    assert client.get(address).context["form"].initial["flow"] == flow.pk


def test_before_a_hand_off_is_mapped_the_page_says_how(program: Program, pmo_lead: User) -> None:
    page = signed_in(pmo_lead).get(reverse("programs:incident-list", args=[program.uid])).content.decode()

    assert "name the two functions that it happened between" in page
    assert "Hand-offs and incidents" in page
