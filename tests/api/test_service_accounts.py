"""Service accounts: made by stewards, given roles as people are, acting by tokens alone and by their own name."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from programs.actions import people
from programs.errors import Refused
from programs.models import ApiToken, ProcessFlow, Program, User
from programs.views.history import author_of
from tests import factories as make
from tests.api.conftest import SignedIn

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/service-accounts/"
FLOW = {"name": "Parts", "segment_kind": "product_line"}


@pytest.fixture
def steward_client(signed_in: SignedIn, steward: User) -> APIClient:
    return signed_in(steward)


@pytest.fixture
def planview(steward_client: APIClient) -> User:
    return User.objects.get(uid=steward_client.post(ADDRESS, {"name": "Planview"}).json()["uid"])


def client_of(answer: Any) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {answer.json()['token']}")
    return client


def test_a_steward_makes_an_account_that_nobody_signs_in_as(steward_client: APIClient) -> None:
    made = steward_client.post(ADDRESS, {"name": "Jira Align"})

    account = User.objects.get(uid=made.json()["uid"])
    assert made.status_code == 201
    assert (account.name, account.email) == ("Jira Align", "jira-align@service.invalid")
    assert (account.is_service, account.has_usable_password(), account.digest) == (True, False, "none")
    assert steward_client.get(made["Location"]).json() == made.json()


def test_a_name_is_given_once_and_has_letters(steward_client: APIClient, planview: User) -> None:
    again = steward_client.post(ADDRESS, {"name": "PLANVIEW"})
    empty = steward_client.post(ADDRESS, {"name": "!!"})

    assert (again.status_code, again.json()["code"]) == (409, "name_taken")
    assert (empty.status_code, empty.json()["code"]) == (409, "no_letters")


def test_nobody_else_makes_or_sees_one(planview: User, lead_client: APIClient) -> None:
    assert lead_client.post(ADDRESS, {"name": "Mine"}).status_code == 403
    assert lead_client.get(ADDRESS).json()["results"] == []
    assert lead_client.post(f"{ADDRESS}{planview.uid}/tokens/", {"name": "Mine"}).status_code == 404


def test_it_acts_by_the_roles_it_was_given_and_history_names_it(
    planview: User, steward_client: APIClient, program: Program, lead_client: APIClient
) -> None:
    role = {"program": str(program.uid), "email": planview.email, "role": "pmo_lead"}
    made = steward_client.post(f"{ADDRESS}{planview.uid}/tokens/", {"name": "Nightly", "scope": "write"})
    client = client_of(made)
    before = client.get("/api/v1/programs/").json()["results"]

    lead_client.post("/api/v1/memberships/", role)
    written = client.post("/api/v1/flows/", FLOW | {"program": str(program.uid)})

    event = ProcessFlow.pgh_event_model.objects.get()  # type: ignore[attr-defined]
    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    assert (before, written.status_code) == ([], 201)
    assert author_of(event) == planview.pk


def test_its_tokens_are_limited_to_programs_that_it_may_see(
    planview: User, steward_client: APIClient, program: Program
) -> None:
    address = f"{ADDRESS}{planview.uid}/tokens/"
    asked = {"name": "Nightly", "programs": [str(program.uid)]}

    before = steward_client.post(address, asked)
    make.make_membership(planview, program, "viewer")
    after = steward_client.post(address, asked)

    assert (before.status_code, after.status_code) == (400, 201)
    assert after.json()["programs"] == [str(program.uid)]


def test_a_steward_revokes_its_tokens_and_nobody_elses(
    planview: User, steward_client: APIClient, pmo_lead: User, lead_client: APIClient
) -> None:
    made = steward_client.post(f"{ADDRESS}{planview.uid}/tokens/", {"name": "Nightly"})
    mine = ApiToken.objects.get(user=pmo_lead)

    refused = steward_client.delete(f"/api/v1/tokens/{mine.uid}/")
    revoked = steward_client.delete(f"/api/v1/tokens/{made.json()['uid']}/")

    assert (refused.status_code, revoked.status_code) == (404, 204)
    assert client_of(made).get("/api/v1/users/me/").status_code == 401


def test_a_deactivated_account_acts_no_more(planview: User, steward_client: APIClient) -> None:
    made = steward_client.post(f"{ADDRESS}{planview.uid}/tokens/", {"name": "Nightly"})

    ended = steward_client.post(f"{ADDRESS}{planview.uid}/deactivate/", {})
    refused = steward_client.post(f"{ADDRESS}{planview.uid}/tokens/", {"name": "Another"})
    back = steward_client.post(f"{ADDRESS}{planview.uid}/reactivate/", {})

    assert (ended.status_code, ended.json()["is_active"]) == (200, False)
    assert client_of(made).get("/api/v1/users/me/").status_code == 401
    assert (refused.status_code, refused.json()["code"]) == (409, "deactivated")
    assert back.json()["is_active"] is True


def test_an_account_is_no_steward_and_no_lead_to_rely_on(planview: User, steward: User, program: Program) -> None:
    lead = make.make_user()
    make.make_membership(lead, program, "pmo_lead")
    make.make_membership(planview, program, "pmo_lead")
    User.objects.filter(pk=planview.pk).update(is_steward=True)

    with pytest.raises(Refused, match="Make somebody else a steward"):
        people.take_back(steward, by=steward)
    with pytest.raises(Refused, match="only PMO lead"):
        people.deactivate(lead, by=steward)


@pytest.mark.parametrize(
    "false", [{"is_superuser": True}, {"is_staff": True}, {"digest": "weekly"}, {"password": "md5$a$b"}]
)
def test_the_database_refuses_an_account_that_signs_in_gets_mail_or_administers(
    false: dict[str, Any], planview: User
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=planview.pk).update(**false)
