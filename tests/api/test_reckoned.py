"""Snapshots, analyses, reports and runs as lists over all programs."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.utils import timezone
from rest_framework.test import APIClient, APIRequestFactory

from programs.models import Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.api.resources import IN_PROGRAM, Resource, a_snapshot
from tracker.api.runs import RunSerializer
from tracker.models import Analysis, ProgressReport, Run, Snapshot
from tracker.reads import Day
from tracker.snapshots import compute_batch

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
with_documents = pytest.mark.parametrize(
    "resource", [each for each in IN_PROGRAM if each.when_named], ids=lambda each: each.path
)


@pytest.fixture
def run() -> Run:
    return Run.objects.create(kind=Run.Kind.MANUAL, as_of=TODAY, programs_total=3, programs_done=2, programs_failed=1)


@pytest.fixture
def steward_client(signed_in: SignedIn) -> APIClient:
    return signed_in(make.make_user(is_steward=True))


def listed(client: APIClient, address: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


@with_documents
def test_a_list_shows_documents_only_when_it_is_asked_for_them(
    resource: Resource, program: Program, lead_client: APIClient
) -> None:
    row = resource.make(program)
    alone = lead_client.get(f"{resource.address(program)}{row.uid}/").json()

    [usual] = [each for each in listed(lead_client, f"{resource.path}/") if each["uid"] == str(row.uid)]
    [named] = listed(lead_client, f"{resource.path}/?fields={resource.when_named[0]}")[-1:]

    assert usual == {name: value for name, value in alone.items() if name not in resource.when_named}
    assert named == {name: alone[name] for name in ("uid", *resource.when_named)}


@with_documents
def test_a_list_as_csv_leaves_documents_out(resource: Resource, program: Program, lead_client: APIClient) -> None:
    resource.make(program)
    answer: Any = lead_client.get(f"{resource.address(program)}?format=csv")

    head = b"".join(answer.streaming_content).decode().splitlines()[0].split(",")

    assert not {*resource.when_named} & {*head}
    assert "uid" in head


def test_rows_of_all_programs_are_in_one_list(program: Program, pmo_lead: User, lead_client: APIClient) -> None:
    other = make.make_program()
    make.make_membership(pmo_lead, other, "pmo_lead")
    for each in (program, other):
        a_snapshot(each)

    for address in ("snapshots", "analyses"):
        assert [row["program"] for row in listed(lead_client, f"{address}/")] == [str(program.uid), str(other.uid)]
        assert [row["program"] for row in listed(lead_client, f"{address}/?program={other.uid}")] == [str(other.uid)]


def test_the_day_and_what_stands_for_it_are_filters(program: Program, lead_client: APIClient) -> None:
    shown, other = a_snapshot(program), a_snapshot(program)
    Snapshot.objects.filter(pk=other.pk).update(is_headline=False)

    assert [row["uid"] for row in listed(lead_client, "snapshots/?is_headline=true")] == [str(shown.uid)]
    assert [row["uid"] for row in listed(lead_client, f"snapshots/?as_of__gte={other.as_of}")] == [str(other.uid)]


def test_what_does_not_stand_for_its_day_any_more_has_changed(program: Program, lead_client: APIClient) -> None:
    compute_batch([program.pk], Day(as_of=TODAY, known_on=TODAY))
    before = Snapshot.objects.get()
    make.make_policy(effective_from=TODAY)
    compute_batch([program.pk], Day(as_of=TODAY, known_on=TODAY))
    since = before.updated_at.isoformat().replace("+00:00", "Z")

    rows = listed(lead_client, f"snapshots/?updated_since={since}&fields=is_headline,updated_at")

    assert [(row["uid"], row["is_headline"]) for row in rows] == [
        (str(before.uid), False),
        (str(Snapshot.objects.headline().get().uid), True),
    ]
    assert rows[0]["updated_at"] > since


def test_analyses_that_are_worked_out_again_have_changed(program: Program, lead_client: APIClient) -> None:
    compute_batch([program.pk], Day(as_of=TODAY, known_on=TODAY))
    before = Analysis.objects.get()
    make.make_policy(effective_from=TODAY)
    compute_batch([program.pk], Day(as_of=TODAY, known_on=TODAY))

    [row] = listed(lead_client, "analyses/")

    assert row["uid"] == str(before.uid)
    assert row["updated_at"] > before.updated_at.isoformat().replace("+00:00", "Z")


def test_reports_are_in_the_order_in_which_they_were_published(program: Program, lead_client: APIClient) -> None:
    maker = next(each.make for each in IN_PROGRAM if each.path == "reports")
    first, second = maker(program), maker(program)
    since = ProgressReport.objects.get(pk=second.pk).published_at.isoformat().replace("+00:00", "Z")

    assert [row["uid"] for row in listed(lead_client, "reports/")] == [str(first.uid), str(second.uid)]
    assert [row["number"] for row in listed(lead_client, f"reports/?updated_since={since}")] == [2]


def test_a_run_is_what_the_serializer_says(run: Run, steward_client: APIClient) -> None:
    alone = steward_client.get(f"/api/v1/runs/{run.uid}/")
    request = {"request": APIRequestFactory().get("/")}
    run.refresh_from_db()

    assert orjson.dumps(alone.json()) == orjson.dumps(RunSerializer(run, context=request).data, default=str)
    assert alone.content in steward_client.get("/api/v1/runs/").content
    assert steward_client.get(f"/api/v1/runs/{run.uid}/", headers={"if-none-match": alone["ETag"]}).status_code == 304


def test_a_run_that_goes_on_has_changed(run: Run, steward_client: APIClient) -> None:
    [before] = listed(steward_client, "runs/")
    Run.objects.update(finished_at=timezone.now())

    [after] = listed(steward_client, f"runs/?updated_since={before['updated_at']}&finished_at__isnull=false")

    assert after["updated_at"] == after["finished_at"] > before["updated_at"]


def test_runs_are_for_stewards(run: Run, lead_client: APIClient) -> None:
    assert listed(lead_client, "runs/") == []
    assert lead_client.get(f"/api/v1/runs/{run.uid}/").status_code == 404


def test_a_steward_with_a_limited_token_sees_no_runs(run: Run, program: Program, signed_in: SignedIn) -> None:
    limited = signed_in(make.make_user(is_steward=True), programs=[program])

    assert listed(limited, "runs/") == []


def test_a_run_stands_beside_a_snapshot_for_stewards_alone(
    run: Run, program: Program, pmo_lead: User, lead_client: APIClient
) -> None:
    compute_batch([program.pk], Day(as_of=TODAY, known_on=TODAY, run=run))

    [for_lead] = listed(lead_client, "snapshots/?fields=run&expand=run")
    User.objects.filter(pk=pmo_lead.pk).update(is_steward=True)
    [for_steward] = listed(lead_client, "snapshots/?fields=run&expand=run")

    assert for_lead["run"] == for_steward["run"] == str(run.uid)
    assert for_lead["expanded"] == {"run": None}
    assert for_steward["expanded"]["run"] == listed(lead_client, "runs/")[0]
