"""Every noun is created by one action; who may, what comes back, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from programs.models import Program, User
from tests import factories as make
from tests.api.conftest import SignedIn

pytestmark = pytest.mark.django_db
Body = dict[str, Any]


def a_milestone_uid(program: Program) -> str:
    return str(make.make_milestone(program, finish_on=make.START).uid)


def a_link(program: Program) -> Body:
    return {"predecessor": a_milestone_uid(program), "successor": a_milestone_uid(program)}


def a_plan(program: Program) -> Body:
    a_milestone_uid(program)
    return {"program": str(program.uid), "reason": "Agreed plan"}


def a_stage(program: Program) -> Body:
    return {
        "flow": str(make.make_flow(program).uid),
        "function": str(make.make_function().uid),
        "name": "Order entry",
    }


def an_entry(program: Program) -> Body:
    return {"portfolio": str(make.make_portfolio(program).uid), "program": str(program.uid)}


def a_fresh_entry(program: Program) -> Body:
    """A portfolio that the program left, so that it may join again."""
    body = an_entry(program)
    program.portfolio_entries.update(left_on=make.START)
    return body


def of_program(**fields: Any) -> Callable[[Program], Body]:
    return lambda program: {"program": str(program.uid), **fields}


CREATED_BY_A_LEAD: dict[str, Callable[[Program], Body]] = {
    "portfolio-entries": a_fresh_entry,
    "flows": of_program(name="Spare parts", segment_kind="product_line"),
    "stages": a_stage,
    "milestones": of_program(name="Map the order flow", step="map", finish_on="2026-04-01", weight="2.5"),
    "milestone-links": a_link,
    "milestone-forecasts": lambda program: {"milestone": a_milestone_uid(program), "finish_on": "2026-05-01"},
    "baselines": a_plan,
    "evidence": lambda program: {"milestones": [a_milestone_uid(program)], "level": 2, "title": "Signed map"},
    "gates": of_program(code="G1", expected_on="2026-04-01", criteria="One constraint is named."),
    "gate-reviews": lambda program: {"gate": str(make.make_gate(program).uid), "outcome": "passed"},
    "status-reports": of_program(status="amber", reason="The pilot is late."),
    "cost-lines": of_program(kind="forecast", scope="whole_life", amount="12.50", currency="EUR"),
}
by_a_lead = pytest.mark.parametrize("path", CREATED_BY_A_LEAD)


@by_a_lead
def test_a_lead_creates_it_and_gets_what_every_reader_sees(path: str, program: Program, lead_client: APIClient) -> None:
    answer = lead_client.post(f"/api/v1/{path}/", CREATED_BY_A_LEAD[path](program))

    assert answer.status_code == 201, answer.content
    read = lead_client.get(answer["Location"])
    assert (read.content, read["ETag"]) == (answer.content, answer["ETag"])


@by_a_lead
def test_a_viewer_may_not_create_it(path: str, program: Program, viewer: User, signed_in: SignedIn) -> None:
    answer = signed_in(viewer).post(f"/api/v1/{path}/", CREATED_BY_A_LEAD[path](program))

    assert answer.status_code == 403
    assert answer.json()["code"] == "not_allowed"


@by_a_lead
def test_an_outsider_cannot_even_name_the_program(
    path: str, program: Program, outsider: User, signed_in: SignedIn
) -> None:
    answer = signed_in(outsider).post(f"/api/v1/{path}/", CREATED_BY_A_LEAD[path](program))

    assert answer.status_code == 400
    assert "does_not_exist" in {error["code"] for error in answer.json()["errors"]}


@by_a_lead
def test_an_unknown_field_is_refused(path: str, program: Program, lead_client: APIClient) -> None:
    body = CREATED_BY_A_LEAD[path](program) | {"colour": "green"}

    problem = lead_client.post(f"/api/v1/{path}/", body).json()

    assert (problem["status"], problem["code"], problem["errors"][0]["field"]) == (400, "unknown_field", "colour")


INSTALLATION: dict[str, Body] = {
    "policies": {"effective_from": "2027-01-01", "reason": "Stricter", "values": {"spi_green": "0.97"}},
    "portfolios": {"code": "europe", "name": "Europe"},
}


@pytest.mark.parametrize("path", INSTALLATION)
def test_only_a_steward_creates_what_the_installation_shares(
    path: str, steward: User, lead_client: APIClient, signed_in: SignedIn
) -> None:
    refused = lead_client.post(f"/api/v1/{path}/", INSTALLATION[path])
    answer = signed_in(steward).post(f"/api/v1/{path}/", INSTALLATION[path])

    assert refused.status_code == 403
    assert answer.status_code == 201
    assert answer.json().items() >= INSTALLATION[path].items()


def test_who_leads_a_program_creates_a_function_and_no_other_member_does(
    lead_client: APIClient, viewer: User, signed_in: SignedIn
) -> None:
    refused = signed_in(viewer).post("/api/v1/functions/", {"name": "Procurement"})
    answer = lead_client.post("/api/v1/functions/", {"name": "Procurement"})
    again = lead_client.post("/api/v1/functions/", {"name": "procurement"})

    assert (refused.status_code, answer.status_code) == (403, 201)
    assert (again.status_code, again.json()["code"]) == (409, "function_is_there")


def test_the_creator_of_a_program_leads_it(lead_client: APIClient, pmo_lead: User) -> None:
    answer = lead_client.post("/api/v1/programs/", {"code": "NEW", "name": "New", "start_on": "2026-03-01"})

    program = Program.objects.get(code="NEW")
    assert answer.json()["state"] == "draft"
    assert list(program.memberships.values_list("user", "role")) == [(pmo_lead.pk, "pmo_lead")]


def test_a_role_is_given_by_mail_address(program: Program, lead_client: APIClient) -> None:
    colleague = make.make_user(email="New.Colleague@example.com")
    body = {"program": str(program.uid), "email": "new.colleague@example.com", "role": "committee_member"}

    answer = lead_client.post("/api/v1/memberships/", body)

    assert answer.status_code == 201
    assert answer.json()["user"] == str(colleague.uid)


def test_a_viewer_cannot_find_out_who_signs_in(program: Program, viewer: User, signed_in: SignedIn) -> None:
    body = {"program": str(program.uid), "role": "viewer"}
    known, unknown = (
        signed_in(viewer).post("/api/v1/memberships/", body | {"email": email})
        for email in (make.make_user().email, "nobody@example.com")
    )

    assert (known.status_code, known.content) == (403, unknown.content)


def test_an_unknown_person_gets_no_role(program: Program, lead_client: APIClient) -> None:
    body = {"program": str(program.uid), "role": "viewer", "email": "nobody@example.com"}

    problem = lead_client.post("/api/v1/memberships/", body).json()

    assert [error["field"] for error in problem["errors"]] == ["email"]
