"""Progress and reports of a program, as the reckoning stored them."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from programs.models import Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.api.resources import HISTORY, a_snapshot
from tracker.models import ProgressReport, Snapshot
from tracker.reads import Day
from tracker.snapshots import compute_batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(program: Program) -> str:
    return f"/api/v1/programs/{program.uid}/progress/"


@pytest.fixture
def planned(program: Program) -> Program:
    """The program with a plan, so that there is something to report."""
    for weeks in (4, 8, 12):
        make.make_milestone(program, finish_on=make.START + timedelta(weeks=weeks))
    make.make_baseline(program)
    return program


def test_the_latest_progress_is_the_first_of_the_history(
    address: str, program: Program, lead_client: APIClient
) -> None:
    for _ in range(3):
        newest = a_snapshot(program)
    Snapshot.objects.filter(pk=newest.pk).update(is_headline=True)

    latest = lead_client.get(address)
    history = lead_client.get(HISTORY.address(program))

    assert latest.json()["uid"] == str(newest.uid)
    assert history.content.split(b'"results":[', 1)[1].startswith(latest.content)


def test_a_recalculation_is_not_in_the_history(address: str, program: Program, lead_client: APIClient) -> None:
    shown = a_snapshot(program)
    recalculated = a_snapshot(program)
    Snapshot.objects.filter(pk=recalculated.pk).update(is_headline=False)

    assert lead_client.get(address).json()["uid"] == str(shown.uid)
    assert len(lead_client.get(HISTORY.address(program)).json()["results"]) == 1


def test_progress_as_of_a_day_is_the_newest_until_then(address: str, program: Program, lead_client: APIClient) -> None:
    first, second = a_snapshot(program), a_snapshot(program)
    day = second.as_of - timedelta(days=1)

    latest = lead_client.get(f"{address}?as_of={day}").json()
    history = lead_client.get(f"{HISTORY.address(program)}?as_of={day}").json()
    before = lead_client.get(f"{address}?as_of={first.as_of - timedelta(days=1)}")

    assert [latest["uid"]] == [row["uid"] for row in history["results"]] == [str(first.uid)]
    assert (before.status_code, before.json()["code"]) == (404, "not_computed_yet")


@pytest.mark.parametrize("day", ["today", "2026-13-01", "01/02/2026"])
def test_a_day_that_is_none_is_refused(day: str, address: str, lead_client: APIClient) -> None:
    assert lead_client.get(f"{address}?as_of={day}").status_code == 400


def test_what_is_shown_is_what_was_computed(address: str, planned: Program, lead_client: APIClient) -> None:
    policy = make.make_policy()
    today = timezone.localdate()
    compute_batch([planned.pk], Day(as_of=today, known_on=today))

    shown = lead_client.get(address).json()

    assert shown["progress"] == Snapshot.objects.get().progress
    assert (shown["as_of"], shown["policy"]) == (today.isoformat(), str(policy.uid))


def test_computed_again_progress_has_another_tag(address: str, planned: Program, lead_client: APIClient) -> None:
    today = timezone.localdate()
    compute_batch([planned.pk], Day(as_of=today, known_on=today))
    tag = lead_client.get(address)["ETag"]
    held = lead_client.get(address, headers={"if-none-match": tag})
    compute_batch([planned.pk], Day(as_of=today, known_on=today))

    again = lead_client.get(address, headers={"if-none-match": tag})

    assert (held.status_code, again.status_code) == (304, 200)


def test_a_lead_publishes_a_report_that_everybody_in_the_program_reads(
    planned: Program, lead_client: APIClient, viewer: User, signed_in: SignedIn
) -> None:
    reports = f"/api/v1/programs/{planned.uid}/reports/"

    published = lead_client.post(reports)
    read = signed_in(viewer).get(published["Location"])
    pdf = signed_in(viewer).get(read.json()["pdf_url"], headers={"accept": "application/pdf"})

    assert published.status_code == 201, published.content
    assert read.content == published.content
    assert pdf.content.startswith(b"%PDF-")
    assert pdf["ETag"] == f'"{hashlib.sha256(pdf.content).hexdigest()}"'


def test_a_viewer_publishes_nothing(planned: Program, viewer: User, signed_in: SignedIn) -> None:
    answer = signed_in(viewer).post(f"/api/v1/programs/{planned.uid}/reports/")

    assert answer.status_code == 403
    assert not ProgressReport.objects.exists()


def test_a_draft_has_nothing_to_report(program: Program, lead_client: APIClient) -> None:
    Program.objects.update(state="draft")

    answer = lead_client.post(f"/api/v1/programs/{program.uid}/reports/")

    assert (answer.status_code, answer.json()["code"]) == (409, "not_active")


def test_an_outsider_sees_neither_progress_nor_reports(
    address: str, program: Program, outsider: User, signed_in: SignedIn
) -> None:
    a_snapshot(program)
    client = signed_in(outsider)

    assert client.get(address).status_code == 404
    assert client.get(f"{address}history/").status_code == 404
    assert client.get(f"/api/v1/programs/{program.uid}/reports/").status_code == 404
    assert client.post(f"/api/v1/programs/{program.uid}/reports/").status_code == 404
