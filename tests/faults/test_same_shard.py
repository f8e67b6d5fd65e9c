"""The same batch at once in two workers: one sleeps in the middle of it, the other takes it up, the sleeper awakes."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import timezone

from config.embedded.processes import Identity
from programs.actions import status_reports
from programs.models import RefreshRequest
from tests import factories
from tests.faults.plans import make_programs
from tests.faults.stage import Stage, assert_nights_are_whole, nights_are_over, worker_pid
from tests.workers import eventually
from tracker.models import Run, RunAttempt, Snapshot
from tracker.runs import start_nightly

TODAY = timezone.localdate()
PROGRAMS = 50


@contextmanager
def asleep_in_mid_batch(stage: Stage, chance: random.Random) -> Iterator[RunAttempt]:
    """A worker somewhere in its batch of tonight, that does nothing while the block runs and goes on after it."""
    attempt, sleeper = put_to_sleep(stage, chance)
    while not RunAttempt.objects.filter(pk=attempt.pk, ended_at__isnull=True).exists():
        sleeper.send(signal.SIGCONT)
        assert eventually(nights_are_over), stage.said()
        attempt, sleeper = put_to_sleep(stage, chance)
    try:
        yield attempt
    finally:
        sleeper.send(signal.SIGCONT)


def put_to_sleep(stage: Stage, chance: random.Random) -> tuple[RunAttempt, Identity]:
    """The first attempt of a new night and its process, stopped at a moment when the attempt may be over."""
    Run.objects.all().delete()
    start_nightly(TODAY)
    assert eventually(RunAttempt.objects.filter(run__kind=Run.Kind.NIGHTLY).exists), stage.said()
    attempt = RunAttempt.objects.get(run__kind=Run.Kind.NIGHTLY)
    sleeper = stage.with_pid(worker_pid(attempt))
    assert sleeper is not None
    time.sleep(chance.uniform(0, 0.6))
    sleeper.send(signal.SIGSTOP)
    return attempt, sleeper


@pytest.mark.slow
def test_a_worker_that_slept_through_edits_doubles_nothing_and_brings_nothing_back(
    stage: Stage, chance: random.Random
) -> None:
    programs = make_programs(PROGRAMS, today=TODAY)
    lead = factories.make_user()
    stage.start_worker()
    stage.start_beat()

    with asleep_in_mid_batch(stage, chance) as attempt:
        for program in programs[::5]:
            factories.make_membership(lead, program)
            status_reports.report(program, by=lead, on=TODAY, status="red", reason="Edited meanwhile")
        assert eventually(nights_are_over, seconds=40), stage.said()
        assert eventually(lambda: not RefreshRequest.objects.exists())
    assert eventually(lambda: stage.is_idle()), stage.said()

    attempt.refresh_from_db()
    assert attempt.outcome == RunAttempt.Outcome.LOST
    assert_nights_are_whole(nights=1, programs=PROGRAMS)
    reported = dict(Snapshot.objects.headline().values_list("program_id", "reported"))
    assert {reported[program.pk] for program in programs[::5]} == {"red"}
