"""Every list as CSV: all rows, the same columns for none, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from rest_framework.test import APIClient

from programs.models import Program
from tests import factories
from tests.api.resources import IN_INSTALLATION, IN_PROGRAM, Resource

pytestmark = pytest.mark.django_db
every_resource = pytest.mark.parametrize("resource", [*IN_PROGRAM, *IN_INSTALLATION], ids=lambda each: each.path)


def lines_of(client: APIClient, address: str, **headers: str) -> list[dict[str, str]]:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    return list(csv.DictReader(answer.getvalue().decode().splitlines()))


@every_resource
def test_a_line_says_what_the_row_says(resource: Resource, program: Program, lead_client: APIClient) -> None:
    resource.make(program)
    rows = lead_client.get(resource.address(program)).json()["results"]

    lines = lines_of(lead_client, f"{resource.address(program)}?format=csv")

    assert [list(line) for line in lines] == [list(row) for row in rows]
    assert [line["uid"] for line in lines] == [row["uid"] for row in rows]


def test_the_columns_are_there_for_no_rows(lead_client: APIClient) -> None:
    answer = lead_client.get("/api/v1/pilots/?format=csv&fields=name,state")

    assert answer.getvalue() == b"uid,name,state\n"


def test_a_filter_that_no_row_can_meet_gives_the_columns(lead_client: APIClient) -> None:
    answer = lead_client.get("/api/v1/pilots/?format=csv&fields=name&version__gte=99999999999")

    assert answer.getvalue() == b"uid,name\n"


def test_more_rows_than_a_page_come_at_once(program: Program, lead_client: APIClient) -> None:
    for number in range(60):
        factories.make_milestone(program, name=f"Step {number}")

    lines = lines_of(lead_client, "/api/v1/milestones/", accept="text/csv")

    assert [line["name"] for line in lines] == [f"Step {number}" for number in range(60)]


def test_values_are_written_for_spreadsheets(program: Program, lead_client: APIClient) -> None:
    factories.make_milestone(program, name='=HYPERLINK("http://bad")', description='Two,\n"lines"', weight=2)
    factories.make_milestone(program, name="-1+2", started_on=date(2026, 3, 1))

    first, second = lines_of(lead_client, "/api/v1/milestones/?format=csv")
    [row] = lines_of(lead_client, "/api/v1/programs/?format=csv")

    assert (first["name"], first["weight"], first["owner"]) == ('\'=HYPERLINK("http://bad")', "2.000", "")
    assert (second["name"], second["started_on"]) == ("'-1+2", "2026-03-01")
    assert row["follows_sequence"] == "true"


def test_what_the_database_refuses_is_told_as_a_problem(lead_client: APIClient) -> None:
    answer = lead_client.get("/api/v1/milestones/?format=csv&updated_since=2026-01-01T00:00:00%2B20:02")

    assert (answer.status_code, answer.json()["code"]) == (400, "out_of_range")


@pytest.mark.parametrize("query", ["format=csv&page_size=10", "format=csv&expand=program", "format=xml"])
def test_what_csv_does_not_have_is_refused(query: str, lead_client: APIClient) -> None:
    answer = lead_client.get(f"/api/v1/milestones/?{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_problem_is_told_in_json_to_who_wants_csv(lead_client: APIClient) -> None:
    answer = lead_client.get("/api/v1/milestones/?colour=red", headers={"accept": "text/csv"})

    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_parameter")
