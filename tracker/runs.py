"""Computations as rows: started, alive, finished, how many done and failed, and why.

Work waits in PostgreSQL as refresh requests. A worker claims a batch (``claims.py``), computes it, and deletes the
requests in the transaction that counts them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from config.waking import refresh_waker
from programs.models import Program, RefreshRequest
from tracker.change_loads import expect_change_loads
from tracker.claims import MOST_ATTEMPTS, Claim, Heartbeat, claim_batch, end, hand_back
from tracker.models import Run, RunAttempt, RunFailure
from tracker.reads import Day
from tracker.snapshot_store import DATABASE_AWAY, yielding_transaction
from tracker.snapshots import BATCH_SIZE, BatchResult, compute_batch

logger = logging.getLogger(__name__)

KEEP_REFRESH_RUNS = timedelta(days=30)
GIVEN_UP = f"Given up after {MOST_ATTEMPTS} attempts: each time the worker ended, or it lost the database."


def work_off(*, batches: int = 1000) -> int:
    """Number of batches worked off until nothing waited; other workers are woken when there is more than one."""
    for number in range(batches):
        claim = claim_batch()
        if claim is None:
            return number
        if len(claim.program_ids) == BATCH_SIZE:
            refresh_waker.wake()
        work_on(claim)
    return batches


def work_on(claim: Claim) -> None:
    """The claimed programs computed and counted; their requests are gone afterwards, or wait for another attempt."""
    today = timezone.localdate()
    # What was edited before midnight and taken up after it belongs on the page of the new day.
    as_of = today if claim.run.kind == Run.Kind.REFRESH else claim.run.as_of
    try:
        with Heartbeat(claim) as heartbeat:
            result = compute(claim, Day(as_of=as_of, known_on=today, run=claim.run), alive=heartbeat.advance)
        settle(claim, result)
    except Exception as error:
        logger.exception("A batch could not be computed; it is tried again")
        hand_back(claim, error)


def compute(claim: Claim, day: Day, *, alive: Callable[[], None]) -> BatchResult:
    """The claimed programs computed, unless they were tried too often."""
    if claim.number > MOST_ATTEMPTS:
        return BatchResult(done=(), failed=dict.fromkeys(claim.program_ids, GIVEN_UP))
    return compute_apart(claim.program_ids, day, alive=alive)


def compute_apart(program_ids: Sequence[int], day: Day, *, alive: Callable[[], None] = lambda: None) -> BatchResult:
    """The programs computed together; where a row of one breaks the read of all, each alone.

    raises  one of DATABASE_AWAY, which is no fault of a program
    """
    try:
        return compute_batch(program_ids, day, alive=alive)
    except DATABASE_AWAY:
        raise
    except Exception as error:
        if len(program_ids) == 1:
            logger.exception("Program %s could not be read", program_ids[0])
            return BatchResult(done=(), failed={program_ids[0]: f"{type(error).__name__}: {error}"})
    logger.warning("A batch could not be read at once; its programs are computed one by one")
    results = [compute_apart([pk], day, alive=alive) for pk in program_ids]
    return BatchResult(
        done=tuple(pk for each in results for pk in each.done),
        failed={pk: error for each in results for pk, error in each.failed.items()},
    )


def settle(claim: Claim, result: BatchResult) -> None:
    """What was still ours is counted and waits no more; the run is finished with its last program."""
    run = claim.run
    with yielding_transaction():
        held = RefreshRequest.objects.filter(id__in=claim.request_ids, claim=claim.key)
        counted = set(held.select_for_update().values_list("program_id", flat=True))
        held.delete()
        count(run, result, only=counted)
        end(claim.key, RunAttempt.Outcome.DONE)
        if not RefreshRequest.objects.filter(run=run.uid).exists():
            Run.objects.filter(pk=run.pk, finished_at__isnull=True).update(finished_at=Now())


def count(run: Run, result: BatchResult, *, only: set[int]) -> None:
    """The result added to the run's row, for the programs in ``only``; failures keep their error."""
    failed = {pk: error for pk, error in result.failed.items() if pk in only}
    RunFailure.objects.bulk_create(
        [RunFailure(run=run, program_id=pk, error=error) for pk, error in failed.items()],
        update_conflicts=True,
        unique_fields=["run", "program"],
        update_fields=["error", "failed_at"],
    )
    Run.objects.filter(pk=run.pk).update(
        programs_done=F("programs_done") + len(only & set(result.done)),
        programs_failed=F("programs_failed") + len(failed),
        heartbeat_at=Now(),
    )


def start_when_due(now: datetime) -> Run | None:
    """The nightly run of the day of ``now`` once its time has come, whenever somebody looks; None before.

    now  in the time zone of the installation
    """
    return start_nightly(now.date()) if now.time() >= settings.NIGHTLY_AT else None


def start_nightly(as_of: date) -> Run:
    """A run over every active program, queued; started twice for a day, the second adds nothing."""
    with transaction.atomic():
        run, is_new = Run.objects.get_or_create(kind=Run.Kind.NIGHTLY, as_of=as_of)
        if not is_new:
            return run
        ids = list(Program.objects.active().order_by("id").values_list("id", flat=True))
        requests = [RefreshRequest(program_id=pk, run=run.uid) for pk in ids]
        RefreshRequest.objects.bulk_create(requests, batch_size=2000)
        expect_change_loads(ids)
        Run.objects.filter(pk=run.pk).update(
            programs_total=len(requests), **({} if requests else {"finished_at": Now()})
        )
        transaction.on_commit(refresh_waker.wake)
    Run.objects.filter(kind=Run.Kind.REFRESH, started_at__lt=timezone.now() - KEEP_REFRESH_RUNS).delete()
    return run


def compute_now(program_ids: Sequence[int], *, as_of: date, advance: Callable[[int], None] = lambda _: None) -> Run:
    """A run by hand, in this process; ``advance`` hears how many programs were just worked on."""
    today = timezone.localdate()
    run = Run.objects.create(kind=Run.Kind.MANUAL, as_of=as_of, programs_total=len(program_ids))
    for start in range(0, len(program_ids), BATCH_SIZE):
        batch = program_ids[start : start + BATCH_SIZE]
        count(run, compute_apart(batch, Day(as_of=as_of, known_on=today, run=run)), only=set(batch))
        advance(len(batch))
    Run.objects.filter(pk=run.pk).update(finished_at=Now())
    run.refresh_from_db()
    return run
