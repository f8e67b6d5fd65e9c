"""What holds for every list and every row: who sees it, the same bytes everywhere, a constant number of queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from programs.models import Program, User
from tests import factories
from tests.api.conftest import SignedIn
from tests.api.resources import HISTORY, IN_INSTALLATION, IN_PROGRAM, Resource

pytestmark = pytest.mark.django_db
MOST_QUERIES = 4
EVERYTHING = (*IN_PROGRAM, *IN_INSTALLATION)
of_a_program = pytest.mark.parametrize("resource", IN_PROGRAM, ids=lambda each: each.path)
every_resource = pytest.mark.parametrize("resource", EVERYTHING, ids=lambda each: each.path)


@every_resource
def test_a_row_is_the_same_bytes_in_the_list_and_alone(
    resource: Resource, program: Program, lead_client: APIClient
) -> None:
    row = resource.make(program)

    alone = lead_client.get(f"{resource.address(program)}{row.uid}/")
    asked = f"?fields={','.join(alone.json())}" if resource.when_named else ""
    listed = lead_client.get(f"{resource.address(program)}{asked}")

    assert alone.status_code == 200
    assert str(row.uid).encode() in alone.content
    assert alone.content in listed.content


@of_a_program
def test_an_outsider_sees_nothing(resource: Resource, program: Program, outsider: User, signed_in: SignedIn) -> None:
    row = resource.make(program)
    client = signed_in(outsider)

    alone = client.get(f"{resource.address(program)}{row.uid}/")
    listed = client.get(resource.address(program))

    assert alone.status_code == 404
    assert listed.status_code == 404 or str(row.uid) not in listed.content.decode()


@every_resource
def test_nobody_is_asked_to_sign_in(resource: Resource, program: Program, client: APIClient) -> None:
    answer = client.get(resource.address(program))

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


@every_resource
def test_a_list_takes_the_same_few_queries_for_one_row_and_for_many(
    resource: Resource, program: Program, pmo_lead: User, lead_client: APIClient
) -> None:
    resource.make(program)
    few = queries_of(lead_client, resource.address(program))
    for _ in range(11):
        beside = factories.make_program()
        factories.make_membership(pmo_lead, beside)
        resource.make(beside if "{program}" not in resource.path else program)

    many = queries_of(lead_client, resource.address(program))

    assert many == few <= MOST_QUERIES


def test_the_history_takes_as_many_queries_for_one_day_as_for_many(program: Program, lead_client: APIClient) -> None:
    HISTORY.make(program)
    few = queries_of(lead_client, HISTORY.address(program))
    for _ in range(11):
        HISTORY.make(program)

    assert queries_of(lead_client, HISTORY.address(program)) == few


@every_resource
def test_no_row_shows_a_number_of_the_database(resource: Resource, program: Program, lead_client: APIClient) -> None:
    resource.make(program)

    row = lead_client.get(resource.address(program)).json()["results"][0]

    assert not {"id", "pk"} & row.keys()
    assert len(row["uid"]) == 36


@every_resource
def test_a_row_that_the_reader_holds_is_not_sent_again(
    resource: Resource, program: Program, lead_client: APIClient
) -> None:
    address = f"{resource.address(program)}{resource.make(program).uid}/"
    tag = lead_client.get(address)["ETag"]

    again = lead_client.get(address, headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == tag


def test_a_program_is_seen_by_its_members_alone(program: Program, signed_in: SignedIn, viewer: User) -> None:
    hidden = factories.make_program()

    listed = signed_in(viewer).get("/api/v1/programs/")

    assert [row["uid"] for row in listed.json()["results"]] == [str(program.uid)]
    assert signed_in(viewer).get(f"/api/v1/programs/{hidden.uid}/").status_code == 404


@pytest.mark.parametrize("path", [each.path for each in IN_INSTALLATION])
def test_somebody_without_any_role_sees_nothing_of_the_installation(
    path: str, program: Program, signed_in: SignedIn
) -> None:
    for resource in IN_INSTALLATION:
        resource.make(program)

    listed = signed_in(factories.make_user()).get(f"/api/v1/{path}/")

    assert listed.json()["results"] == []


def queries_of(client: APIClient, address: str) -> int:
    """Number of queries that reading the address takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
