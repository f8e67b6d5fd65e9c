"""Tokens made and ended: one's own by everybody, those of service accounts by stewards, none for more than one may."""

from __future__ import annotations

from typing import Any

import pytest

from programs.actions import tokens
from programs.errors import NotAllowed, OutOfReach, Refused
from programs.models import ApiToken, Program, User
from programs.models.grant import Grant, Scope
from tests import factories as make

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {"name": "Power BI", "scope": "read", "lasts_days": 30}


@pytest.fixture
def planview() -> User:
    return User.objects.create_service("planview@service.invalid", name="Planview")


def test_nobody_makes_or_ends_the_token_of_another_person(pmo_lead: User, steward: User) -> None:
    theirs = make.make_token(user=pmo_lead)

    with pytest.raises(NotAllowed):
        tokens.issue(pmo_lead, by=steward, **GIVEN)
    with pytest.raises(NotAllowed):
        tokens.revoke(theirs, by=steward)
    assert list(ApiToken.objects.all()) == [theirs]


def test_a_steward_makes_and_ends_those_of_service_accounts_and_a_lead_does_not(
    planview: User, pmo_lead: User, steward: User
) -> None:
    token, _ = tokens.issue(planview, by=steward, **GIVEN)

    with pytest.raises(NotAllowed):
        tokens.issue(planview, by=pmo_lead, **GIVEN)
    with pytest.raises(NotAllowed):
        tokens.revoke(token, by=pmo_lead)
    tokens.revoke(token, by=steward)
    assert not ApiToken.objects.exists()


def test_a_limited_token_makes_none(planview: User, program: Program, steward: User) -> None:
    steward.grant = Grant(Scope.ADMIN, frozenset({program.pk}))

    with pytest.raises(OutOfReach):
        tokens.issue(planview, by=steward, **GIVEN)


def test_a_token_makes_none_that_may_do_more(planview: User, steward: User) -> None:
    steward.grant = Grant(Scope.WRITE)

    with pytest.raises(NotAllowed, match="more than itself"):
        tokens.issue(planview, by=steward, **GIVEN | {"scope": "admin"})
    assert tokens.issue(planview, by=steward, **GIVEN | {"scope": "write"})[0].scope == "write"


@pytest.mark.parametrize("days", [0, 366])
def test_a_token_ends_within_a_year(days: int, pmo_lead: User) -> None:
    with pytest.raises(Refused, match="1 to 365 days"):
        tokens.issue(pmo_lead, by=pmo_lead, **GIVEN | {"lasts_days": days})


def test_who_was_deactivated_gets_none(planview: User, steward: User) -> None:
    planview.is_active = False

    with pytest.raises(Refused, match="deactivated"):
        tokens.issue(planview, by=steward, **GIVEN)
