"""The broker is killed in the middle of a night: what is under way goes on, what comes waits until it is back."""

from __future__ import annotations

import random
import signal
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from config.embedded import Valkey
from programs.actions import status_reports
from programs.models import Program, RefreshRequest, User
from tests.faults.plans import make_programs
from tests.faults.stage import Stage, assert_nights_are_whole, nights_are_over
from tests.workers import eventually
from tracker.models import RunAttempt, Snapshot
from tracker.runs import start_nightly

TODAY = timezone.localdate()
PROGRAMS = 80


@pytest.mark.slow
def test_a_night_and_an_edit_survive_the_broker(
    stage: Stage, broker: Valkey, program: Program, pmo_lead: User, chance: random.Random
) -> None:
    make_programs(PROGRAMS, today=TODAY)
    stage.start_worker()
    stage.start_beat()
    start_nightly(TODAY)
    assert eventually(RunAttempt.objects.exists), stage.said()
    time.sleep(chance.uniform(0, 1))

    server = broker.running()
    assert server is not None
    server.send(signal.SIGKILL)
    assert server.gone_within(5)
    assert eventually(nights_are_over, seconds=40), stage.said()
    start_nightly(TODAY - timedelta(days=1))
    status_reports.report(program, by=pmo_lead, on=TODAY, status="amber", reason="Late")
    time.sleep(chance.uniform(1, 3))
    assert RefreshRequest.objects.filter(claim__isnull=True).count() == PROGRAMS + 2
    assert broker.start() == stage.broker_url

    assert eventually(nights_are_over, seconds=60), stage.said()
    assert eventually(lambda: Snapshot.objects.filter(program=program, as_of=TODAY, reported="amber").exists())
    assert eventually(lambda: not RefreshRequest.objects.exists())
    assert_nights_are_whole(nights=2, programs=PROGRAMS + 1)
