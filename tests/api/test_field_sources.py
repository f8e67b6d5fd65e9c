"""Fields that another system keeps, in the API: refused for one row with its pointer, and written by its token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from programs.api import bulk_work
from programs.models import ApiToken, BulkJob, FieldSource, Milestone, Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.factories.policy import make_source

pytestmark = pytest.mark.django_db
LIST = "/api/v1/field-sources/"
BULK = "/api/v1/milestones/bulk/"
SENTENCE = "Planview keeps this field: change it there."


@pytest.fixture
def planview(pmo_lead: User) -> APIClient:
    """A client with a token that writes for Planview."""
    lasts = timedelta(days=1)
    _, text = ApiToken.objects.issue(pmo_lead, name="Nightly", lasts=lasts, scope="write", writes_for="Planview")
    client = APIClient(headers={"if-match": "*"})
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
    return client


def milestones(program: Program, count: int) -> list[Milestone]:
    return [
        make.make_milestone(program, name=f"Map {number}", source_system="Planview", external_id=str(number))
        for number in range(count)
    ]


def said(number: int, **more: Any) -> dict[str, Any]:
    return {"source_system": "Planview", "external_id": str(number)} | more


def test_one_row_is_refused_with_the_way_to_each_field(program: Program, lead_client: APIClient) -> None:
    make_source(field="name")
    make_source(field="weight", system="SAP")
    [row] = milestones(program, 1)
    body = {"name": "Draw", "description": "More", "weight": "9"}

    refused = lead_client.patch(f"/api/v1/milestones/{row.uid}/", body)

    assert (refused.status_code, refused.json()["code"], refused.json()["detail"]) == (409, "kept_elsewhere", SENTENCE)
    assert [(error["pointer"], error["message"]) for error in refused.json()["errors"]] == [
        ("/name", SENTENCE),
        ("/weight", "SAP keeps this field: change it there."),
    ]


def test_a_token_of_the_system_changes_the_row(program: Program, planview: APIClient) -> None:
    make_source(field="name")
    [row] = milestones(program, 1)

    changed = planview.patch(f"/api/v1/milestones/{row.uid}/", {"name": "Draw"})

    assert (changed.status_code, changed.json()["name"]) == (200, "Draw")


def test_conflicts_are_answered_row_by_row_among_good_ones(
    program: Program, lead_client: APIClient, planview: APIClient
) -> None:
    make_source(field="name")
    milestones(program, 3)
    rows = [said(0, name="Map 0", description="More"), said(1, name="Draw"), said(2, name="Map 2")]

    answer = lead_client.post(BULK, {"rows": rows}).json()
    together = lead_client.post(BULK, {"rows": rows, "atomic": True})
    written = planview.post(BULK, {"rows": rows}).json()

    assert [row["outcome"] for row in answer["rows"]] == ["updated", "error", "unchanged"]
    [error] = answer["rows"][1]["errors"]
    assert (error["pointer"], error["code"], error["message"]) == ("/rows/1/name", "kept_elsewhere", SENTENCE)
    assert (together.status_code, together.json()["code"]) == (409, "refused_together")
    assert [row["outcome"] for row in written["rows"]] == ["unchanged", "updated", "unchanged"]


def test_a_job_writes_for_the_system_of_the_token_that_sent_it(program: Program, planview: APIClient) -> None:
    make_source(field="name")
    milestones(program, 1)
    rows = [said(0, name="Draw"), *(said(number, name="") for number in range(1, 1_001))]

    sent = planview.post(BULK, {"rows": rows})
    bulk_work.work_off()

    assert (sent.status_code, BulkJob.objects.get().writes_for) == (202, "Planview")
    assert Milestone.objects.get(external_id="0").name == "Draw"


@pytest.mark.parametrize("count", [1, 20])
def test_a_batch_asks_once_who_keeps_what(count: int, program: Program, lead_client: APIClient) -> None:
    make_source(field="name")
    milestones(program, count)
    rows = [said(number, description="More") for number in range(count)]

    with CaptureQueriesContext(connection) as queries:
        lead_client.post(BULK, {"rows": rows})

    assert sum('FROM "programs_fieldsource"' in query["sql"] for query in queries) == 1


def test_a_forecast_is_refused_at_its_finish(program: Program, lead_client: APIClient) -> None:
    make_source(field="forecast_on")
    [row] = milestones(program, 1)

    refused = lead_client.post("/api/v1/milestone-forecasts/", {"milestone": str(row.uid), "finish_on": "2030-01-01"})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (409, "/finish_on")


def test_a_lead_keeps_the_list_of_the_program(program: Program, lead_client: APIClient) -> None:
    body = {"program": str(program.uid), "noun": "milestones", "field": "owner", "system": "Planview"}

    made = lead_client.post(LIST, body)
    again = lead_client.post(LIST, body)
    wrong = lead_client.post(LIST, body | {"field": "external_id"})
    changed = lead_client.patch(made["Location"], {"system": "SAP"})
    listed = lead_client.get(f"{LIST}?program={program.uid}").json()["results"]
    gone = lead_client.delete(made["Location"])

    assert (made.status_code, made.json()["field"]) == (201, "owner")
    assert (again.status_code, again.json()["code"], again.json()["errors"][0]["pointer"]) == (
        409,
        "kept_already",
        "/field",
    )
    assert (wrong.status_code, wrong.json()["code"]) == (409, "field_unknown")
    assert (changed.status_code, [row["system"] for row in listed]) == (200, ["SAP"])
    assert (gone.status_code, FieldSource.objects.count()) == (204, 0)


def test_the_sources_of_a_program_are_its_members_and_those_of_the_installation_everybodys(
    program: Program, signed_in: SignedIn, viewer: User, outsider: User
) -> None:
    make_source(program, system="SAP")
    make_source()

    seen = [{row["system"] for row in signed_in(user).get(LIST).json()["results"]} for user in (viewer, outsider)]

    assert seen == [{"SAP", "Planview"}, {"Planview"}]


def test_a_token_says_for_which_system_it_writes(pmo_lead: User) -> None:
    body = {"email": pmo_lead.email, "password": "correct horse", "name": "Nightly", "writes_for": " Planview "}

    made = APIClient().post("/api/v1/tokens/", body).json()
    plain = APIClient().post("/api/v1/tokens/", {**body, "writes_for": ""}).json()

    assert (made["writes_for"], plain["writes_for"]) == ("Planview", "")
