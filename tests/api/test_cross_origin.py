"""Pages of other sites: none may read the API but those of listed origins, with a token and never with a cookie."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from config import env
from programs.models import User

pytestmark = pytest.mark.django_db
LISTED = "https://bi.example.com"
ME = "/api/v1/users/me/"
PREFLIGHT = {"access-control-request-method": "GET", "access-control-request-headers": "authorization"}


@pytest.fixture(autouse=True)
def origins(settings: Settings) -> None:
    settings.API_ORIGINS = [LISTED]


def preflight(origin: str, address: str = ME) -> Any:
    return APIClient().options(address, headers=PREFLIGHT | {"origin": origin})


def test_a_listed_origin_may_ask_with_a_token(lead_client: APIClient) -> None:
    asked = preflight(LISTED)
    answer = lead_client.get(ME, headers={"origin": LISTED})

    assert (asked.status_code, asked.content) == (204, b"")
    assert asked["Access-Control-Allow-Origin"] == answer["Access-Control-Allow-Origin"] == LISTED
    assert {"Authorization", "If-Match", "Idempotency-Key"} <= set(asked["Access-Control-Allow-Headers"].split(", "))
    assert asked["Access-Control-Allow-Methods"] == "GET, POST, PATCH, DELETE"
    assert {"ETag", "RateLimit", "Retry-After"} <= set(answer["Access-Control-Expose-Headers"].split(", "))
    assert "Origin" in answer["Vary"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", LISTED + ".evil.example", "http://bi.example.com", ""]
)
def test_another_origin_is_not_answered(origin: str, lead_client: APIClient) -> None:
    for answer in (preflight(origin), lead_client.get(ME, headers={"origin": origin})):
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
        assert "Origin" in answer["Vary"]


def test_without_a_list_nobody_is_answered(settings: Settings, lead_client: APIClient) -> None:
    settings.API_ORIGINS = []

    assert "Access-Control-Allow-Origin" not in lead_client.get(ME, headers={"origin": LISTED})


def test_pages_are_never_read_from_elsewhere() -> None:
    assert "Access-Control-Allow-Origin" not in preflight(LISTED, "/sign-in/")


def test_a_cookie_from_elsewhere_is_not_looked_at(pmo_lead: User) -> None:
    client = APIClient()
    client.force_login(pmo_lead)

    refused = client.get(ME, headers={"origin": LISTED})

    assert client.get(ME).status_code == 200
    assert refused.status_code == 401
    assert refused["Access-Control-Allow-Origin"] == LISTED
    assert "Access-Control-Allow-Credentials" not in refused


def test_cookies_of_the_tracker_stay_on_its_site(settings: Settings) -> None:
    assert (settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE) == ("Lax", "Lax")


@pytest.mark.parametrize("listed", ["*", "null", "bi.example.com", "https://bi.example.com/", "https://a.b,*"])
def test_what_is_no_origin_is_refused_by_name(listed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_ORIGINS", listed)

    with pytest.raises(ValueError, match="API_ORIGINS"):
        env.origins("API_ORIGINS")
