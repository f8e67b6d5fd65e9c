"""A change of planning cycles tried through the API."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from programs.models import Program, User
from tests import factories as make
from tests.tracker.views.test_latency_pages import cycle_of, make_ladder
from tracker.models import LatencyScenario

pytestmark = pytest.mark.django_db


def ask(client: APIClient, program: Program, **body: Any) -> Any:
    return client.post(f"/api/v1/programs/{program.uid}/analyses/latency/what-if/", body, format="json")


def test_weekly_instead_of_monthly_planning(program: Program, lead_client: APIClient) -> None:
    flow = make_ladder(program)
    change = {"cycle": str(cycle_of("Demand planning").uid), "period_days": "7"}

    found = ask(
        lead_client, program, flow=str(flow.uid), cycles=[change], demand={"sigma": 10, "lead_time_days": 14}
    ).json()["result"]

    assert (found["saved_days"], found["before"]["timing"]["mean"]["value"]) == (10.5, 29.0)
    assert found["after"]["safety_stock"] == pytest.approx(75.376663, abs=1e-4)
    assert cycle_of("Demand planning").period_days == 28
    assert not LatencyScenario.objects.exists()


def test_one_session_of_all_stages(program: Program, lead_client: APIClient) -> None:
    flow = make_ladder(program)
    first, *_, last = (str(stage.uid) for stage in flow.stages.order_by("position"))

    session = {"first": first, "last": last, "period_days": "7"}
    found = ask(lead_client, program, flow=str(flow.uid), sessions=[session]).json()["result"]

    assert (found["after"]["timing"]["mean"]["value"], found["after"]["safety_stock"]) == (9.0, None)


def test_a_flow_of_another_program_is_refused(program: Program, lead_client: APIClient, pmo_lead: User) -> None:
    other = make.make_program()
    make.make_membership(pmo_lead, other, "viewer")

    answer = ask(lead_client, program, flow=str(make.make_flow(other).uid))

    assert (answer.status_code, answer.json()["code"]) == (409, "other_program")


def test_a_flow_without_cycles_says_what_is_missing(program: Program, lead_client: APIClient) -> None:
    flow = make_ladder(program)
    cycle_of("Procurement").delete()

    answer = ask(lead_client, program, flow=str(flow.uid))

    assert (answer.status_code, answer.json()["code"]) == (409, "cannot_be_told")
    assert answer.json()["detail"] == "The planning cycles of Procurement are not recorded yet."


def test_an_unknown_field_is_refused(program: Program, lead_client: APIClient) -> None:
    answer = ask(lead_client, program, flow=str(make_ladder(program).uid), period_days=7)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "period_days"
