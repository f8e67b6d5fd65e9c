"""A worker is killed in the middle of a batch: another takes it up, and the nights are as if nothing had happened."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from tests.faults.plans import make_programs
from tests.faults.stage import Stage, nights_are_over, worker_pid
from tests.workers import eventually
from tracker.models import KeptForecast, Run, RunAttempt, RunFailure, Snapshot
from tracker.reads import Day
from tracker.runs import compute_apart, start_nightly
from tracker.snapshots import BATCH_SIZE

TODAY = timezone.localdate()
PROGRAMS = 80
# What the product promises once a worker is free: none may be while workers are still being killed, several a second.
TAKEN_UP_WITHIN_SECONDS = 60
Numbers = dict[tuple[int, date], tuple[str, Any]]


def numbers() -> Numbers:
    """What stands for each program and day."""
    rows = Snapshot.objects.headline().values_list("program_id", "as_of", "inputs_hash", "progress")
    return {(program_id, as_of): (digest, progress) for program_id, as_of, digest, progress in rows}


def undisturbed(program_ids: list[int], days: Iterator[date]) -> Numbers:
    """What stands for each program and day when it is computed here, the newest first, where nobody is killed."""
    Snapshot.objects.all().delete()
    KeptForecast.objects.all().delete()
    for day in days:
        compute_apart(program_ids, Day(as_of=day, known_on=TODAY))
    return numbers()


def kill(stage: Stage, attempt: RunAttempt, *, whole_worker: bool) -> None:
    """The process of the attempt killed: alone, or with its whole worker, in whose place another is started."""
    victim = stage.with_pid(worker_pid(attempt))
    if victim is None:
        return
    victims = stage.worker_of(victim) if whole_worker else [victim]
    for each in victims:
        each.send(signal.SIGKILL)
        each.gone_within(5)
    if whole_worker:
        stage.start_worker()


def kill_at_random(hits: int, *, stage: Stage, chance: random.Random, batch_seconds: float) -> dict[int, datetime]:
    """When each attempt lost its process; nights are started, each a day earlier, until so many were hit."""
    killed: dict[int, datetime] = {}
    nights, end = 0, time.monotonic() + 30 + 8 * hits
    while len(killed) < hits:
        assert time.monotonic() < end, f"{len(killed)} of {hits} kills hit somebody\n{stage.said()}"
        attempt = RunAttempt.objects.filter(ended_at__isnull=True).exclude(pk__in=killed).first()
        if attempt is not None:
            time.sleep(chance.uniform(0, batch_seconds))
            kill(stage, attempt, whole_worker=chance.random() < 1 / 6)
            killed |= {each.pk: timezone.now() for each in stage.attempts_of_the_dead() if each.pk not in killed}
        elif nights_are_over():
            start_nightly(TODAY - timedelta(days=nights))
            nights += 1
        time.sleep(0.02)
    return killed


def batch_seconds(program_ids: list[int]) -> float:
    """How long a batch takes here, once it is warm."""
    seconds = []
    for _ in range(2):
        began = time.monotonic()
        compute_apart(program_ids[:BATCH_SIZE], Day(as_of=TODAY, known_on=TODAY))
        seconds.append(time.monotonic() - began)
    Snapshot.objects.all().delete()
    return min(seconds)


@pytest.mark.parametrize("hits", [3, pytest.param(20, marks=pytest.mark.slow)])
def test_killed_at_random_moments_the_nights_are_whole(hits: int, stage: Stage, chance: random.Random) -> None:
    ids = [program.pk for program in make_programs(PROGRAMS, today=TODAY)]
    stage.start_worker()
    stage.start_beat()

    killed = kill_at_random(hits, stage=stage, chance=chance, batch_seconds=batch_seconds(ids))
    assert eventually(nights_are_over, seconds=90), list(RunAttempt.objects.values())
    stage.end()

    assert_every_run_tells_what_happened(killed)
    found, rows = numbers(), Counter(Snapshot.objects.values_list("program_id", "as_of"))
    days = sorted({as_of for _, as_of in rows})
    assert rows == Counter({(pk, day): 1 for pk in ids for day in days})
    assert found == undisturbed(ids, reversed(days))


def assert_every_run_tells_what_happened(killed: dict[int, datetime]) -> None:
    """Each run counted its programs once; each attempt that lost its process says so and was taken up in time."""
    assert list(RunFailure.objects.values_list("program", "error")) == []
    runs = list(Run.objects.filter(kind=Run.Kind.NIGHTLY).prefetch_related("attempts"))
    assert [(run.programs_total, run.programs_done, run.programs_failed) for run in runs] == [
        (PROGRAMS, PROGRAMS, 0)
    ] * len(runs)
    for run in runs:
        done = [attempt for attempt in run.attempts.all() if attempt.outcome == RunAttempt.Outcome.DONE]
        assert sum(attempt.programs for attempt in done) == PROGRAMS
    lost = RunAttempt.objects.filter(pk__in=killed, outcome=RunAttempt.Outcome.LOST)
    assert lost.count() == len(killed)
    last_kill = max(killed.values())
    taken_up = [attempt.ended_at for attempt in lost if attempt.ended_at]
    assert (max(taken_up) - last_kill).total_seconds() < TAKEN_UP_WITHIN_SECONDS


def test_in_the_field_the_batch_of_a_dead_worker_is_taken_up_within_a_minute() -> None:
    assert settings.CLAIM_SECONDS + settings.SWEEP_SECONDS < TAKEN_UP_WITHIN_SECONDS
