"""Every program with its newest statuses, and people's word beside the computed ones over the weeks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from programs.models import Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.tracker.stored_days import keep
from tracker.analysis.coordination import ANALYSIS_VERSION
from tracker.models import Analysis
from tracker.reads import Day
from tracker.snapshots import compute_batch

pytestmark = pytest.mark.django_db
STATUSES = "/api/v1/progress/"
TODAY = timezone.localdate()


@pytest.fixture
def three(program: Program, pmo_lead: User) -> list[Program]:
    """Told green, amber and nothing; computed amber, amber and red; results too early, green and not analyzed."""
    others = [make.make_program(name=name, code=name) for name in ("Bravo", "Charlie")]
    for other in others:
        make.make_membership(pmo_lead, other, "pmo_lead")
    programs = [program, *others]
    told = (("green", "amber", "too_early"), ("amber", "amber", "green"), ("grey", "red", None))
    for each, (reported, delivery, result) in zip(programs, told, strict=True):
        keep(each, (20, reported, delivery), result=result)
    return programs


def found(client: APIClient, query: str) -> list[str]:
    answer = client.get(f"{STATUSES}?{query}")
    assert answer.status_code == 200, answer.content
    return [row["name"] for row in answer.json()["results"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Alpha", "Bravo", "Charlie"]),
        ("delivery=amber", ["Alpha", "Bravo"]),
        ("result=green", ["Bravo"]),
        ("result=too_early", ["Alpha"]),
        ("result=overdue", []),
        ("reported=grey", ["Charlie"]),
        ("against_delivery=better", ["Alpha"]),
        ("against_delivery=same", ["Bravo"]),
        ("against_delivery=unknown", ["Charlie"]),
        ("against_result=worse", ["Bravo"]),
        ("reported_better=true", ["Alpha"]),
        ("reported_better=false", ["Bravo", "Charlie"]),
        ("state=active&follows_sequence=true&delivery=red", ["Charlie"]),
    ],
)
def test_programs_are_found_by_each_status(
    query: str, names: list[str], three: list[Program], lead_client: APIClient
) -> None:
    assert found(lead_client, query) == names


@pytest.mark.parametrize(
    "query",
    [
        *("result=favorable", "result=grey", "delivery=too_early", "reported=blue", "against_result=optimistic"),
        *("reported_better=maybe", "result=", "results=green", "result=green&result=red", "portfolio=alpha"),
    ],
)
def test_what_is_not_understood_is_refused(query: str, three: list[Program], lead_client: APIClient) -> None:
    answer = lead_client.get(f"{STATUSES}?{query}")

    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.content.decode()


def test_the_programs_of_a_portfolio_are_found(three: list[Program], lead_client: APIClient) -> None:
    portfolio = make.make_portfolio(three[1])

    assert found(lead_client, f"portfolio={portfolio.uid}") == ["Bravo"]


def test_a_row_says_how_long_people_said_better(three: list[Program], lead_client: APIClient) -> None:
    row = lead_client.get(STATUSES).json()["results"][0]

    assert (row["delivery"], row["result"], row["reported"]) == ("amber", "too_early", "green")
    assert row["against_delivery"]["sentence"] == "Reported green for 2 weeks while the record says amber."
    assert (row["against_delivery"]["days"], row["against_result"]["stands"]) == (20, "unknown")


def test_analyses_of_another_version_say_nothing(three: list[Program], lead_client: APIClient) -> None:
    Analysis.objects.update(method_version=f"{ANALYSIS_VERSION}0")

    assert [row["result"] for row in lead_client.get(STATUSES).json()["results"]] == [None, None, None]


def test_pages_hold_every_program_once(three: list[Program], lead_client: APIClient) -> None:
    names, address = [], f"{STATUSES}?page_size=1&delivery=amber"
    while address:
        answer = lead_client.get(address).json()
        names += [row["name"] for row in answer["results"]]
        address = answer["next"]

    assert names == ["Alpha", "Bravo"]


@contextmanager
def queries(counts: list[int]) -> Iterator[None]:
    with CaptureQueriesContext(connection) as captured:
        yield
    counts.append(len(captured))


def test_more_programs_take_no_more_queries(three: list[Program], lead_client: APIClient, pmo_lead: User) -> None:
    counts: list[int] = []
    with queries(counts):
        lead_client.get(STATUSES)
    for number in range(5):
        other = make.make_program(name=f"More {number}", code=f"M{number}")
        make.make_membership(pmo_lead, other, "pmo_lead")
        keep(other, (9, "green", "red"), result="red")
    with queries(counts):
        assert len(lead_client.get(STATUSES).json()["results"]) == 8

    assert counts[0] == counts[1]


def test_a_stranger_finds_none_of_them(three: list[Program], outsider: User, signed_in: SignedIn) -> None:
    client = signed_in(outsider)

    assert client.get(STATUSES).json()["results"] == []
    assert client.get(address(three[0])).status_code == 404


def address(program: Program) -> str:
    return f"/api/v1/programs/{program.uid}/progress/divergence/"


def test_the_weeks_of_a_program_are_told_from_stored_days(three: list[Program], lead_client: APIClient) -> None:
    make.make_status(three[0], "green", reported_on=TODAY - timedelta(days=8))

    shown: dict[str, Any] = lead_client.get(address(three[0])).json()["divergence"]

    assert [week["day"]["against_delivery"] for week in shown["weeks"] if week["day"]] == ["better"] * 3
    assert [(each["status"], each["day"]["delivery"]) for each in shown["reports"]] == [("green", "amber")]
    assert (shown["delivery"]["agreed"], shown["delivery"]["share"]["n"]) == (0, 3)


def test_as_of_a_day_it_says_what_was_so_then(three: list[Program], lead_client: APIClient) -> None:
    day = TODAY - timedelta(days=6)

    shown = lead_client.get(f"{address(three[0])}?as_of={day}").json()["divergence"]
    before = lead_client.get(f"{address(three[0])}?as_of={TODAY - timedelta(days=21)}")

    assert (shown["as_of"], shown["delivery"]["days"]) == (day.isoformat(), 14)
    assert (before.status_code, before.json()["code"]) == (404, "not_computed_yet")
    assert lead_client.get(f"{address(three[0])}?as_of=yesterday").status_code == 400


def test_a_past_day_is_not_worked_out_anew(program: Program, lead_client: APIClient) -> None:
    keep(program, (20, "green", "amber"))
    make.make_status(program, "red", reported_on=TODAY - timedelta(days=15))
    compute_batch([program.pk], Day(as_of=TODAY, known_on=TODAY))

    weeks = lead_client.get(address(program)).json()["divergence"]["weeks"]

    assert [week["day"]["reported"] for week in weeks[-3:]] == ["green", "green", "red"]
