"""A statement is kept from request to request; what it finds is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from programs.api.statements import place_for
from programs.models import Program, User
from programs.models.grant import sight_of
from tests import factories
from tests.api.conftest import SignedIn
from tests.api.resources import IN_INSTALLATION, IN_PROGRAM, Resource

pytestmark = pytest.mark.django_db
LIST = "/api/v1/milestones/"


def names(client: APIClient, address: str = LIST) -> list[str]:
    return [row["name"] for row in client.get(address).json()["results"]]


def built() -> int:
    """How many statements were built so far in this process."""
    return place_for.cache_info().misses


@pytest.mark.parametrize("resource", [*IN_PROGRAM, *IN_INSTALLATION], ids=lambda each: each.path)
def test_a_kept_statement_answers_as_the_first_one(
    resource: Resource, program: Program, lead_client: APIClient
) -> None:
    row = resource.make(program)
    addresses = resource.address(program), f"{resource.address(program)}{row.uid}/"
    first = [lead_client.get(address).content for address in addresses]
    before = built()

    again = [lead_client.get(address).content for address in addresses]

    assert again == first
    assert str(row.uid).encode() in again[0]
    assert built() == before


def test_another_row_and_another_page_need_no_other_statement(program: Program, lead_client: APIClient) -> None:
    rows = [factories.make_milestone(program, name=f"M{n}") for n in range(4)]
    lead_client.get(f"{LIST}{rows[0].uid}/")
    second = lead_client.get(f"{LIST}?page_size=1").json()["next"]
    third = lead_client.get(second).json()["next"]
    before = built()

    found = [lead_client.get(f"{LIST}{rows[2].uid}/").json()["name"], *names(lead_client, third)]

    assert found == ["M2", "M2"]
    assert built() == before


def test_what_a_statement_finds_is_what_may_be_seen_now(
    program: Program, pmo_lead: User, lead_client: APIClient
) -> None:
    factories.make_milestone(program, name="Map")
    seen = names(lead_client)

    pmo_lead.memberships.update(
        valid_from=timezone.localdate() - timedelta(days=2), valid_to=timezone.localdate() - timedelta(days=1)
    )

    assert (seen, names(lead_client)) == (["Map"], [])


def test_people_and_tokens_share_no_statement(
    program: Program, pmo_lead: User, outsider: User, signed_in: SignedIn
) -> None:
    other = factories.make_program()
    factories.make_membership(pmo_lead, other)
    for each, name in ((program, "Map"), (other, "Other")):
        factories.make_milestone(each, name=name)

    seen = [names(signed_in(pmo_lead)), names(signed_in(outsider)), names(signed_in(pmo_lead, programs=[other]))]

    assert seen == [["Map", "Other"], [], ["Other"]]


@pytest.mark.parametrize("right", ["is_superuser", "is_steward", "is_active"])
def test_a_right_that_needs_no_role_makes_another_sight(right: str, outsider: User) -> None:
    before = sight_of(outsider)

    setattr(outsider, right, not getattr(outsider, right))

    assert sight_of(outsider) != before


def test_an_administrator_is_told_from_the_person_they_were(
    program: Program, outsider: User, signed_in: SignedIn
) -> None:
    factories.make_milestone(program, name="Map")
    client = signed_in(outsider)
    before = names(client)

    outsider.is_superuser = True
    outsider.save(update_fields=["is_superuser"])

    assert (before, names(client)) == ([], ["Map"])


def test_the_statement_of_a_long_address_is_not_kept(program: Program, lead_client: APIClient) -> None:
    milestone = factories.make_milestone(program, name="Map")
    uids = ",".join([str(milestone.uid)] * 20)
    before = place_for.cache_info().currsize

    assert names(lead_client, f"{LIST}?uid__in={uids}") == ["Map"]
    assert place_for.cache_info().currsize == before
