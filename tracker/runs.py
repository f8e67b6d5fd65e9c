"""Computations as rows: started, alive, finished, how many done and failed, and why.

Work waits in PostgreSQL as refresh requests. A worker claims a batch, computes it, and deletes the
requests in the transaction that counts them; a claim that nobody renews for a minute is taken over.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from config.waking import refresh_waker
from programs.models import Program, RefreshRequest
from programs.models.base import new_uid
from tracker.models import Run, RunFailure
from tracker.snapshots import BATCH_SIZE, BatchResult, Day, compute_batch

STALE_AFTER = timedelta(seconds=60)
KEEP_REFRESH_RUNS = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Requests that this worker works on, all of one run (None: edits), for at most BATCH_SIZE programs."""

    key: uuid.UUID
    run_uid: uuid.UUID | None
    program_ids: tuple[int, ...]
    request_ids: tuple[int, ...]


class Heartbeat:
    """Renews a claim and its run, at most every ten seconds however often it is called."""

    EVERY = 10.0

    def __init__(self, claim: Claim, run: Run) -> None:
        self.claim = claim
        self.run = run
        self.last = time.monotonic()

    def __call__(self) -> None:
        if time.monotonic() - self.last >= self.EVERY:
            self.beat()

    def beat(self) -> None:
        """The claim's rows and the run marked as alive now."""
        self.last = time.monotonic()
        Run.objects.filter(pk=self.run.pk).update(heartbeat_at=Now())
        RefreshRequest.objects.filter(id__in=self.claim.request_ids, claim=self.claim.key).update(claimed_at=Now())


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


def claim_batch() -> Claim | None:
    """The oldest waiting requests, now ours; None when nothing waits."""
    waiting = Q(claim__isnull=True) | Q(claimed_at__lt=Now() - STALE_AFTER)
    with transaction.atomic():
        free = RefreshRequest.objects.filter(waiting).order_by("id").select_for_update(skip_locked=True)
        first = free.first()
        if first is None:
            return None
        rows = list(free.filter(run=first.run).values_list("id", "program_id")[: BATCH_SIZE * 4])
        program_ids = tuple(dict.fromkeys(program_id for _, program_id in rows))[:BATCH_SIZE]
        request_ids = tuple(pk for pk, program_id in rows if program_id in set(program_ids))
        claim = Claim(key=new_uid(), run_uid=first.run, program_ids=program_ids, request_ids=request_ids)
        RefreshRequest.objects.filter(id__in=request_ids).update(claim=claim.key, claimed_at=Now())
    return claim


def work_on(claim: Claim) -> None:
    """The claimed programs computed and counted; their requests are gone afterwards."""
    today = timezone.localdate()
    run = Run.objects.filter(uid=claim.run_uid).first() if claim.run_uid else None
    if run is None:
        run = Run.objects.create(kind=Run.Kind.REFRESH, as_of=today, programs_total=len(claim.program_ids))
    heartbeat = Heartbeat(claim, run)
    heartbeat.beat()
    result = compute_batch(claim.program_ids, Day(as_of=run.as_of, known_on=today, run=run), alive=heartbeat)
    with transaction.atomic():
        held = RefreshRequest.objects.filter(id__in=claim.request_ids, claim=claim.key)
        counted = set(held.select_for_update().values_list("program_id", flat=True))
        held.delete()
        count(run, result, only=counted)
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


def start_nightly(as_of: date) -> Run:
    """A run over every active program, queued; started twice for a day, the second adds nothing."""
    with transaction.atomic():
        run, is_new = Run.objects.get_or_create(kind=Run.Kind.NIGHTLY, as_of=as_of)
        if not is_new:
            return run
        ids = Program.objects.active().order_by("id").values_list("id", flat=True)
        requests = [RefreshRequest(program_id=pk, run=run.uid) for pk in ids.iterator(chunk_size=2000)]
        RefreshRequest.objects.bulk_create(requests, batch_size=2000)
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
        count(run, compute_batch(batch, Day(as_of=as_of, known_on=today, run=run)), only=set(batch))
        advance(len(batch))
    Run.objects.filter(pk=run.pk).update(finished_at=Now())
    run.refresh_from_db()
    return run
