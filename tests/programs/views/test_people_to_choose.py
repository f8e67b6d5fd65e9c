"""Who may be chosen to own, to sit or to take over: people, and never an account that acts by tokens alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from programs.forms.committees import SeatForm
from programs.forms.governance import owners_of
from programs.forms.interfaces import people_with_a_role
from programs.forms.milestones import people_of
from programs.forms.people import HandOverForm
from programs.models import Program, User
from tests.factories import make_membership, make_user

pytestmark = pytest.mark.django_db
OFFERS: dict[str, Callable[[Program, User], Any]] = {
    "owner of a milestone": lambda program, _: people_of(program, owner_id=None),
    "owner of an item": lambda program, _: owners_of(program, owner_id=None),
    "owner of a hand-off": lambda *_: people_with_a_role(owner_id=None),
    "seat": lambda *_: SeatForm().fields["user"].queryset,  # type: ignore[attr-defined]
    "taking over": lambda program, leaving: HandOverForm(person=leaving, programs=[program]).fields["to"].queryset,  # type: ignore[attr-defined]
}


@pytest.fixture
def planview(program: Program) -> User:
    """A portfolio tool that writes as a PMO lead."""
    account = User.objects.create_service("planview@service.invalid", name="Planview")
    make_membership(account, program, "pmo_lead")
    return account


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_people_are_offered_and_no_service_account(
    offer: Callable[[Program, User], Any], program: Program, pmo_lead: User, planview: User
) -> None:
    offered = set(offer(program, make_user()))

    assert pmo_lead in offered
    assert planview not in offered


@pytest.mark.parametrize("offer", [people_of, owners_of])
def test_an_account_that_owns_something_already_stays_offered(
    offer: Callable[..., Any], program: Program, planview: User
) -> None:
    assert planview in offer(program, owner_id=planview.pk)
