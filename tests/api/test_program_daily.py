"""A row for each program, day and measure, as spreadsheets and dashboards take it: the numbers of page and report."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient, APIRequestFactory

from programs.api.fields import Moment
from programs.models import Policy, Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tracker.api.daily import DailyNumberSerializer
from tracker.measure_catalog import every_measure
from tracker.models import DailyNumber, KeptNumbers, Snapshot
from tracker.reads import Day
from tracker.snapshots import compute_batch

pytestmark = pytest.mark.django_db
DAILY = "/api/v1/program-daily/"
TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)
START = TODAY - timedelta(days=60)


@pytest.fixture
def computed(program: Program) -> Program:
    """The program with a plan, computed yesterday, today, and for yesterday again."""
    Program.objects.update(start_on=START)
    gate = make.make_gate(program, "G0", finish_on=START + timedelta(days=84))
    for week in range(1, 12):
        milestone = make.make_milestone(program, gate=gate, finish_on=START + timedelta(weeks=week))
        if week <= 6:
            make.make_evidence(milestone, accepted_on=START + timedelta(weeks=week))
    make.make_baseline(program, locked_on=START)
    make.make_status(program, reported_on=YESTERDAY, status="amber")
    compute(program, YESTERDAY, known_on=YESTERDAY)
    compute(program, TODAY, known_on=TODAY)
    compute(program, YESTERDAY, known_on=TODAY)
    return program


def compute(program: Program, day: date, *, known_on: date) -> None:
    compute_batch([program.pk], Day(as_of=day, known_on=known_on))


def rows_of(client: APIClient, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"{DAILY}?page_size=1000&{query}")
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def test_a_row_is_what_the_serializer_says(computed: Program, lead_client: APIClient) -> None:
    make.make_policy(effective_from=TODAY)
    compute(computed, TODAY, known_on=TODAY)
    request = {"request": APIRequestFactory().get("/")}
    stored = DailyNumberSerializer.rows(Moment(today=TODAY, server="")).order_by("entry", "measure")

    rows = rows_of(lead_client)

    assert rows == [{**DailyNumberSerializer(row, context=request).data} for row in stored]
    assert {row["policy"] for row in rows} == {None, str(Policy.objects.get().uid)}


def test_a_number_is_the_one_of_progress(computed: Program, lead_client: APIClient) -> None:
    progress = lead_client.get(f"/api/v1/programs/{computed.uid}/progress/").json()
    told = dict(numbers_in(progress["progress"]))

    rows = rows_of(lead_client, f"day={TODAY}&is_headline=true")

    found = {row["measure"]: row for row in rows if row["measure"] in told}
    assert {code: told_of(row) for code, row in found.items()} == told
    assert {row["snapshot"] for row in found.values()} == {progress["uid"]}
    assert found["day_90.original.schedule_performance"]["value"] is not None


def numbers_in(progress: dict[str, Any]) -> Any:
    """Code and value, state, unit, n and interval of every number of the first horizon, and of slip and indicators."""
    for horizon in progress["horizons"]:
        for name, part in (horizon["original"] or {}).items():
            if isinstance(part, dict) and "method" in part and name != "added_weight":
                yield f"{horizon['key']}.original.{name}", told_in(part)
    for name in ("finish", "drift", "total_drift"):
        yield f"slip.{name}", told_in(progress["slip"][name])
    for each in progress["delivery"]["indicators"]:
        yield f"delivery.{each['key']}", told_in(each["value"])


def told_in(number: dict[str, Any]) -> tuple[Any, ...]:
    low, high = number["interval"] or (None, None)
    return number["value"], number["state"], number["unit"], number["n"], low, high, number["method"]


def told_of(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("value", "state", "unit", "n", "low", "high", "method"))


def test_one_row_stands_for_a_program_day_and_measure(computed: Program, lead_client: APIClient) -> None:
    rows = rows_of(lead_client, f"measure=delivery&day={YESTERDAY}")

    assert [(row["is_headline"], row["known_on"]) for row in rows] == [
        (True, YESTERDAY.isoformat()),
        (False, TODAY.isoformat()),
    ]


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("measure=reported&is_headline=true", [YESTERDAY, TODAY]),
        (f"measure=reported&day__gte={TODAY}", [TODAY]),
        (f"measure=reported&day__lte={YESTERDAY}&is_headline=true", [YESTERDAY]),
        ("measure__in=reported,result&is_headline=true", [YESTERDAY, YESTERDAY, TODAY, TODAY]),
        ("measure=reported&status=amber&is_headline=true", [YESTERDAY, TODAY]),
        ("measure=reported&status=red", []),
        ("measure=reported&value__gte=2&is_headline=false", [YESTERDAY]),
        ("measure=result&state=insufficient_data&value__isnull=true", [YESTERDAY, TODAY]),
        ("measure=reported&program_code=ALPHA&is_headline=true", [YESTERDAY, TODAY]),
        ("measure=reported&program_code__in=BRAVO,CHARLIE", []),
        ("measure=cost.whole_life.EUR.forecast", []),
    ],
)
def test_rows_are_narrowed(query: str, days: list[date], computed: Program, lead_client: APIClient) -> None:
    assert [row["day"] for row in rows_of(lead_client, query)] == [day.isoformat() for day in days]


def test_rows_of_some_programs_are_asked_for(computed: Program, lead_client: APIClient) -> None:
    other = make.make_program()

    assert rows_of(lead_client, f"program__in={other.uid}") == []
    assert rows_of(lead_client, f"program__in={other.uid},{computed.uid}") == rows_of(lead_client)


@pytest.mark.parametrize(
    "query",
    ["colour=red", "state=known", "day=today", "status=blue", "fields=colour", "value=x", "measure=bogus"],
)
def test_what_is_not_understood_is_refused(query: str, computed: Program, lead_client: APIClient) -> None:
    answer = lead_client.get(f"{DAILY}?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == query.partition("=")[0]


def test_a_measure_that_there_is_none_of_is_refused_by_name(lead_client: APIClient) -> None:
    answer = lead_client.get(f"{DAILY}?measure__in=delivery,cost.whole_life.EUR.forecast,delivrey")

    [error] = answer.json()["errors"]
    assert (answer.status_code, error["field"]) == (400, "measure__in")
    assert error["message"] == f"No measure has the code delivrey. The codes are listed at {DAILY}measures/."


def test_measures_are_listed_with_name_unit_and_page(lead_client: APIClient) -> None:
    rows = lead_client.get(f"{DAILY}measures/").json()["results"]

    assert [each["measure"] for each in rows] == [each.code for each in every_measure()]
    [pace] = [each for each in rows if each["measure"] == "month_12.original.earned_schedule"]
    assert pace == {
        "measure": "month_12.original.earned_schedule",
        "subject": "Month 12",
        "label": "Time earned",
        "unit": "months",
        "method": "earned-schedule",
        "method_url": "http://testserver" + reverse("tracker:method-detail", args=["earned-schedule"]),
    }


def test_pages_lose_and_double_nothing(computed: Program, lead_client: APIClient) -> None:
    whole = rows_of(lead_client, "fields=day,measure,known_on")
    paged, address = [], f"{DAILY}?fields=day,measure,known_on&page_size=70"

    while address:
        page = lead_client.get(address).json()
        paged += page["results"]
        address = page["next"]

    assert paged == whole
    assert len(whole) > 300


def test_what_changed_is_asked_for_in_the_order_of_change(computed: Program, lead_client: APIClient) -> None:
    today = KeptNumbers.objects.get(day=TODAY, snapshot__isnull=False)
    since = (today.updated_at + timedelta(microseconds=1)).isoformat().replace("+00:00", "Z")
    KeptNumbers.objects.filter(snapshot__isnull=True, day=TODAY).delete()
    make.make_status(computed, reported_on=TODAY, status="red")
    compute(computed, TODAY, known_on=TODAY)

    rows = rows_of(lead_client, f"updated_since={since}&measure=reported")

    assert [(row["day"], row["known_on"], row["status"]) for row in rows] == [
        (YESTERDAY.isoformat(), TODAY.isoformat(), "amber"),
        (TODAY.isoformat(), TODAY.isoformat(), "red"),
    ]


def test_csv_says_what_the_rows_say(computed: Program, lead_client: APIClient) -> None:
    query = "is_headline=true&fields=program_code,day,measure,value,state,is_headline"
    answer: Any = lead_client.get(f"{DAILY}?format=csv&{query}")

    assert answer["Content-Disposition"] == 'attachment; filename="program-daily.csv"'
    lines = list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))

    rows = rows_of(lead_client, query)
    assert [{**line, "value": float(line["value"]) if line["value"] else None} for line in lines] == [
        {**row, "is_headline": "true"} for row in rows
    ]
    assert lines


def test_programs_and_snapshots_stand_beside_their_rows(computed: Program, lead_client: APIClient) -> None:
    [row, *_] = rows_of(lead_client, "fields=day&expand=program&measure=delivery")

    assert row["expanded"]["program"] == lead_client.get(f"/api/v1/programs/{computed.uid}/").json()


def test_a_page_of_any_size_takes_as_many_queries(computed: Program, lead_client: APIClient) -> None:
    counts = [queries_of(lead_client, f"{DAILY}?page_size={size}&expand=program") for size in (1, 1000)]

    assert counts[0] == counts[1] <= 4


def queries_of(client: APIClient, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_an_outsider_sees_no_row(computed: Program, outsider: User, signed_in: SignedIn) -> None:
    assert rows_of(signed_in(outsider)) == []


def test_a_token_sees_the_rows_of_its_programs_alone(
    computed: Program, pmo_lead: User, signed_in: SignedIn, lead_client: APIClient
) -> None:
    other = make.make_program(code="BRAVO")
    make.make_membership(pmo_lead, other, "pmo_lead")
    compute(other, TODAY, known_on=TODAY)

    limited = rows_of(signed_in(pmo_lead, programs=[other]))

    assert {row["program_code"] for row in limited} == {"BRAVO"}
    assert {row["program_code"] for row in rows_of(lead_client)} == {"ALPHA", "BRAVO"}


def test_rows_of_a_removed_program_are_not_shown(computed: Program, pmo_lead: User, lead_client: APIClient) -> None:
    Program.objects.update(removed_on=TODAY, removed_by=pmo_lead)

    assert rows_of(lead_client) == []
    assert DailyNumber.objects.exists()
    assert Snapshot.objects.exists()
