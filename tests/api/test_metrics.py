"""Metrics through the API: each noun is written by one action, with the words of its page."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from programs.models import BusinessFunction, Program, SharedMetric, User
from tests.api.conftest import SignedIn
from tests.factories import START, make_function
from tests.factories import metrics as make

pytestmark = pytest.mark.django_db
METRIC = {
    "name": "Order lead time", "unit": "days", "direction": "lower", "frequency": "month", "definition": "Days.",
    "effective_from": "2026-01-05",
}  # fmt: skip


def of(row: Any) -> str:
    """Tag of a row that nobody changed."""
    return f'"{row.uid}-{row.version}"'


def test_who_leads_a_program_makes_a_metric_and_a_steward_changes_and_retires_it(
    steward: User, program: Program, lead_client: APIClient, signed_in: SignedIn
) -> None:
    client = signed_in(steward)

    made = lead_client.post("/api/v1/metrics/", METRIC)
    refused = lead_client.patch(made["Location"], {"unit": "weeks"}, headers={"if-match": made["ETag"]})
    changed = client.patch(made["Location"], {"unit": "hours"}, headers={"if-match": made["ETag"]})
    retired = client.post(f"{made['Location']}retire/", {"on": "2026-01-06"})
    back = client.post(f"{made['Location']}bring-back/", {})

    assert (made.status_code, refused.status_code) == (201, 403)
    assert (changed.json()["unit"], changed.json()["name"]) == ("hours", "Order lead time")
    assert (retired.json()["retired_on"], back.json()["retired_on"]) == ("2026-01-06", None)
    assert SharedMetric.objects.get().definitions.get().text == "Days."


def test_a_version_is_written_and_signed(
    steward: User, function_lead: User, procurement: BusinessFunction, signed_in: SignedIn
) -> None:
    metric = make.make_metric()
    body = {"metric": str(metric.uid), "text": "Working days."}

    version = signed_in(steward).post("/api/v1/metric-definitions/", body).json()
    signature = {"definition": version["uid"], "function": str(procurement.uid), "on": "2026-01-06"}
    signed = signed_in(function_lead).post("/api/v1/definition-signatures/", signature)
    other = signed_in(steward).post("/api/v1/definition-signatures/", signature)

    assert version["number"] == 2
    assert (signed.status_code, signed.json()["signed_by"]) == (201, str(function_lead.uid))
    assert other.status_code == 403


def test_a_program_is_judged_by_a_metric_and_hears_a_hypothesis(program: Program, lead_client: APIClient) -> None:
    body = {"program": str(program.uid), "metric": str(make.make_metric().uid), "role": "primary", "target": "12.5"}
    said = {"hypothesis": "Ten days", "hypothesis_by": "Ada Sponsor", "hypothesis_on": "2026-01-05"}

    made = lead_client.post("/api/v1/program-metrics/", body)
    changed = lead_client.patch(made["Location"], {"role": "guardrail"}, headers={"if-match": made["ETag"]})
    stated = lead_client.post(f"{made['Location']}state-hypothesis/", said)
    gone = lead_client.delete(made["Location"])

    assert (made.status_code, made.json()["target"]) == (201, "12.500000")
    assert (changed.json()["role"], changed.json()["target"]) == ("guardrail", "12.500000")
    assert stated.json().items() >= said.items()
    assert gone.status_code == 204


def test_a_baseline_is_locked_from_readings_and_refused_without(program: Program, lead_client: APIClient) -> None:
    judged = make.make_program_metric(program)
    body = {
        "program_metric": str(judged.uid), "definition": str(judged.metric.definitions.get().uid),
        "first_period_on": "2025-01-01", "last_period_on": "2025-12-01", "source": "ERP history", "on": "2026-01-05",
    }  # fmt: skip

    early = lead_client.post("/api/v1/metric-baselines/", body)
    make.make_readings(judged, range(20, 32))
    locked = lead_client.post("/api/v1/metric-baselines/", body)

    assert (early.status_code, early.json()["code"]) == (409, "too_few_readings")
    assert locked.status_code == 201
    assert (len(locked.json()["values"]), locked.json()["periods"][0]) == (12, "2025-01-01")


def test_a_function_answers_for_a_metric_until_it_does_not(program: Program, lead_client: APIClient) -> None:
    judged, function = make.make_program_metric(program), make_function()
    body = {"program_metric": str(judged.uid), "function": str(function.uid), "weight": "0.25"}

    begun = lead_client.post("/api/v1/metric-accountabilities/", body | {"valid_from": "2026-01-05"})
    again = lead_client.post("/api/v1/metric-accountabilities/", body | {"valid_from": "2026-02-05", "weight": "0.4"})
    ended = lead_client.post(f"{again['Location']}end/", {"valid_to": "2026-03-05"})
    held = lead_client.get("/api/v1/metric-accountabilities/?valid_on=2026-02-04").json()["results"]

    assert (begun.status_code, again.status_code) == (201, 201)
    assert ended.json()["valid_to"] == "2026-03-05"
    assert [row["weight"] for row in held] == ["0.2500"]


def test_an_evaluation_is_recorded_changed_and_completed(
    program: Program, lead_client: APIClient, function_lead: User, procurement: BusinessFunction
) -> None:
    body = {
        "program": str(program.uid), "leader": str(function_lead.uid), "function": str(procurement.uid),
        "cycle_starts_on": "2025-01-01", "cycle_ends_on": "2025-12-31", "shared_weight": "0.2",
    }  # fmt: skip

    made = lead_client.post("/api/v1/leader-evaluations/", body)
    changed = lead_client.patch(made["Location"], {"shared_weight": "0.3"}, headers={"if-match": made["ETag"]})
    done = lead_client.post(f"{made['Location']}complete/", {"on": "2026-01-05"})

    assert made.status_code == 201
    assert changed.json()["shared_weight"] == "0.3000"
    assert done.json()["completed_on"] == "2026-01-05"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("metrics", "retired=false"),
        ("metric-definitions", "metric={metric}"),
        ("program-metrics", "metric={metric}&role=primary"),
        ("metric-baselines", "program={program}&program_metric={judged}"),
    ],
)
def test_a_list_is_narrowed_to_what_was_asked(path: str, query: str, program: Program, lead_client: APIClient) -> None:
    judged = make.make_metric_baseline(make.make_program_metric(program)).program_metric
    other = make.make_metric(retired_on=START)
    make.make_metric_baseline(make.make_program_metric(program, metric=other, role="guardrail"))
    names = {"metric": judged.metric.uid, "program": program.uid, "judged": judged.uid}

    found = lead_client.get(f"/api/v1/{path}/?{query.format(**names)}").json()["results"]

    assert len(found) == 1


def test_a_stale_change_of_a_metric_is_refused(program: Program, lead_client: APIClient) -> None:
    judged = make.make_program_metric(program)
    address, tag = f"/api/v1/program-metrics/{judged.uid}/", of(judged)
    lead_client.patch(address, {"target": "5"}, headers={"if-match": tag})

    late = lead_client.patch(address, {"target": "6"}, headers={"if-match": tag})

    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
