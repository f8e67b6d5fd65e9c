"""How many statements many rows at once cost: a number that their number does not move."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from programs.models import BusinessFunction, Program, User
from tests import factories as make
from tests.api.test_bulk import row, send

pytestmark = pytest.mark.django_db
UNCHANGED, CREATED, CHANGED = 17, 22, 24


@pytest.fixture
def named(program: Program, pmo_lead: User, procurement: BusinessFunction) -> dict[str, Any]:
    """One row of each kind that a milestone names."""
    flow, gate = make.make_flow(program), make.make_gate(program, "G1")
    rows: dict[str, Any] = {"flow": flow, "gate": gate, "owner": pmo_lead, "function": procurement}
    return {name: str(each.uid) for name, each in rows.items()}


def statements(client: APIClient, rows: list[dict[str, Any]], outcome: str) -> int:
    """How many statements the rows took, all of which came to the outcome."""
    with CaptureQueriesContext(connection) as captured:
        answer = send(client, rows)
    assert answer["counts"][outcome] == len(rows), answer
    return len(captured)


@pytest.mark.parametrize("count", [10, 200])
def test_unchanged_rows_cost_a_few_reads(
    count: int, program: Program, named: dict[str, Any], lead_client: APIClient
) -> None:
    rows = [row(program, number, **named) for number in range(count)]
    send(lead_client, rows)

    assert statements(lead_client, rows, "unchanged") <= UNCHANGED


@pytest.mark.parametrize("count", [10, 200])
def test_rows_that_are_written_cost_as_much_for_few_as_for_many(
    count: int, program: Program, named: dict[str, Any], lead_client: APIClient
) -> None:
    rows = [row(program, number, **named) for number in range(count)]

    assert statements(lead_client, rows, "created") <= CREATED
    assert statements(lead_client, [each | {"weight": "3"} for each in rows], "updated") <= CHANGED


def test_a_row_that_the_database_refuses_does_not_make_single_writes_of_the_others(
    program: Program, lead_client: APIClient
) -> None:
    rows = [row(program, number, weight="0" if number == 77 else "1") for number in range(200)]

    with CaptureQueriesContext(connection) as captured:
        answer = send(lead_client, rows)

    assert [each["row"] for each in answer["rows"] if each["outcome"] == "error"] == [77]
    assert len(captured) <= 200
