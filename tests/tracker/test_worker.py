"""The way of a fact through a real broker and a real worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from config.waking import refresh_waker
from programs.actions import status_reports
from programs.models import Program, RefreshRequest, User
from programs.models.base import new_uid
from tracker.models import Run, Snapshot
from tracker.tasks import compute_all

pytestmark = pytest.mark.django_db(transaction=True)


def eventually(holds: Callable[[], bool], *, seconds: float = 20) -> bool:
    """True as soon as ``holds`` does; False when it does not within the time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def address_of_database() -> str:
    """Address of the test database, for another process."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


@pytest.fixture
def worker(tmp_path: Path, transactional_db: None) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker process on the test database; stopped, whatever happens, after the test."""
    log = tmp_path / "worker.log"
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency=2", "--loglevel=INFO"]
    environment = os.environ | {"DATABASE_URL": address_of_database(), "BROKER_URL": settings.CELERY_BROKER_URL}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment, start_new_session=True)
    try:
        assert eventually(lambda: b" ready." in log.read_bytes(), seconds=60), log.read_text()
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


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
