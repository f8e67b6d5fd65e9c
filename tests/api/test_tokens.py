"""The life of a token: made for a password, shown once, stored as a digest, ended by time or by its owner."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from config.secret_addresses import without_secrets
from programs.actions import tokens
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
    assert (made["Cache-Control"], made.json()["last_used_at"]) == ("no-store", None)
    assert client.get("/api/v1/users/me/").json()["uid"] == str(pmo_lead.uid)


def test_a_token_is_stored_as_a_digest(pmo_lead: User) -> None:
    text = ask().json()["token"]

    stored = ApiToken.objects.get()
    assert text not in (stored.digest, stored.token_key)
    assert (len(text), text[:4]) == (68, "ttp_")
    assert (len(stored.token_key), stored.token_key) == (15, text[:15])


@pytest.mark.parametrize(("asked", "days"), [({}, 90), ({"expires_in_days": 365}, 365), ({"expires_in_days": 1}, 1)])
def test_a_token_has_an_end(asked: dict[str, int], days: int, pmo_lead: User) -> None:
    ask(**asked)

    left = ApiToken.objects.get().expiry - timezone.now()
    assert timedelta(days=days, minutes=-1) < left <= timedelta(days=days)


@pytest.mark.parametrize("days", [0, 366, "long"])
def test_a_token_cannot_last_forever(days: Any, pmo_lead: User) -> None:
    assert ask(expires_in_days=days).status_code == 400


def test_an_expired_token_is_refused_and_still_listed_with_its_end(pmo_lead: User, lead_client: APIClient) -> None:
    ended = timezone.now() - timedelta(seconds=1)
    ApiToken.objects.update(expiry=ended)

    answer = lead_client.get("/api/v1/users/me/")

    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")
    assert ApiToken.objects.get().expiry == ended


def test_a_token_that_ended_long_ago_goes_when_another_one_is_made(pmo_lead: User) -> None:
    for days in (89, 91):
        make.make_token(user=pmo_lead, name=str(days), expiry=timezone.now() - timedelta(days=days))

    ask()

    assert sorted(ApiToken.objects.values_list("name", flat=True)) == ["89", "Power BI"]


def test_a_person_has_no_more_than_fifty_tokens_that_work(pmo_lead: User) -> None:
    for _ in range(49):
        make.make_token(user=pmo_lead)
    last = ask()

    refused = ask()

    assert last.status_code == 201
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_tokens")


def test_a_revoked_token_is_refused(lead_client: APIClient) -> None:
    listed = lead_client.get(ADDRESS).json()["results"]

    revoked = lead_client.delete(f"{ADDRESS}{listed[0]['uid']}/")

    assert listed[0].keys() == {
        "uid", "user", "name", "starts_with", "scope", "programs",
        "writes_for", "created", "expiry", "last_used_at",
    }  # fmt: skip
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

    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")
    assert answer.json()["detail"] in {"Invalid token.", "Authentication credentials were not provided."}


def basic(name: str, password: str) -> str:
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


@pytest.mark.parametrize("name", ["", "pmo@example.com", "anybody"])
def test_a_token_is_the_password_for_tools_that_know_only_basic(name: str, pmo_lead: User) -> None:
    text = ask().json()["token"]

    answer = APIClient().get("/api/v1/users/me/", headers={"authorization": basic(name, text)})

    assert (answer.status_code, answer.json()["uid"]) == (200, str(pmo_lead.uid))


@pytest.mark.parametrize("header", ["Basic", "Basic x", "Basic !", basic("pmo@example.com", ""), "Basic " + "A" * 900])
def test_what_holds_no_token_is_refused_in_basic_too(header: str, pmo_lead: User) -> None:
    assert APIClient().get("/api/v1/users/me/", headers={"authorization": header}).status_code == 401


def test_the_password_of_a_person_is_no_token(pmo_lead: User) -> None:
    header = basic("pmo@example.com", "correct horse")

    assert APIClient().get("/api/v1/users/me/", headers={"authorization": header}).status_code == 401


def test_a_browser_is_not_asked_for_basic_and_its_basic_is_not_taken(pmo_lead: User) -> None:
    text = ask().json()["token"]
    browser = {"sec-fetch-mode": "cors", "sec-fetch-site": "cross-site"}

    asked = APIClient().get("/api/v1/users/me/", headers=browser)
    tried = APIClient().get("/api/v1/users/me/", headers=browser | {"authorization": basic("", text)})
    other = APIClient().get("/api/v1/users/me/")

    assert asked["WWW-Authenticate"] == "Bearer"
    assert tried.status_code == 401
    assert other["WWW-Authenticate"] == 'Bearer, Basic realm="tracker", charset="UTF-8"'


def test_the_check_of_a_token_is_one_query_and_its_first_use_in_a_minute_another(
    pmo_lead: User, lead_client: APIClient
) -> None:
    ApiToken.objects.update(last_used_at=None)

    with CaptureQueriesContext(connection) as first:
        lead_client.get("/api/v1/users/me/")
    with CaptureQueriesContext(connection) as second:
        lead_client.get("/api/v1/users/me/")

    assert (len(first), len(second)) == (2, 1)
    assert 'UPDATE "programs_apitoken"' in first[1]["sql"]


def test_the_last_use_is_written_at_most_once_a_minute(pmo_lead: User, lead_client: APIClient) -> None:
    def used_at(*, seconds: int) -> Any:
        token = ApiToken.objects.get()
        token.note_use(start + timedelta(seconds=seconds))
        token.refresh_from_db()
        return token.last_used_at

    ApiToken.objects.update(last_used_at=None)
    start = timezone.now()

    assert [used_at(seconds=each) - start for each in (0, 59, 60)] == [timedelta(seconds=each) for each in (0, 0, 60)]


def test_of_two_uses_at_the_same_time_one_is_written(pmo_lead: User, lead_client: APIClient) -> None:
    ApiToken.objects.update(last_used_at=None)
    first, second = ApiToken.objects.get(), ApiToken.objects.get()
    now = timezone.now()

    first.note_use(now)
    second.note_use(now + timedelta(seconds=5))

    assert ApiToken.objects.get().last_used_at == now


def test_the_history_says_who_made_and_revoked_a_token_and_keeps_no_digest(pmo_lead: User, steward: User) -> None:
    made = ask().json()
    token = ApiToken.objects.get()
    tokens.revoke(token, by=pmo_lead)

    events = list(token.pgh_event_model.objects.order_by("pgh_id").values())

    assert [(event["pgh_label"], event["user_id"]) for event in events] == [
        ("insert", pmo_lead.pk),
        ("delete", pmo_lead.pk),
    ]
    assert "digest" not in events[0]
    assert made["token"] not in str(events)


def test_a_token_stands_in_no_log(pmo_lead: User, caplog: pytest.LogCaptureFixture) -> None:
    text = ask().json()["token"]
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")

    with caplog.at_level("DEBUG"):
        client.get("/api/v1/users/me/")
        client.get(f"/api/v1/programs/{text}/")
    hidden = without_secrets(caplog.text)

    assert "ttp_..." in hidden
    assert text not in hidden


def test_answers_to_a_token_are_kept_by_nobody_else(lead_client: APIClient) -> None:
    answer = lead_client.get("/api/v1/programs/")

    assert answer["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= set(answer["Vary"].split(", "))
