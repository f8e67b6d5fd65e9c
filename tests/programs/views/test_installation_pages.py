"""What stewards keep: functions, policy, portfolios."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from programs.forms.policies import plain
from programs.models import BusinessFunction, Policy, Portfolio, User
from programs.policy_numbers import policy_numbers
from tests import factories
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DEFAULTS = {key: plain(number.default) for key, number in policy_numbers().items()}
POLICY: dict[str, Any] = DEFAULTS | {
    "effective_from": str(TODAY), "spi_amber": "0.80", "gate_overdue_red_days": 10, "reason": "Agreed by the board",
}  # fmt: skip


@pytest.mark.parametrize(("name", "also"), [("function-list", "pmo_lead"), ("policy-list", "")])
def test_everybody_with_a_role_reads_what_the_installation_shares(
    name: str, also: str, steward: User, pmo_lead: User, viewer: User
) -> None:
    factories.make_function(name="Logistics")
    people = {"steward": steward, "pmo_lead": pmo_lead, "viewer": viewer}

    pages = {who: signed_in(user).get(reverse(f"programs:{name}")).content.decode() for who, user in people.items()}

    assert {who for who, page in pages.items() if "btn-primary" in page} == {"steward", also} - {""}


@pytest.mark.parametrize("name", ["policy-create", "portfolio-create"])
def test_only_stewards_open_them(name: str, steward: User, pmo_lead: User) -> None:
    assert signed_in(steward).get(reverse(f"programs:{name}")).status_code == 200
    assert signed_in(pmo_lead).get(reverse(f"programs:{name}")).status_code == 403


def test_who_leads_a_program_adds_a_function_and_changes_none(pmo_lead: User, viewer: User) -> None:
    there, client = factories.make_function(name="Logistics"), signed_in(pmo_lead)
    address = reverse("programs:function-create")

    client.post(address, {"name": "Quality"})
    again = client.post(address, {"name": "logistics"})

    assert set(BusinessFunction.objects.values_list("name", flat=True)) == {"Logistics", "Quality"}
    assert again.context["form"].errors == {"name": ["Logistics is kept already: choose it."]}
    assert client.get(reverse("programs:function-edit", args=[there.uid])).status_code == 403
    assert signed_in(viewer).get(address).status_code == 403


def test_a_steward_adds_a_function_a_portfolio_and_a_policy(steward: User) -> None:
    client = signed_in(steward)

    client.post(reverse("programs:function-create"), {"name": "Logistics"})
    client.post(reverse("programs:portfolio-create"), {"code": "europe", "name": "Europe"})
    client.post(reverse("programs:policy-create"), POLICY)

    assert BusinessFunction.objects.get().name == "Logistics"
    assert Portfolio.objects.get().code == "europe"
    policy = Policy.objects.get()
    assert (policy.approved_by, policy.values) == (steward, {"spi_amber": "0.8", "gate_overdue_red_days": "10"})


def test_numbers_of_the_policy_are_folded_until_one_is_refused(steward: User) -> None:
    refused = POLICY | {"spi_green": "9"}

    answer = signed_in(steward).post(reverse("programs:policy-create"), refused)

    groups = {group.name: group.is_wrong for group in answer.context["form"].groups()}
    assert answer.status_code == 422
    assert groups.pop("Delivery")
    assert not any(groups.values())


def test_the_policy_page_keeps_apart_what_nothing_uses(steward: User) -> None:
    shown = signed_in(steward).get(reverse("programs:policy-list")).context

    assert all(row.number.method for row in shown["used"])
    assert not any(row.number.method for row in shown["unused"])
    assert len(shown["used"]) + len(shown["unused"]) == len(policy_numbers())


def test_a_function_does_not_stand_below_itself(steward: User) -> None:
    upper = factories.make_function(name="Operations")
    lower = factories.make_function(name="Production", parent=upper)

    response = signed_in(steward).post(
        reverse("programs:function-edit", args=[upper.uid]), {"name": "Operations", "parent": lower.pk, "version": 1}
    )

    assert response.status_code == 422
    assert "cannot stand below itself" in response.content.decode()


def test_thresholds_out_of_order_are_refused(steward: User) -> None:
    response = signed_in(steward).post(reverse("programs:policy-create"), POLICY | {"spi_amber": "0.99"})

    assert response.status_code == 422
    assert not Policy.objects.exists()
