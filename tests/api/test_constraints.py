"""Constraints through the API: loads that may be repeated, operations of one constraint, filters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from programs.models import BusinessFunction, Program, User
from tests.api.conftest import SignedIn
from tests.factories import START, make_flow
from tests.factories.constraints import constraint_in, make_constraint, make_control, make_observation, make_resource

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
API = "/api/v1"


def test_a_load_of_observations_may_be_repeated(program: Program, lead_client: APIClient) -> None:
    flow, line = make_flow(program), make_resource()
    body = {
        "flow": str(flow.uid),
        "resource": str(line.uid),
        "week_starts_on": str(START),
        "source": "Scheduling system",
        "basis": "queue",
    }

    first, again = (
        lead_client.post(f"{API}/constraint-observations/", body | {"severity": hours}) for hours in ("14", "15.50")
    )

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json()["uid"] == first.json()["uid"]
    assert (again.json()["severity"], again.json()["version"]) == ("15.50", 2)
    assert flow.constraint_observations.count() == 1


def test_an_observation_without_a_source_is_the_person_s(program: Program, lead_client: APIClient) -> None:
    body = {
        "flow": str(make_flow(program).uid),
        "resource": str(make_resource().uid),
        "week_starts_on": str(START),
        "basis": "opinion",
    }

    assert lead_client.post(f"{API}/constraint-observations/", body).json()["source"] == "Petra Lead"


def test_observations_are_found_by_their_weeks(program: Program, lead_client: APIClient) -> None:
    flow = make_flow(program)
    for week in range(3):
        make_observation(flow, week_starts_on=START + 7 * week * DAY)

    found = lead_client.get(
        f"{API}/constraint-observations/?week_from={START + 7 * DAY}&week_until={START + 8 * DAY}"
    ).json()

    assert [row["week_starts_on"] for row in found["results"]] == [str(START + 7 * DAY)]


def test_a_constraint_is_named_moved_and_ended(program: Program, lead_client: APIClient) -> None:
    flow = make_flow(program)
    line, motors = (str(make_resource().uid) for _ in range(2))
    body = {"flow": str(flow.uid), "resource": line, "on": str(START)}

    named = lead_client.post(f"{API}/constraints/", body).json()
    move = {"resource": motors, "on": str(START + DAY), "end_reason": "Queue moved"}
    moved = lead_client.post(f"{API}/constraints/{named['uid']}/move/", move).json()
    end = {"ended_on": str(START + 2 * DAY), "end_reason": "Sold"}
    ended = lead_client.post(f"{API}/constraints/{moved['uid']}/end/", end).json()

    assert (moved["resource"], moved["identified_on"]) == (motors, str(START + DAY))
    assert (ended["uid"], ended["ended_on"]) == (moved["uid"], str(START + 2 * DAY))
    assert flow.constraints.get(uid=named["uid"]).ended_on == START


def test_constraints_in_force_on_a_day_are_found(program: Program, lead_client: APIClient) -> None:
    flow = make_flow(program)
    make_constraint(flow, ended_on=START, end_reason="Moved")
    current = make_constraint(flow, identified_on=START + DAY)

    found = lead_client.get(f"{API}/constraints/?in_force_on={START + DAY}").json()

    assert [row["uid"] for row in found["results"]] == [str(current.uid)]


def test_a_focusing_step_is_entered(program: Program, lead_client: APIClient) -> None:
    body = {"constraint": str(constraint_in(program).uid), "step": "exploit", "on": str(START + DAY)}

    answer = lead_client.post(f"{API}/focusing-steps/", body)

    assert answer.status_code == 201
    assert answer.json()["entered_on"] == str(START + DAY)


def test_a_steward_keeps_resources(steward: User, signed_in: SignedIn, procurement: BusinessFunction) -> None:
    client = signed_in(steward)

    made = client.post(f"{API}/resources/", {"name": "Motors", "kind": "supplier"}).json()
    control: Any = {"resource": made["uid"], "function": str(procurement.uid), "on": str(START)}
    given = client.post(f"{API}/resource-controls/", control).json()
    retired = client.post(f"{API}/resources/{made['uid']}/retire/", {"retired_on": str(START)}).json()
    back = client.post(f"{API}/resources/{made['uid']}/bring-back/", {}).json()

    assert (given["valid_from"], given["valid_to"]) == (str(START), None)
    assert (retired["retired_on"], back["retired_on"]) == (str(START), None)


def test_control_of_a_day_is_found(lead_client: APIClient) -> None:
    former = make_control(valid_to=START)
    make_control(former.resource, valid_from=START + DAY)

    found = lead_client.get(f"{API}/resource-controls/?valid_on={START}").json()

    assert [row["uid"] for row in found["results"]] == [str(former.uid)]
