"""Rows as PostgreSQL writes them: the same as the serializer's own, in part, and with the rows they name."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.urls import resolve
from django.utils import timezone
from rest_framework.test import APIClient, APIRequestFactory

from programs.api.fields import Moment
from programs.models import BusinessFunction, Program, User
from tests import factories
from tests.api.resources import IN_INSTALLATION, IN_PROGRAM, Resource

pytestmark = pytest.mark.django_db
every_resource = pytest.mark.parametrize("resource", [*IN_PROGRAM, *IN_INSTALLATION], ids=lambda each: each.path)


@every_resource
def test_a_row_is_what_the_serializer_says(resource: Resource, program: Program, lead_client: APIClient) -> None:
    row = resource.make(program)
    address = f"{resource.address(program)}{row.uid}/"

    answer = lead_client.get(address)

    shape = resolve(address).func.cls.serializer_class  # type: ignore[attr-defined]
    assert orjson.dumps(answer.json()) == orjson.dumps(serialized(shape, row.pk), default=str)


def serialized(shape: Any, pk: int) -> Any:
    """The row as REST framework's serializer makes it from the model."""
    moment = Moment(today=timezone.localdate(), server="http://testserver")
    try:
        row = shape.rows(moment).get(pk=pk)
    except AttributeError:  # The model has a property of the same name.
        row = shape.Meta.model._base_manager.get(pk=pk)
    return shape(row, context={"request": APIRequestFactory().get("/")}).data


def test_a_row_is_shown_in_part(program: Program, lead_client: APIClient) -> None:
    answer = lead_client.get(f"/api/v1/programs/{program.uid}/?fields=name,code")

    assert answer.content == f'{{"uid":"{program.uid}","code":"ALPHA","name":"Alpha"}}'.encode()


def test_rows_that_a_row_names_stand_beside_it(program: Program, pmo_lead: User, lead_client: APIClient) -> None:
    milestone = factories.make_milestone(program, owner=pmo_lead)
    alone = lead_client.get(f"/api/v1/programs/{program.uid}/").json()

    [row] = lead_client.get("/api/v1/milestones/?expand=program,owner,flow&fields=name").json()["results"]

    assert row == {
        "uid": str(milestone.uid),
        "name": milestone.name,
        "expanded": {"program": alone, "flow": None, "owner": {"uid": str(pmo_lead.uid), "name": pmo_lead.name}},
    }


def test_a_row_of_the_same_table_is_expanded(procurement: BusinessFunction, lead_client: APIClient) -> None:
    buying = factories.make_function(name="Buying", parent=procurement)

    row = lead_client.get(f"/api/v1/functions/{buying.uid}/?expand=parent").json()

    assert row["expanded"]["parent"]["name"] == "Procurement"


def test_what_the_person_may_not_see_is_not_expanded(program: Program, lead_client: APIClient) -> None:
    secret = factories.make_program(code="SECRET")
    Program.objects.filter(pk=program.pk).update(copied_from=secret)

    row = lead_client.get(f"/api/v1/programs/{program.uid}/?expand=copied_from").json()

    assert row["copied_from"] == str(secret.uid)
    assert row["expanded"] == {"copied_from": None}


@pytest.mark.parametrize("query", ["fields=colour", "expand=name", "expand=colour", "fields=uid,,name"])
def test_what_a_row_does_not_have_is_refused(query: str, program: Program, lead_client: APIClient) -> None:
    answer = lead_client.get(f"/api/v1/programs/{program.uid}/?{query}")

    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_field")
