"""The way of a fact through a real broker and a real worker."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from config.waking import refresh_waker
from programs.actions import status_reports
from programs.models import Program, RefreshRequest, User
from programs.models.base import new_uid
from tests.workers import eventually, running_worker
from tracker.models import Run, Snapshot
from tracker.tasks import compute_all

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(tmp_path: Path, transactional_db: None) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker process on the test database."""
    with running_worker(tmp_path / "worker.log") as process:
        yield process


def test_an_edit_is_computed_by_the_worker_without_anybody_waiting(
    worker: subprocess.Popen[bytes], program: Program, pmo_lead: User
) -> None:
    status_reports.report(program, by=pmo_lead, on=timezone.localdate(), status="amber", reason="Late")

    assert eventually(lambda: Snapshot.objects.filter(program=program, reported="amber").exists())
    assert eventually(lambda: not RefreshRequest.objects.exists())


def test_the_night_is_computed_by_the_worker(worker: subprocess.Popen[bytes], program: Program) -> None:
    compute_all.delay()

    assert eventually(lambda: Run.objects.filter(kind="nightly", finished_at__isnull=False, programs_done=1).exists())


def test_work_of_a_worker_that_was_killed_is_done_by_the_next(
    worker: subprocess.Popen[bytes], program: Program
) -> None:
    """The claim of the dead is a minute old here; in the field a minute passes."""
    minute_ago = timezone.now() - timedelta(seconds=61)
    RefreshRequest.objects.create(program=program, claim=new_uid(), claimed_at=minute_ago)

    refresh_waker.wake()

    assert eventually(lambda: Snapshot.objects.filter(program=program).exists())
