"""Whatever goes wrong has one shape, and bad input is never our failure."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError
from rest_framework.test import APIClient

from programs.api.problems import problem_of
from programs.models import Program, User
from tests import factories as make

pytestmark = pytest.mark.django_db
SHAPE = {"type", "title", "status", "detail", "code", "errors"}
UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057"

WRONG_REQUESTS: dict[str, tuple[str, str, Any, int]] = {
    "unknown address": ("get", "nonsense/", None, 404),
    "no slash": ("get", "programs", None, 404),
    "not a uid": ("get", "programs/42/", None, 404),
    "unknown uid": ("get", f"programs/{UNKNOWN}/", None, 404),
    "method": ("put", "programs/", {}, 405),
    "not JSON": ("post", "programs/", b"{", 400),
    "JSON of another kind": ("post", "programs/", b"[1]", 400),
    "NaN": ("post", "programs/", b'{"code": NaN}', 400),
    "half a character": ("post", "programs/", b'{"code": "\\ud800", "name": "x"}', 400),
    "not UTF-8": ("post", "programs/", b'{"code": "\xff"}', 400),
    "NUL": ("post", "programs/", {"code": "a\x00b", "name": "x"}, 400),
    "a list for a text": ("post", "programs/", {"code": ["a"], "name": "x"}, 400),
    "day out of range": ("post", "programs/", {"code": "a", "name": "x", "start_on": "2026-02-30"}, 400),
    "very long": ("post", "programs/", {"code": "a" * 61, "name": "x"}, 400),
    "body too large": ("post", "programs/", b'"' + b"a" * (5 * 1024 * 1024) + b'"', 413),
    "number out of range": (
        "post",
        "policies/",
        {"effective_from": "2027-01-01", "improve_after_periods": 10**30},
        400,
    ),
    "bad parameter": ("get", "milestones/?program=7", None, 400),
    "bad choice": ("get", "programs/?state=finished", None, 400),
    "bad yes or no": ("get", "programs/?follows_sequence=maybe", None, 400),
    "bad time": ("get", "programs/?updated_since=yesterday", None, 400),
    "bad cursor": ("get", "programs/?cursor=abc", None, 400),
    "cursor of huge number": (
        "get",
        "programs/?cursor=W2ZhbHNlLFsiaWQiXSxbIjk5OTk5OTk5OTk5OTk5OTk5OTk5OTkiXV0",
        None,
        200,
    ),
    "page of none": ("get", "programs/?page_size=0", None, 400),
    "page of too many": ("get", "programs/?page_size=1001", None, 400),
    "NUL in a parameter": ("get", "programs/?code=a%00b", None, 400),
}


@pytest.mark.parametrize("name", WRONG_REQUESTS)
def test_a_wrong_request_is_answered_in_one_shape(name: str, lead_client: APIClient) -> None:
    method, path, body, status = WRONG_REQUESTS[name]
    extra = {"content_type": "application/json"} if isinstance(body, bytes) else {}

    answer = getattr(lead_client, method)(f"/api/v1/{path}", body, **extra)

    assert answer.status_code == status, answer.content
    if status != 200:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json().keys() == SHAPE
        assert answer.json()["status"] == status


def test_a_body_of_another_type_is_refused(lead_client: APIClient) -> None:
    answer = lead_client.post("/api/v1/programs/", "code=a", content_type="application/x-www-form-urlencoded")

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_an_answer_in_another_form_is_refused(lead_client: APIClient) -> None:
    answer = lead_client.get("/api/v1/programs/", headers={"accept": "text/html"})

    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("colour=red", "unknown_parameter"),
        ("state=draft&state=active", "repeated_parameter"),
        ("code=", "blank_parameter"),
    ],
)
def test_a_parameter_is_never_ignored(query: str, code: str, lead_client: APIClient) -> None:
    problem = lead_client.get(f"/api/v1/programs/?{query}").json()

    assert (problem["status"], problem["code"]) == (400, code)


def test_an_unknown_parameter_is_told_the_known_ones(lead_client: APIClient, program: Program) -> None:
    on_a_list = lead_client.get("/api/v1/flows/?colour=red").json()
    on_a_row = lead_client.get(f"/api/v1/programs/{program.uid}/?colour=red").json()

    assert "state, uid, updated_at, updated_since, version. Fields also with __gte, __in," in on_a_list["detail"]
    assert "Known here: expand, fields." in on_a_row["detail"]


def test_every_wrong_field_is_named(lead_client: APIClient, program: Program) -> None:
    body = {"program": UNKNOWN, "name": "", "finish_on": "soon", "weight": "heavy"}

    errors = lead_client.post("/api/v1/milestones/", body).json()["errors"]

    assert {error["field"] for error in errors} == {"program", "name", "finish_on", "weight"}


@pytest.mark.parametrize(
    ("path", "body", "pointers"),
    [
        ("milestones/", {"program": UNKNOWN, "name": ""}, {"/program", "/name", "/finish_on"}),
        ("programs/", {"code": "A", "name": "A", "a/b~c": 1}, {"/a~1b~0c"}),
        ("programs/", [1], {""}),
        ("programs/?colour=red", {"code": "A", "name": "A"}, {None}),
    ],
    ids=["fields", "escaped", "whole", "parameter"],
)
def test_a_pointer_leads_to_what_is_wrong_in_the_body(
    path: str, body: Any, pointers: set[str | None], lead_client: APIClient
) -> None:
    errors = lead_client.post(f"/api/v1/{path}", body).json()["errors"]

    assert {error["pointer"] for error in errors} == pointers


def test_a_pointer_leads_into_lists(lead_client: APIClient, program: Program) -> None:
    flow = make.make_flow(program)
    cycles = [{"cycle": UNKNOWN, "period_days": "7"}, {"cycle": "x"}]

    address = f"/api/v1/programs/{program.uid}/analyses/latency/what-if/"
    errors = lead_client.post(address, {"flow": str(flow.uid), "cycles": cycles}).json()["errors"]

    assert [(error["field"], error["pointer"]) for error in errors] == [("cycles.1.cycle", "/cycles/1/cycle")]


def test_a_state_rule_points_at_its_field(lead_client: APIClient, program: Program) -> None:
    body = {"program": str(program.uid), "name": "A", "step": "map", "finish_on": "2020-01-01"}

    [error] = lead_client.post("/api/v1/milestones/", body).json()["errors"]

    assert (error["field"], error["pointer"]) == ("finish_on", "/finish_on")


def test_a_parameter_has_no_pointer(lead_client: APIClient) -> None:
    [error] = lead_client.get("/api/v1/programs/?state=finished").json()["errors"]

    assert (error["field"], error["pointer"]) == ("state", None)


def test_what_a_constraint_refuses_is_a_sentence_at_its_field(lead_client: APIClient, program: Program) -> None:
    body = {"program": str(program.uid), "name": "No step", "finish_on": "2026-04-01"}

    problem = lead_client.post("/api/v1/milestones/", body).json()

    assert problem["status"] == 400
    assert [error["field"] for error in problem["errors"]] == ["step"]
    assert "Choose a step of the sequence" in problem["detail"]


def test_a_refusal_has_its_code_and_field(lead_client: APIClient, program: Program) -> None:
    make.make_milestone(program, finish_on=make.START)
    make.make_baseline(program)
    headers = {"if-match": f'"{program.uid}-{program.version}"'}

    answer = lead_client.patch(f"/api/v1/programs/{program.uid}/", {"start_on": "2027-01-01"}, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (409, "start_is_fixed")
    assert answer.json()["errors"][0]["field"] == "start_on"


def test_a_code_that_is_taken_is_refused(lead_client: APIClient, program: Program) -> None:
    problem = lead_client.post("/api/v1/programs/", {"code": program.code, "name": "Again"}).json()

    assert (problem["status"], problem["errors"][0]["field"]) == (400, "code")


def test_a_race_for_the_same_row_is_a_conflict() -> None:
    problem = problem_of(IntegrityError("duplicate key"))

    assert problem is not None
    assert (problem.status, problem.code) == (409, "conflict")


def test_a_session_needs_the_csrf_token(program: Program, pmo_lead: User) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(pmo_lead)

    read = client.get("/api/v1/users/me/")
    written = client.post("/api/v1/programs/", {"code": "X", "name": "X"})

    assert read.json()["email"] == pmo_lead.email
    assert (written.status_code, written.json()["code"]) == (403, "permission_denied")
