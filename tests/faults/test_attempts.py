"""What a worker leaves behind, hands back or keeps alive, and how often somebody tries."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError, connection
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django import Settings

from programs.models import Program, RefreshRequest
from tests import factories
from tests.workers import address_of_database, eventually
from tracker import claims
from tracker.claims import ALONE_FROM, MOST_ATTEMPTS, STALE_AFTER, Claim, Heartbeat, claim_batch
from tracker.models import Run, RunAttempt, Snapshot
from tracker.runs import GIVEN_UP, start_nightly, work_off, work_on
from tracker.snapshot_store import DATABASE_AWAY, yielding_transaction

TODAY = timezone.localdate()
pytestmark = pytest.mark.django_db(transaction=True)


def let_claims_go_stale() -> None:
    """A minute passes in which no worker gives a sign of life."""
    RefreshRequest.objects.filter(claim__isnull=False).update(claimed_at=F("claimed_at") - timedelta(minutes=10))


def claimed() -> Claim:
    claim = claim_batch()
    assert claim is not None
    return claim


@contextmanager
def reads_held_up() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Whoever reads milestones inside the block waits; the connection that holds them up."""
    with psycopg.connect(address_of_database()) as locker:
        locker.execute("LOCK TABLE programs_milestone IN ACCESS EXCLUSIVE MODE")
        yield locker
        locker.rollback()


@contextmanager
def working_aside(claim: Claim) -> Iterator[None]:
    """Another thread works on the claim while the block runs; it is over afterwards."""

    def work() -> None:
        try:
            work_on(claim)
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    yield
    worker.join(30)
    assert not worker.is_alive()


def test_a_program_that_ends_every_worker_is_given_up_alone() -> None:
    programs = [factories.make_program() for _ in range(4)]
    deadly = programs[1]
    run = start_nightly(TODAY)

    for _ in range(20):
        claim = claim_batch()
        if claim is None:
            let_claims_go_stale()
        elif deadly.pk not in claim.program_ids or claim.number > MOST_ATTEMPTS:
            work_on(claim)

    run.refresh_from_db()
    assert (run.programs_done, run.programs_failed, run.finished_at is not None) == (3, 1, True)
    assert [(failure.program, failure.error) for failure in run.failures.all()] == [(deadly, GIVEN_UP)]
    assert run.attempts.filter(outcome=RunAttempt.Outcome.LOST).count() == MOST_ATTEMPTS


def test_a_program_that_ended_its_worker_waits_behind_the_others_that_were_lost() -> None:
    ids = [factories.make_program().pk for _ in range(4)]
    start_nightly(TODAY)
    for _ in range(ALONE_FROM - 1):
        claimed()
        let_claims_go_stale()

    alone = []
    for _ in range(2 * len(ids)):
        alone.append(claimed().program_ids)
        let_claims_go_stale()

    assert alone == [(pk,) for pk in ids] * 2


def test_what_a_worker_left_comes_before_what_nobody_tried(program: Program) -> None:
    another = factories.make_program()
    RefreshRequest.objects.create(program=another)
    RefreshRequest.objects.create(program=program)
    left = claimed()
    let_claims_go_stale()
    RefreshRequest.objects.create(program=program)

    assert claimed().run == left.run


def test_an_edit_whose_worker_died_stays_in_its_run(program: Program) -> None:
    RefreshRequest.objects.create(program=program)
    first = claimed()
    let_claims_go_stale()

    work_off()

    run = Run.objects.get()
    assert (run.pk, run.programs_done, run.finished_at is not None) == (first.run.pk, 1, True)
    assert list(run.attempts.values_list("number", "outcome")) == [(1, "lost"), (2, "done")]


def test_an_edit_of_yesterday_is_on_the_page_of_today(program: Program) -> None:
    RefreshRequest.objects.create(program=program)
    claimed()
    Run.objects.update(as_of=TODAY - timedelta(days=1))
    let_claims_go_stale()

    work_off()

    assert Snapshot.objects.get().as_of == TODAY


def test_a_batch_that_lost_its_connection_is_handed_back_and_tried_again(program: Program) -> None:
    RefreshRequest.objects.create(program=program)
    with reads_held_up() as locker, working_aside(claimed()):
        assert eventually(lambda: end_who_waits_for(locker), seconds=10)

    attempt = RunAttempt.objects.get()
    assert (attempt.outcome, "OperationalError" in attempt.note) == ("failed", True)
    assert claim_batch() is None
    RefreshRequest.objects.update(claimed_at=F("claimed_at") - timedelta(seconds=7))
    work_off()
    run = Run.objects.get()
    assert (run.programs_done, run.programs_failed, run.attempts.latest("id").number) == (1, 0, 2)


def end_who_waits_for(locker: psycopg.Connection[tuple[object, ...]]) -> bool:
    """Whether a connection that waited for this one was ended."""
    waiting = "SELECT pid FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) FROM ({waiting}) w", [locker.info.backend_pid])
        return bool(cursor.fetchall())


def test_each_attempt_waits_longer_than_the_one_before() -> None:
    waits = [claims.wait_after(number).total_seconds() for number in range(1, MOST_ATTEMPTS)]

    assert [5 * 4**n <= wait <= 6.25 * 4**n for n, wait in enumerate(waits)] == [True] * (MOST_ATTEMPTS - 1)


def test_a_claim_is_kept_alive_while_its_batch_is_read(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Heartbeat, "EVERY_SECONDS", 0.1)
    RefreshRequest.objects.create(program=program)
    with reads_held_up() as locker, working_aside(claimed()):
        RefreshRequest.objects.update(claimed_at=Now() - STALE_AFTER + timedelta(seconds=2))
        time.sleep(3)
        second = claim_batch()
        locker.rollback()

    assert second is None
    assert Snapshot.objects.filter(program=program).exists()


def test_a_worker_that_hangs_loses_its_claim(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Heartbeat, "EVERY_SECONDS", 0.05)
    monkeypatch.setattr(claims, "HANGS_AFTER_SECONDS", 0.2)
    RefreshRequest.objects.create(program=program)

    with Heartbeat(claimed()) as heartbeat:
        heartbeat._thread.join(5)
        still_beating = heartbeat._thread.is_alive()

    assert not still_beating


def test_a_worker_that_sleeps_with_locks_loses_them(settings: Settings) -> None:
    """Stopped in the middle of a store it would keep every other worker of that program waiting."""
    settings.CLAIM_SECONDS = 1

    with pytest.raises(DATABASE_AWAY, match="idle-in-transaction"):
        sleep_with_locks(seconds=2)


def sleep_with_locks(*, seconds: float) -> None:
    with yielding_transaction():
        time.sleep(seconds)
        Program.objects.exists()


def test_an_attempt_that_ended_says_how(program: Program) -> None:
    RefreshRequest.objects.create(program=program)
    claimed()

    with pytest.raises(IntegrityError, match="attempt_ends_with_an_outcome"):
        RunAttempt.objects.update(ended_at=timezone.now())
