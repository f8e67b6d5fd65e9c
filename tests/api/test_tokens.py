"""The life of a token: made for a password, shown once, stored as a digest, ended by time or by its owner."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from programs.models import ApiToken, User
from tests import factories as make
from tests.api.conftest import SignedIn

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/tokens/"


def ask(**changes: Any) -> Any:
    body = {"email": "pmo@example.com", "password": "correct horse", "name": "Power BI"} | changes
    return APIClient().post(ADDRESS, body)


def test_a_token_is_made_and_used(pmo_lead: User) -> None:
    made = ask(email="PMO@example.com")
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {made.json()['token']}")

    assert made.status_code == 201
    assert made["Cache-Control"] == "no-store"
    assert client.get("/api/v1/users/me/").json()["uid"] == str(pmo_lead.uid)


def test_a_token_is_stored_as_a_digest(pmo_lead: User) -> None:
    text = ask().json()["token"]

    stored = ApiToken.objects.get()
    assert text not in (stored.digest, stored.token_key)
    assert len(text) == 64
    assert len(stored.token_key) == 15


@pytest.mark.parametrize(("asked", "days"), [({}, 90), ({"expires_in_days": 365}, 365), ({"expires_in_days": 1}, 1)])
def test_a_token_has_an_end(asked: dict[str, int], days: int, pmo_lead: User) -> None:
    ask(**asked)

    left = ApiToken.objects.get().expiry - timezone.now()
    assert timedelta(days=days, minutes=-1) < left <= timedelta(days=days)


@pytest.mark.parametrize("days", [0, 366, "long"])
def test_a_token_cannot_last_forever(days: Any, pmo_lead: User) -> None:
    assert ask(expires_in_days=days).status_code == 400


def test_an_expired_token_is_refused_and_forgotten(pmo_lead: User, lead_client: APIClient) -> None:
    ApiToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))

    answer = lead_client.get("/api/v1/users/me/")

    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")
    assert not ApiToken.objects.exists()


def test_a_revoked_token_is_refused(lead_client: APIClient) -> None:
    ask()
    listed = lead_client.get(ADDRESS).json()["results"]

    revoked = lead_client.delete(f"{ADDRESS}{listed[0]['uid']}/")

    assert listed[0].keys() == {"uid", "name", "starts_with", "created", "expiry"}
    assert revoked.status_code == 204
    assert lead_client.get("/api/v1/users/me/").status_code == 401


def test_tokens_of_others_are_out_of_reach(lead_client: APIClient, outsider: User, signed_in: SignedIn) -> None:
    other = signed_in(outsider)
    theirs = other.get(ADDRESS).json()["results"][0]["uid"]

    assert lead_client.delete(f"{ADDRESS}{theirs}/").status_code == 404
    assert theirs not in lead_client.get(ADDRESS).content.decode()


def test_a_person_who_left_has_no_token(pmo_lead: User, lead_client: APIClient) -> None:
    pmo_lead.is_active = False
    pmo_lead.save(update_fields=["is_active"])

    assert lead_client.get("/api/v1/users/me/").status_code == 401
    assert ask().status_code == 401


def test_a_wrong_password_is_refused_and_too_many_are_locked_out(pmo_lead: User) -> None:
    statuses = [ask(password="wrong horse", email=email).status_code for email in ["pmo@example.com"] * 3]
    statuses += [ask(password="wrong horse", email="PMO@example.com").status_code for _ in range(3)]
    locked = ask()

    assert statuses == [401] * 4 + [429] * 2
    assert locked.status_code == 429
    assert locked["Content-Type"] == "application/problem+json"
    assert ask(email=make.make_user().email).status_code == 201


@pytest.mark.parametrize("header", ["Bearer", "Bearer a b", "Bearer \xff", "Bearer x", "Bearer " + "0" * 64])
def test_what_is_not_a_token_is_refused(header: str, db: None) -> None:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=header)

    answer = client.get("/api/v1/programs/")

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
