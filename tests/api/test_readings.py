"""Readings by the API: entered, corrected with If-Match, and filtered."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from programs.models import Program, Reading, SharedMetric, User
from tests.api.conftest import SignedIn
from tests.factories import START, make_flow, make_program
from tests.factories import pilots as make_pilots
from tests.factories import readings as make

pytestmark = pytest.mark.django_db
LIST = "/api/v1/readings/"


@pytest.fixture
def metric(program: Program) -> SharedMetric:
    made = make.make_readable_metric()
    make.judge_by(program, made)
    return made


def body(metric: SharedMetric, **given: Any) -> dict[str, Any]:
    return {"metric": str(metric.uid), "period_starts_on": "2026-01-05", "value": "12.5"} | given


def listed(client: APIClient, **parameters: Any) -> set[str]:
    answer = client.get(LIST, parameters)
    assert answer.status_code == 200, answer.content
    return {row["uid"] for row in answer.json()["results"]}


def test_a_reading_is_entered_and_read_back(metric: SharedMetric, lead_client: APIClient) -> None:
    answer = lead_client.post(LIST, body(metric, arm="New"))

    assert answer.status_code == 201, answer.content
    read = lead_client.get(answer["Location"])
    assert (read.content, read["ETag"]) == (answer.content, answer["ETag"])
    assert (read.json()["is_final"], read.json()["source"]) == (True, "Entered by hand")


def test_a_final_reading_is_replaced_only_when_that_is_said(metric: SharedMetric, lead_client: APIClient) -> None:
    lead_client.post(LIST, body(metric))

    refused = lead_client.post(LIST, body(metric, value="13"))
    corrected = lead_client.post(LIST, body(metric, value="13", correct=True))

    assert (refused.status_code, refused.json()["code"]) == (409, "final_already")
    assert (corrected.status_code, corrected.json()["version"]) == (201, 2)


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"period_starts_on": "2026-01-07"}, 409, "its week begins on Monday 5 January 2026"),
        ({"value": "many"}, 400, "value"),
        ({"value": "1.1234567"}, 400, "value"),
        ({"period_starts_on": "2999-12-30"}, 409, "This lies ahead"),
    ],
)
def test_what_cannot_be_is_refused(
    given: dict[str, str], status: int, said: str, metric: SharedMetric, lead_client: APIClient
) -> None:
    answer = lead_client.post(LIST, body(metric, **given))

    assert answer.status_code == status
    assert said in answer.content.decode()
    assert not Reading.objects.exists()


def test_who_may_not_enter_readings_is_told(metric: SharedMetric, viewer: User, signed_in: SignedIn) -> None:
    assert signed_in(viewer).post(LIST, body(metric)).status_code == 403


def test_a_value_is_corrected_by_the_version_that_was_read(metric: SharedMetric, lead_client: APIClient) -> None:
    created = lead_client.post(LIST, body(metric))
    address, tag = created["Location"], created["ETag"]

    corrected = lead_client.patch(address, {"value": "13"}, headers={"If-Match": tag})
    assert (corrected.status_code, corrected.json()["value"]) == (200, "13.000000")
    assert lead_client.patch(address, {"value": "14"}, headers={"If-Match": tag}).status_code == 412


def test_the_place_of_a_reading_is_not_changed(metric: SharedMetric, lead_client: APIClient) -> None:
    created = lead_client.post(LIST, body(metric))

    answer = lead_client.patch(created["Location"], {"arm": "New"}, headers={"If-Match": created["ETag"]})

    assert answer.status_code == 400


def test_readings_are_filtered_by_what_they_are_of(
    metric: SharedMetric, program: Program, lead_client: APIClient
) -> None:
    flow = make_flow(program)
    whole = make.make_reading(metric)
    in_flow = make.make_reading(metric, flow=flow, arm="New", period_starts_on=make.MONDAY.replace(day=12))
    make.make_reading()

    assert listed(lead_client, metric=metric.uid) == {str(whole.uid), str(in_flow.uid)}
    assert listed(lead_client, flow=flow.uid) == listed(lead_client, arm="New") == {str(in_flow.uid)}
    assert listed(lead_client, metric=metric.uid, period_to="2026-01-05") == {str(whole.uid)}
    assert listed(lead_client, period_from="2026-01-06", period_to="2026-01-12") == {str(in_flow.uid)}


def test_readings_of_a_program_are_those_it_is_judged_by(
    metric: SharedMetric, program: Program, pmo_lead: User, lead_client: APIClient
) -> None:
    other = make_program()
    other.memberships.create(user=pmo_lead, role="pmo_lead", valid_from="2026-01-01")
    whole = make.make_reading(metric)
    make.make_reading(metric, flow=make_flow(other))
    make.make_reading()

    assert listed(lead_client, program=program.uid) == {str(whole.uid)}
    assert listed(lead_client, program=other.uid) == set()


def test_a_program_that_is_not_seen_says_nothing_of_what_judges_it(
    metric: SharedMetric, program: Program, outsider: User, signed_in: SignedIn
) -> None:
    make.make_reading(metric)

    assert listed(signed_in(outsider), program=program.uid) == set()
    assert len(listed(signed_in(outsider), metric=metric.uid)) == 1


def test_a_reading_of_an_arm_says_its_pilot_and_is_found_by_it(program: Program, lead_client: APIClient) -> None:
    judged = make_pilots.make_pilot_metric(program)
    one, other = (make_pilots.make_pilot(program, step="started", primary=judged) for _ in range(2))
    given = body(judged.metric, arm="Integrated")

    open_answer = lead_client.post(LIST, given)
    named = lead_client.post(LIST, given | {"pilot": str(one.uid)})

    assert (open_answer.status_code, named.status_code) == (409, 201), (open_answer.content, named.content)
    assert named.json()["pilot"] == str(one.uid)
    assert (listed(lead_client, pilot=one.uid), listed(lead_client, pilot=other.uid)) == ({named.json()["uid"]}, set())


def test_a_reading_of_another_programs_pilot_is_not_shown(lead_client: APIClient) -> None:
    pilot = make_pilots.make_pilot(make_program(), step="started")
    make_pilots.make_arm_reading(pilot, arm="Integrated", starts_on=START, flow=None)

    assert listed(lead_client) == set()
