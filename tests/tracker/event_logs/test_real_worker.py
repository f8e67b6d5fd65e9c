"""A log through a real broker and a real worker: brought, read, loaded, while nobody waits."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from programs.models import EventLogFile, HandoffCount
from tests import factories
from tests.tracker.event_logs.conftest import SMALL
from tests.workers import eventually, running_worker
from tracker.event_logs.uploads import ask_to_load
from tracker.event_logs.work import claim

pytestmark = pytest.mark.django_db(transaction=True)
State = EventLogFile.State


def bring() -> EventLogFile:
    """The small log, brought by a steward through the page."""
    client = Client()
    client.force_login(factories.make_user(is_steward=True))
    asked = {"actor": "team", "zone": "UTC", "first": "1990-01-01", "encoding": "utf-8-sig"}
    client.post("/event-logs/new/", asked | {"file": SimpleUploadedFile("log.csv", SMALL)})
    return EventLogFile.objects.get()


def test_a_log_is_read_and_loaded_by_the_worker(tmp_path: Path) -> None:
    with running_worker(tmp_path / "worker.log"):
        log = bring()
        assert eventually(lambda: EventLogFile.objects.filter(state=State.READ).exists())
        ask_to_load(log)
        assert eventually(lambda: EventLogFile.objects.filter(state=State.LOADED).exists())

    assert HandoffCount.objects.count() == 2


def test_two_workers_never_have_the_same_log(transactional_db: None) -> None:
    bring()

    assert claim() is not None
    assert claim() is None
