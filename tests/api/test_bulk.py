"""Many rows at once: each is created, changed, left as it is or refused, as a single write would be."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import Error, connection, transaction
from django.db.models import F
from rest_framework.test import APIClient

from programs.api import bulk_work
from programs.models import BulkJob, BulkPiece, Milestone, MilestoneForecast, Program, RefreshRequest, User
from programs.tasks import forget_requests
from tests import factories as make
from tests.api.conftest import SignedIn

pytestmark = pytest.mark.django_db
LIST = "/api/v1/milestones/bulk/"


def row(program: Program, number: int, **more: Any) -> dict[str, Any]:
    known = {"source_system": "planview", "external_id": str(number), "program": str(program.uid)}
    return known | {"name": f"Map {number}", "step": "map", "finish_on": "2030-01-01"} | more


def send(client: APIClient, rows: list[Any], *, path: str = LIST, status: int = 200, **more: Any) -> Any:
    answer = client.post(path, {"rows": rows, **more})
    assert answer.status_code == status, answer.content
    return answer.json()


def outcomes(answer: Any) -> list[str]:
    return [each["outcome"] for each in answer["rows"]]


def trace() -> dict[str, int]:
    """Rows of every table and history of the record."""
    models = [each for each in apps.get_app_config("programs").get_models() if each._meta.managed]
    return {each.__name__: each._base_manager.count() for each in models}


def test_rows_are_created_and_the_same_rows_again_are_unchanged(program: Program, lead_client: APIClient) -> None:
    rows = [row(program, number) for number in range(3)]
    first = send(lead_client, rows)
    RefreshRequest.objects.all().delete()
    before = trace()

    again = send(lead_client, rows)

    assert first["counts"] == {"created": 3, "updated": 0, "unchanged": 0, "error": 0}
    assert again["counts"] == {"created": 0, "updated": 0, "unchanged": 3, "error": 0}
    assert [(each["uid"], each["version"]) for each in again["rows"]] == [(each["uid"], 1) for each in first["rows"]]
    assert trace() == before


def test_what_counts_only_as_a_row_is_made_is_named_when_it_is_there(program: Program, lead_client: APIClient) -> None:
    made = send(lead_client, [row(program, 1)])

    again = send(lead_client, [row(program, 1, finish_on="2027-03-31")])
    changed = send(lead_client, [row(program, 1, name="Map one", finish_on="2027-03-31")])

    assert outcomes(again) + outcomes(changed) == ["unchanged", "updated"]
    assert [each["rows"][0]["ignored"] for each in (made, again, changed)] == [[], ["finish_on"], ["finish_on"]]


def test_each_row_has_its_own_answer(program: Program, lead_client: APIClient) -> None:
    send(lead_client, [row(program, 1), row(program, 2)])
    rows = [
        row(program, 1, name="Map one"),
        row(program, 2),
        row(program, 3),
        row(program, 4, name=""),
        row(program, 5, colour="red"),
        row(program, 6, finish_on="2020-01-01"),
        "row 7",
    ]

    answer = send(lead_client, rows[:6])
    refused = send(lead_client, rows, status=400)

    assert outcomes(answer) == ["updated", "unchanged", "created", "error", "error", "error"]
    errors = [(each["row"], error["pointer"], error["code"]) for each in answer["rows"] for error in each["errors"]]
    assert errors == [
        (3, "/rows/3/name", "blank"),
        (4, "/rows/4/colour", "unknown_field"),
        (5, "/rows/5/finish_on", "before_start"),
    ]
    assert [error["pointer"] for error in refused["errors"]] == ["/rows/6"]
    assert set(Milestone.objects.values_list("name", "version")) == {("Map one", 2), ("Map 2", 1), ("Map 3", 1)}


def test_a_program_is_marked_once(program: Program, lead_client: APIClient) -> None:
    send(lead_client, [row(program, number) for number in range(3)])

    assert list(RefreshRequest.objects.values_list("program", flat=True)) == [program.pk]


def test_all_or_none(program: Program, lead_client: APIClient) -> None:
    rows = [row(program, 1), row(program, 2, name=""), row(program, 3, weight="heavy")]

    misread = send(lead_client, rows, status=409, atomic=True)
    not_allowed = send(lead_client, [rows[0], row(program, 4, finish_on="2020-01-01")], status=409, atomic=True)
    good = send(lead_client, [rows[0], row(program, 5)], atomic=True)

    assert misread["code"] == "refused_together"
    assert [error["pointer"] for error in misread["errors"]] == ["/rows/1/name", "/rows/2/weight"]
    assert [error["pointer"] for error in not_allowed["errors"]] == ["/rows/1/finish_on"]
    assert outcomes(good) == ["created", "created"]
    assert Milestone.objects.count() == 2


@pytest.mark.parametrize("atomic", [True, False])
def test_a_dry_run_says_what_would_be_and_writes_nothing(
    atomic: bool, program: Program, lead_client: APIClient
) -> None:
    send(lead_client, [row(program, 1)])
    before = trace()

    answer = send(lead_client, [row(program, 1, name="One"), row(program, 2)], dry_run=True, atomic=atomic)

    assert outcomes(answer) == ["updated", "created"]
    assert answer["rows"][1]["uid"] is None
    assert trace() == before
    assert Milestone.objects.get().name == "Map 1"


def test_rows_are_known_by_uid(program: Program, lead_client: APIClient) -> None:
    there, hidden = make.make_milestone(program), make.make_milestone(make.make_program())
    rows = [
        {"uid": str(there.uid), "name": "New"},
        {"uid": str(hidden.uid), "name": "New"},
        {"uid": "x"},
        {"name": "A"},
    ]

    answer = send(lead_client, rows)

    assert outcomes(answer) == ["updated", "error", "error", "error"]
    codes = [error["code"] for each in answer["rows"] for error in each["errors"]]
    assert codes == ["does_not_exist", "invalid", "row_without_name"]


def test_a_row_is_said_once(program: Program, lead_client: APIClient) -> None:
    answer = send(lead_client, [row(program, 1), row(program, 1, name="Other")])

    assert outcomes(answer) == ["created", "error"]
    assert answer["rows"][1]["errors"][0]["code"] == "repeated_row"


def test_what_is_said_once_is_not_changed(program: Program, lead_client: APIClient) -> None:
    other = make.make_program()
    make.make_membership(User.objects.get(memberships__program=program), other, "pmo_lead")
    send(lead_client, [row(program, 1)])

    answer = send(lead_client, [row(program, 1) | {"program": str(other.uid)}])

    assert [(error["pointer"], error["code"]) for error in answer["rows"][0]["errors"]] == [
        ("/rows/0/program", "only_at_creation")
    ]


def test_a_noun_without_identity_in_its_operation_keeps_it_all_the_same(
    program: Program, lead_client: APIClient
) -> None:
    milestone = make.make_milestone(program)
    said = {"source_system": "jira", "external_id": "F-1", "milestone": str(milestone.uid), "finish_on": "2030-02-01"}
    path = "/api/v1/milestone-forecasts/bulk/"

    first, again = (send(lead_client, [said], path=path) for _ in range(2))

    assert (outcomes(first), outcomes(again)) == (["created"], ["unchanged"])
    assert MilestoneForecast.objects.get(external_id="F-1").version == 1


def test_who_may_not_write_one_may_not_write_many(program: Program, viewer: User, signed_in: SignedIn) -> None:
    answer = send(signed_in(viewer), [row(program, 1)])

    assert [error["code"] for error in answer["rows"][0]["errors"]] == ["not_allowed"]
    assert not Milestone.objects.exists()


def test_more_rows_become_a_job(program: Program, lead_client: APIClient, outsider: User, signed_in: SignedIn) -> None:
    rows = [row(program, number) for number in range(998)] + [
        row(program, number, name="") for number in range(998, 1002)
    ]
    answer = lead_client.post(LIST, {"rows": rows})
    address = answer["Location"]

    waiting = lead_client.get(address).json()
    worked = bulk_work.work_off()
    done = lead_client.get(address).json()
    page = lead_client.get(f"{address}rows/").json()

    assert (answer.status_code, waiting["state"], waiting["total"], worked) == (202, "waiting", 1002, 2)
    assert (done["state"], done["counts"]["created"], done["counts"]["error"]) == ("done", 998, 4)
    assert done["errors"][-1]["errors"][0]["pointer"] == "/rows/1001/name"
    assert (len(page["rows"]), lead_client.get(page["next"]).json()["rows"][0]["row"]) == (1000, 1000)
    assert signed_in(outsider).get(address).status_code == 404


def test_what_was_sent_is_kept_until_it_is_written_and_the_answers_for_seven_days(
    program: Program, pmo_lead: User
) -> None:
    job = BulkJob.objects.create(by=pmo_lead, noun="milestones", rows=2)
    said = [row(program, 0), row(program, 1, name="")]
    piece = BulkPiece.objects.create(job=job, first=0, rows=said)

    bulk_work.work_off()
    piece.refresh_from_db()
    kept = forget_requests()
    BulkJob.objects.update(asked_at=F("asked_at") - timedelta(days=7))

    assert (piece.rows, [each["outcome"] for each in piece.answers or ()]) == ([], ["created", "error"])
    assert (kept, forget_requests(), BulkPiece.objects.count()) == (0, 2, 0)


def test_a_worker_may_no_more_than_the_token_that_sent_the_rows(
    program: Program, pmo_lead: User, lead_client: APIClient, signed_in: SignedIn
) -> None:
    other = make.make_program(code="BETA", name="Beta")
    make.make_membership(pmo_lead, other, "pmo_lead")
    limited = signed_in(pmo_lead, scope="write", programs=[other])
    rows = [row(program if number else other, number) for number in range(1_001)]

    address = limited.post(LIST, {"rows": rows})["Location"]
    bulk_work.work_off()

    assert limited.get(address).json()["counts"] == {"created": 1, "updated": 0, "unchanged": 0, "error": 1_000}
    assert list(Milestone.objects.values_list("program", flat=True)) == [other.pk]


def test_a_job_is_hidden_from_a_token_of_other_programs(
    program: Program, pmo_lead: User, lead_client: APIClient, signed_in: SignedIn
) -> None:
    other = make.make_program(code="BETA", name="Beta")
    make.make_membership(pmo_lead, other, "pmo_lead")
    address = lead_client.post(LIST, {"rows": [row(program, number) for number in range(1_001)]})["Location"]

    assert signed_in(pmo_lead, programs=[other]).get(address).status_code == 404
    assert lead_client.get(address).status_code == 200


def test_many_roles_need_the_scope_of_one(pmo_lead: User, signed_in: SignedIn) -> None:
    answer = signed_in(pmo_lead, scope="write").post("/api/v1/memberships/bulk/", {"rows": [{}]})

    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_too_many_rows_are_refused(program: Program, lead_client: APIClient) -> None:
    many = lead_client.post(LIST, {"rows": [{}] * 50_001})
    together = lead_client.post(LIST, {"rows": [{}] * 1_001, "atomic": True})

    assert (many.status_code, many.json()["code"]) == (413, "too_many_rows")
    assert (together.status_code, together.json()["code"]) == (413, "too_many_rows")
    assert not BulkJob.objects.exists()


@pytest.mark.parametrize("body", [{}, {"rows": []}, {"rows": {}}, {"rows": [{}], "color": 1}, {"rows": [1]}])
def test_a_body_that_is_not_rows_is_refused(body: Any, lead_client: APIClient) -> None:
    assert lead_client.post(LIST, body).status_code == 400


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_leaves_its_rows_to_another(program: Program, lead_client: APIClient) -> None:
    address = lead_client.post(LIST, {"rows": [row(program, number) for number in range(1_001)]})["Location"]
    key = BulkPiece.objects.earliest("first").pk

    with ThreadPoolExecutor(1) as pool:
        pool.submit(killed_at_work, key).result()
    left = lead_client.get(address).json()
    worked = bulk_work.work_off()

    assert (left["answered"], worked) == (0, 2)
    assert lead_client.get(address).json()["counts"]["created"] == 1_001
    assert Milestone.objects.count() == 1_001


def killed_at_work(key: int) -> None:
    """Writes the rows of the piece, and loses its connection before it can say so."""
    try:
        with transaction.atomic():
            bulk_work.answers_to(BulkPiece.objects.select_for_update().get(pk=key))
            connection.connection.close()
    except Error:
        connection.close()
