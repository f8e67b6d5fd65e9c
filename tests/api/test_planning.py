"""What stewards keep for all programs, through the API: changes from a day on, filters, a whole fiscal year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from programs.models import BusinessFunction, FiscalPeriod, PlanningCycle, Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.factories import START
from tests.factories import planning as make_planning

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)
CYCLES = "/api/v1/planning-cycles/"


@pytest.fixture
def steward_client(signed_in: SignedIn, steward: User) -> APIClient:
    return signed_in(steward)


def test_a_cycle_that_is_created_ends_the_one_before(steward_client: APIClient, procurement: BusinessFunction) -> None:
    before = make_planning.make_cycle(function=procurement, level="Capacity")
    body = {
        "function": str(procurement.uid), "level": "capacity", "valid_from": str(JUNE), "period_days": "7",
        "processing_days": "1", "reason": "Synchronized",
    }  # fmt: skip

    answer = steward_client.post(CYCLES, body)

    before.refresh_from_db()
    assert (answer.status_code, answer.json()["level"], answer.json()["anchor_at"]) == (201, "Capacity", None)
    assert before.valid_to == date(2026, 5, 31)


def test_a_change_corrects_and_a_deletion_takes_back_only_what_is_planned(steward_client: APIClient) -> None:
    cycle = make_planning.make_cycle()
    address = f"{CYCLES}{cycle.uid}/"
    headers = {"if-match": f'"{cycle.uid}-1"'}

    corrected = steward_client.patch(address, {"anchor_at": "2026-01-05T08:00:00Z"}, headers=headers)
    deleted = steward_client.delete(address)

    assert (corrected.status_code, corrected.json()["period_days"]) == (200, "28.000")
    assert (deleted.status_code, deleted.json()["code"]) == (409, "already_holds")


def test_a_cycle_ends_by_its_own_operation(steward_client: APIClient) -> None:
    cycle = make_planning.make_cycle()

    answer = steward_client.post(f"{CYCLES}{cycle.uid}/end/", {"valid_to": str(JUNE)})

    assert answer.json()["valid_to"] == str(JUNE)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"level": "CAPACITY"}, ["Capacity"]),
        ({"valid_on": "2026-05-31"}, ["Capacity", "Scheduling"]),
        ({"valid_on": "2026-06-02"}, ["Scheduling"]),
        ({"has_anchor": "true"}, []),
    ],
)
def test_cycles_are_found(query: dict[str, Any], found: list[str], lead_client: APIClient) -> None:
    make_planning.make_cycle(level="Capacity", valid_to=JUNE)
    make_planning.make_cycle(level="Scheduling")

    listed = lead_client.get(CYCLES, query).json()["results"]

    assert [row["level"] for row in listed] == found


def test_a_stage_names_its_level(program: Program, lead_client: APIClient) -> None:
    stage = make.make_stage(make.make_flow(program))
    make_planning.make_cycle(function=stage.function, level="Capacity")
    headers = {"if-match": f'"{stage.uid}-1"'}

    answer = lead_client.patch(f"/api/v1/stages/{stage.uid}/", {"planning_level": "capacity"}, headers=headers)

    assert (answer.json()["planning_level"], answer.json()["name"]) == ("Capacity", stage.name)


def test_a_fiscal_year_is_made_with_its_months(steward_client: APIClient, lead_client: APIClient) -> None:
    body = {"first_day": "2027-04-01", "quarters": False, "months": True}

    refused = lead_client.post("/api/v1/fiscal-periods/year/", body)
    made = steward_client.post("/api/v1/fiscal-periods/year/", body)

    around = lead_client.get("/api/v1/fiscal-periods/", {"on": "2028-02-29"}).json()["results"]
    assert (refused.status_code, made.status_code, made.json()["name"]) == (403, 200, "2027/28")
    assert [row["name"] for row in around] == ["2027/28", "February 2028"]
    assert FiscalPeriod.objects.count() == 13


def test_only_stewards_write(lead_client: APIClient, procurement: BusinessFunction) -> None:
    tried: dict[str, dict[str, Any]] = {
        CYCLES: {"function": str(procurement.uid), "level": "Capacity", "period_days": 7, "processing_days": 1},
        "/api/v1/working-calendars/": {"name": "Plant"},
        "/api/v1/holidays/": {"calendar": str(make_planning.make_calendar().uid), "on": str(START), "name": "New Year"},
        "/api/v1/currencies/": {"code": "EUR", "name": "Euro"},
        "/api/v1/fiscal-periods/": {"name": "2026", "kind": "year", "starts_on": str(START), "ends_on": str(JUNE)},
    }

    assert {path: lead_client.post(path, body).status_code for path, body in tried.items()} == dict.fromkeys(tried, 403)
    assert not PlanningCycle.objects.exists()


def test_reports_add_up_in_the_currency_that_is_named(steward_client: APIClient) -> None:
    euro = steward_client.post("/api/v1/currencies/", {"code": "EUR", "name": "Euro"}).json()

    answer = steward_client.post(f"/api/v1/currencies/{euro['uid']}/report-in/")

    listed = steward_client.get("/api/v1/currencies/", {"is_reporting": "true"}).json()["results"]
    assert answer.json()["is_reporting"] is True
    assert [row["code"] for row in listed] == ["EUR"]
