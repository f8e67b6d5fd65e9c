"""Sessions, interventions and the pulse through the API; answers of the pulse are never rows of it."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from programs.models import Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.factories import culture as make_culture

pytestmark = pytest.mark.django_db


def test_a_session_is_scheduled_and_held(program: Program, lead_client: APIClient) -> None:
    flow, function = make.make_flow(program), make.make_function()
    body = {"flow": str(flow.uid), "scheduled_on": "2026-03-02", "functions": [str(function.uid)]}

    made = lead_client.post("/api/v1/sessions/", body)
    there = [{"function": str(function.uid), "demand_plan": "7"}]
    held = lead_client.post(
        f"/api/v1/sessions/{made.json()['uid']}/hold/",
        {"on": "2026-03-03", "attendance": there},
        headers={"if-match": made["ETag"]},
    )
    (row,) = lead_client.get(f"/api/v1/session-functions/?session={made.json()['uid']}").json()["results"]

    assert (made.status_code, held.status_code) == (201, 200)
    assert held.json()["held_on"] == "2026-03-03"
    assert (row["function"], row["came"], row["demand_plan"]) == (str(function.uid), True, "7")


def test_a_session_is_cancelled_once(program: Program, lead_client: APIClient) -> None:
    session = make_culture.make_session(make.make_flow(program))
    address = f"/api/v1/sessions/{session.uid}/cancel/"

    first, again = (lead_client.post(address, {"reason": "Quarter close"}) for _ in range(2))

    assert first.json()["cancel_reason"] == "Quarter close"
    assert (again.status_code, again.json()["code"]) == (409, "session_cancelled")


def test_an_intervention_is_recorded_and_deleted(program: Program, lead_client: APIClient) -> None:
    body = {"flow": str(make.make_flow(program).uid), "kind": "corrected_data", "happened_on": "2026-03-02"}

    made = lead_client.post("/api/v1/interventions/", body)
    gone = lead_client.delete(f"/api/v1/interventions/{made.json()['uid']}/")

    assert (made.status_code, gone.status_code) == (201, 204)


def test_results_are_there_once_the_wave_is_closed(program: Program, lead_client: APIClient) -> None:
    wave = make_culture.make_closed_wave(program, {"A": (9, 9), "B": (8, 3), "C": (7, 6)})
    unread = make_culture.make_wave(program)

    read = lead_client.get(f"/api/v1/pulse-waves/{wave.uid}/results/")
    early = lead_client.get(f"/api/v1/pulse-waves/{unread.uid}/results/")

    assert [cell["agreeing"] for cell in read.json()["cells"]] == [[9] * 8, None, None]
    assert (read.json()["everybody"]["answered"], len(read.json()["items"])) == (18, 8)
    assert "scores" not in read.content.decode()
    assert early.status_code == 404


def test_a_wave_is_closed_by_a_lead_alone(program: Program, viewer: User, signed_in: SignedIn) -> None:
    wave = make_culture.make_wave(program)

    assert signed_in(viewer).post(f"/api/v1/pulse-waves/{wave.uid}/close/", {}).status_code == 403


@pytest.mark.parametrize("path", ["pulse-answers", "pulse-links"])
def test_answers_and_links_are_no_resource(path: str, lead_client: APIClient) -> None:
    assert lead_client.get(f"/api/v1/{path}/").status_code == 404
