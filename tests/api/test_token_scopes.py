"""What a token lets its user do: a scope, some programs, and never more than the user may."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from programs.models import ApiToken, Membership, Program, Reading, User
from programs.models.grant import Scope
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.factories.committees import make_committee, make_meeting, make_seat
from tests.factories.metrics import make_definition, make_metric, make_program_metric

pytestmark = pytest.mark.django_db
FLOW = {"name": "Parts", "segment_kind": "product_line"}


@pytest.fixture
def other(pmo_lead: User) -> Program:
    """Another program that the same person leads."""
    program = make.make_program(code="BETA", name="Beta")
    make.make_membership(pmo_lead, program, "pmo_lead")
    return program


@pytest.mark.parametrize(
    ("scope", "allowed"), [("read", {"read"}), ("write", {"read", "write"}), ("admin", {"read", "write", "admin"})]
)
def test_each_scope_includes_those_before_it(scope: str, allowed: set[str]) -> None:
    assert {str(each) for each in Scope if Scope(scope).includes(each)} == allowed


def test_a_token_for_reading_writes_nothing_and_is_told_which_scope_it_lacks(
    program: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    client = signed_in(pmo_lead, scope="read")

    refused = client.post("/api/v1/flows/", FLOW | {"program": str(program.uid)})

    assert refused.status_code == 403
    assert refused.json()["code"] == "scope_missing"
    assert refused.json()["detail"] == "This needs a token with the scope write."
    assert refused["WWW-Authenticate"] == 'Bearer error="insufficient_scope", scope="write"'
    assert client.get("/api/v1/flows/").json()["results"] == []


def test_a_token_for_writing_gives_nobody_a_role(program: Program, pmo_lead: User, signed_in: SignedIn) -> None:
    somebody = make.make_user()
    body = {"program": str(program.uid), "email": somebody.email, "role": "viewer"}

    refused = signed_in(pmo_lead, scope="write").post("/api/v1/memberships/", body)
    given = signed_in(pmo_lead, scope="admin").post("/api/v1/memberships/", body)

    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert "admin" in refused.json()["detail"]
    assert given.status_code == 201


def test_a_page_of_the_tracker_needs_no_scope(program: Program, pmo_lead: User) -> None:
    client = APIClient()
    client.force_login(pmo_lead)

    assert client.post("/api/v1/flows/", FLOW | {"program": str(program.uid)}).status_code == 201


def test_a_method_that_is_not_served_is_no_question_of_scope(pmo_lead: User, signed_in: SignedIn) -> None:
    client = signed_in(pmo_lead, scope="read")

    assert client.post("/api/v1/users/me/", {}).status_code == 405
    assert client.post("/api/v1/deletions/", {}).status_code == 405


def test_without_a_scope_asked_for_a_token_only_reads(pmo_lead: User) -> None:
    body = {"email": "pmo@example.com", "password": "correct horse", "name": "Power BI"}

    made = APIClient().post("/api/v1/tokens/", body).json()

    assert (made["scope"], made["programs"]) == ("read", None)


def test_a_token_can_be_limited_to_programs_that_the_person_may_see(
    program: Program, other: Program, outsider: User
) -> None:
    body: dict[str, Any] = {"email": "pmo@example.com", "password": "correct horse", "name": "Excel"}
    theirs = Membership.objects.get(user=outsider).program

    made = APIClient().post("/api/v1/tokens/", body | {"programs": [str(other.uid)]})
    refused = APIClient().post("/api/v1/tokens/", body | {"programs": [str(other.uid), str(theirs.uid)]})
    empty = APIClient().post("/api/v1/tokens/", body | {"programs": []})

    assert made.json()["programs"] == [str(other.uid)]
    assert (refused.status_code, refused.json()["code"]) == (400, "does_not_exist")
    assert empty.status_code == 400
    assert ApiToken.objects.count() == 1


def test_a_limited_token_sees_its_programs_alone(
    program: Program, other: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    client = signed_in(pmo_lead, programs=[other])

    listed = client.get("/api/v1/programs/").json()["results"]

    assert [row["code"] for row in listed] == ["BETA"]
    assert client.get(f"/api/v1/programs/{program.uid}/").status_code == 404
    assert client.patch(f"/api/v1/programs/{program.uid}/", {"name": "Mine"}).status_code == 404


def test_a_limited_token_names_no_other_program(
    program: Program, other: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    client = signed_in(pmo_lead, programs=[other])

    refused = client.post("/api/v1/flows/", FLOW | {"program": str(program.uid)})
    written = client.post("/api/v1/flows/", FLOW | {"program": str(other.uid)})

    assert (refused.status_code, refused.json()["code"]) == (400, "does_not_exist")
    assert written.status_code == 201


def test_a_limited_token_without_its_programs_reaches_nothing(
    program: Program, other: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    client = signed_in(pmo_lead, programs=[other])
    ApiToken.objects.get().programs.clear()

    assert client.get("/api/v1/programs/").json()["results"] == []


def test_a_limited_token_sees_no_more_than_its_person(
    program: Program, other: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    client = signed_in(pmo_lead, programs=[other])
    Membership.objects.filter(program=other).delete()

    assert client.get("/api/v1/programs/").json()["results"] == []


@pytest.mark.parametrize("right", ["is_steward", "is_superuser"])
def test_a_limited_token_of_who_keeps_everything_reads_what_is_shared_and_writes_none_of_it(
    right: str, other: Program, signed_in: SignedIn
) -> None:
    keeper = make.make_user(**{right: True})
    make.make_membership(keeper, other, "pmo_lead")
    make.make_function(name="Procurement")
    client = signed_in(keeper, programs=[other])

    refused = client.post("/api/v1/functions/", {"name": "Stores"})
    program = client.post("/api/v1/programs/", {"code": "NEW", "name": "New"})

    assert [row["name"] for row in client.get("/api/v1/functions/").json()["results"]] == ["Procurement"]
    assert (refused.status_code, refused.json()["code"]) == (403, "token_limited")
    assert (program.status_code, program.json()["code"]) == (403, "token_limited")
    assert signed_in(keeper).post("/api/v1/functions/", {"name": "Stores"}).status_code == 201


def test_a_limited_token_enters_readings_of_its_programs_flows_and_none_that_everybody_shares(
    program: Program, other: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    metric = make_metric()
    make_definition(metric)
    make_program_metric(other, metric=metric)
    make_program_metric(program, metric=metric)
    client = signed_in(pmo_lead, programs=[other])
    body = {"metric": str(metric.uid), "period_starts_on": "2026-10-01", "value": "5"}

    of_flow = client.post("/api/v1/readings/", body | {"flow": str(make.make_flow(other).uid)})
    of_other = client.post("/api/v1/readings/", body | {"flow": str(make.make_flow(program).uid)})
    shared = client.post("/api/v1/readings/", body)

    assert of_flow.status_code == 201, of_flow.json()
    assert of_other.status_code == 400
    assert (shared.status_code, shared.json()["code"]) == (403, "token_limited")
    assert Reading.objects.count() == 1


def test_who_was_deactivated_has_no_token_that_works_at_once(pmo_lead: User, signed_in: SignedIn) -> None:
    client = signed_in(pmo_lead)
    User.objects.filter(pk=pmo_lead.pk).update(is_active=False)

    assert client.get("/api/v1/users/me/").status_code == 401


@pytest.mark.parametrize("right", ["is_steward", "is_superuser"])
def test_a_limited_token_of_who_keeps_everything_sees_nothing_of_other_programs(
    right: str, program: Program, other: Program, signed_in: SignedIn
) -> None:
    keeper = make.make_user(**{right: True})
    make.make_membership(keeper, other, "pmo_lead")
    make.make_portfolio(program)
    make_meeting(make_committee(program))
    lists = ("programs", "portfolios", "committees", "committee-mandates", "meetings", "service-accounts")
    User.objects.create_service("planview@service.invalid", name="Planview")

    def seen(client: APIClient) -> list[int]:
        return [len(client.get(f"/api/v1/{name}/").json()["results"]) for name in lists]

    assert seen(signed_in(keeper, programs=[other])) == [1, 0, 0, 0, 0, 0]
    assert seen(signed_in(keeper))[1:] == [1, 1, 1, 1, 1]


def test_a_limited_token_sees_no_committee_of_other_programs_in_which_its_person_sits(
    program: Program, other: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    committee = make_committee()
    make_seat(committee, user=pmo_lead)
    make_meeting(committee)

    for name in ("committees", "committee-members", "meetings"):
        assert signed_in(pmo_lead, programs=[other]).get(f"/api/v1/{name}/").json()["results"] == []
        assert len(signed_in(pmo_lead).get(f"/api/v1/{name}/").json()["results"]) == 1


def test_what_the_person_owes_elsewhere_is_not_told_by_a_limited_token(
    program: Program, other: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    Program.objects.update(state="active")
    for each in (program, other):
        make.make_milestone(each, name=f"Map {each.code}", owner=pmo_lead, finish_on=date(2026, 1, 31))

    told = signed_in(pmo_lead, programs=[other]).get("/api/v1/users/me/obligations/").content.decode()
    everything = signed_in(pmo_lead).get("/api/v1/users/me/obligations/").content.decode()

    assert str(program.uid) in everything
    assert str(program.uid) not in told
    assert str(other.uid) in told
