"""How much one request, and one token in a minute, may ask for; and what whoever asks for more is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from rest_framework.exceptions import APIException
from rest_framework.test import APIClient

from config.counting import Counter
from programs.api.limits import MOST_LEVELS, MOST_ROWS, MOST_VALUES, Allowance, check_size, values_problem
from programs.models import ApiToken, Program, User
from tests.api.conftest import SignedIn

pytestmark = pytest.mark.django_db
NOBODY_ANSWERS = "redis://127.0.0.1:1/0"


@pytest.fixture
def three_a_minute(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still, 40 seconds into a minute."""
    settings.API_REQUESTS_PER_MINUTE = 3
    monkeypatch.setattr("programs.api.limits.time.time", lambda: 1_800_000_040)


def test_a_token_may_send_so_many_requests_a_minute(three_a_minute: None, lead_client: APIClient) -> None:
    answers = [lead_client.get("/api/v1/users/me/") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer["RateLimit"] for answer in answers] == [f'"token";r={left};t=20' for left in (2, 1, 0, 0)]
    assert {answer["RateLimit-Policy"] for answer in answers} == {'"token";q=3;w=60'}
    assert (answers[3].json()["code"], answers[3]["Retry-After"]) == ("throttled", "20")


def test_the_next_minute_begins_anew(
    three_a_minute: None, lead_client: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        lead_client.get("/api/v1/users/me/")

    monkeypatch.setattr("programs.api.limits.time.time", lambda: 1_800_000_060)

    assert lead_client.get("/api/v1/users/me/")["RateLimit"] == '"token";r=2;t=60'


def test_one_token_takes_nothing_from_another(
    three_a_minute: None, lead_client: APIClient, pmo_lead: User, signed_in: SignedIn
) -> None:
    for _ in range(4):
        lead_client.get("/api/v1/users/me/")

    assert signed_in(pmo_lead).get("/api/v1/users/me/").status_code == 200


def test_pages_are_not_counted(three_a_minute: None, pmo_lead: User) -> None:
    client = APIClient()
    client.force_login(pmo_lead)

    answers = [client.get("/api/v1/users/me/") for _ in range(4)]

    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit" not in answers[0]


@pytest.mark.parametrize("url", [NOBODY_ANSWERS, "amqp://guest@127.0.0.1:1//"])
def test_without_a_broker_that_counts_nobody_is_limited(
    url: str, three_a_minute: None, lead_client: APIClient, settings: Settings
) -> None:
    settings.CELERY_BROKER_URL = url

    answers = [lead_client.get("/api/v1/users/me/") for _ in range(5)]

    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit" not in answers[0]


def test_a_broker_that_is_away_is_not_asked_again_at_once(caplog: pytest.LogCaptureFixture) -> None:
    counter = Counter(NOBODY_ANSWERS)

    assert [counter.count("x", seconds=1) for _ in range(3)] == [None, None, None]
    assert len(caplog.records) == 1


def test_a_broker_that_counts_forgets_after_the_window(settings: Settings) -> None:
    counter = Counter(settings.CELERY_BROKER_URL)

    assert [counter.count(f"tracker:test:{id(counter)}", seconds=30) for _ in range(2)] == [1, 2]
    assert counter._server is not None
    assert 0 < int(str(counter._server.ttl(f"tracker:test:{id(counter)}"))) <= 30


def test_what_is_left_is_never_less_than_nothing() -> None:
    assert Allowance(quota=3, used=9, seconds_left=1).headers["RateLimit"] == '"token";r=0;t=1'


def nested(levels: int) -> Any:
    body: Any = 1
    for _ in range(levels):
        body = {"a": body}
    return body


def refusal(body: Any, *, most_rows: int = MOST_ROWS) -> str:
    """The code with which the body is refused; blank when it is taken."""
    try:
        check_size(body, most_rows=most_rows)
    except APIException as error:
        return str(error.get_codes())
    return ""


@pytest.mark.parametrize("body", [nested(MOST_LEVELS), [1] * MOST_ROWS, [nested(MOST_LEVELS - 1)], 1, "x" * 5000, None])
def test_what_is_not_too_much_passes(body: Any) -> None:
    assert refusal(body) == ""


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (nested(MOST_LEVELS + 1), 400, "too_deep"),
        ([nested(MOST_LEVELS)], 400, "too_deep"),
        (nested(900), 400, "too_deep"),
        ([1] * (MOST_ROWS + 1), 413, "too_many_rows"),
        ({"rows": [{}] * (MOST_ROWS + 1)}, 413, "too_many_rows"),
    ],
)
def test_a_body_that_is_too_deep_or_too_long_is_refused_with_a_code(
    body: Any, status: int, code: str, lead_client: APIClient
) -> None:
    answer = lead_client.generic("POST", "/api/v1/flows/", json.dumps(body), "application/json")

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert refusal(body) == code


def test_a_view_may_take_longer_lists() -> None:
    assert refusal([1] * (MOST_ROWS + 1), most_rows=MOST_ROWS + 1) == ""


def test_a_body_that_is_too_large_is_refused(lead_client: APIClient) -> None:
    answer = lead_client.generic("POST", "/api/v1/flows/", '"' + "x" * 5 * 1024 * 1024 + '"', "application/json")

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(("count", "is_refused"), [(MOST_VALUES, False), (MOST_VALUES + 1, True)])
def test_a_filter_takes_so_many_values(count: int, is_refused: bool) -> None:
    problem = values_problem("state__in", [",".join("x" * count)])

    assert (problem is not None) == is_refused
    assert problem is None or problem.code == "too_many_values"


def test_a_limit_holds_for_filters_of_several_values_alone(program: Program, lead_client: APIClient) -> None:
    assert values_problem("name", ["a," * 500]) is None
    assert ApiToken.objects.count() == 1
