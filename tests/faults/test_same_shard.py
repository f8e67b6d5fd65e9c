"""The same batch at once in two workers: one sleeps in the middle of it, the other takes it up, the sleeper awakes."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from config.embedded.processes import Identity
from programs.actions import status_reports
from programs.models import Program, RefreshRequest
from tests import factories
from tests.faults.plans import make_programs
from tests.faults.stage import Stage, assert_nights_are_whole, eventually, nights_are_over, worker_pid
from tracker.models import RunAttempt, Snapshot
from tracker.runs import start_nightly

TODAY = timezone.localdate()
PROGRAMS = 50


@contextmanager
def asleep(stage: Stage, *, after: float) -> Iterator[RunAttempt]:
    """A worker in the middle of an attempt that does nothing while the block runs, and goes on after it."""
    assert eventually(RunAttempt.objects.filter(ended_at__isnull=True).exists), stage.said()
    attempt = RunAttempt.objects.get(ended_at__isnull=True)
    sleeper = stage.with_pid(worker_pid(attempt))
    assert sleeper is not None
    time.sleep(after)
    sleeper.send(signal.SIGSTOP)
    try:
        yield attempt
    finally:
        sleeper.send(signal.SIGCONT)


def test_a_worker_that_slept_through_edits_doubles_nothing_and_brings_nothing_back(
    stage: Stage, chance: random.Random
) -> None:
    programs = make_programs(PROGRAMS, today=TODAY)
    lead = factories.make_user()
    stage.start_worker()
    stage.start_beat()
    start_nightly(TODAY)

    with asleep(stage, after=chance.uniform(0, 0.6)) as attempt:
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
