"""Who works on which programs: claimed, renewed while the worker lives, taken up by another when it does not.

A claim is a lease in PostgreSQL. Whoever takes up what another left is the next attempt at it; from the third on a
program is tried alone, so that one that ends its worker cannot take others with it.
"""

from __future__ import annotations

import logging
import os
import random
import socket
import threading
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from programs.models import RefreshRequest
from programs.models.base import new_uid
from tracker.models import Run, RunAttempt
from tracker.snapshot_store import yielding_transaction
from tracker.snapshots import BATCH_SIZE

logger = logging.getLogger(__name__)

LONGEST_WAIT = F("claimed_at").asc(nulls_last=True)
STALE_AFTER = timedelta(seconds=settings.CLAIM_SECONDS)
ALONE_FROM = 3
MOST_ATTEMPTS = 5
# No read, store or computation of one program takes as long: a worker that hangs loses its claim in the end.
HANGS_AFTER_SECONDS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Requests that this worker works on, all of one run, for at most BATCH_SIZE programs.

    number  1, or how many times somebody has tried these programs in this run
    """

    key: uuid.UUID
    run: Run
    number: int
    program_ids: tuple[int, ...]
    request_ids: tuple[int, ...]


def claim_batch() -> Claim | None:
    """What has waited longest, now ours; None when nothing waits.

    What a worker left comes before what nobody tried, in the order in which it was last tried: a program that ends its
    worker waits behind the others that it took with it, and none of them is tried often before the rest had its turn.
    """
    waiting = Q(claim__isnull=True) | Q(claimed_at__lt=Now() - STALE_AFTER)
    with yielding_transaction():
        free = RefreshRequest.objects.filter(waiting).order_by(LONGEST_WAIT, "id").select_for_update(skip_locked=True)
        first = free.first()
        if first is None:
            return None
        number = 1 if first.claim is None else end_lost(first.claim) + 1
        most = BATCH_SIZE if number < ALONE_FROM else 1
        rows = list(free.filter(run=first.run, claim=first.claim).values_list("id", "program_id")[: BATCH_SIZE * 4])
        program_ids = tuple(dict.fromkeys(program_id for _, program_id in rows))[:most]
        taken = frozenset(program_ids)
        claim = Claim(
            key=new_uid(),
            run=run_of(first, programs=len(program_ids)),
            number=number,
            program_ids=program_ids,
            request_ids=tuple(pk for pk, program_id in rows if program_id in taken),
        )
        begin(claim)
    return claim


def run_of(request: RefreshRequest, *, programs: int) -> Run:
    """The run that the request belongs to, alive now; an edit that nobody has taken up begins one."""
    run = Run.objects.filter(uid=request.run).first() if request.run else None
    if run is None:
        return Run.objects.create(kind=Run.Kind.REFRESH, as_of=timezone.localdate(), programs_total=programs)
    Run.objects.filter(pk=run.pk).update(heartbeat_at=Now())
    return run


def begin(claim: Claim) -> None:
    """The requests marked as this worker's, and the attempt kept with the run."""
    RefreshRequest.objects.filter(id__in=claim.request_ids).update(claim=claim.key, run=claim.run.uid, claimed_at=Now())
    RunAttempt.objects.create(
        run=claim.run,
        claim=claim.key,
        number=claim.number,
        programs=len(claim.program_ids),
        worker=f"{socket.gethostname()}, process {os.getpid()}",
    )


def end_lost(claim: uuid.UUID) -> int:
    """The number of the attempt that left this claim behind; it is marked as lost unless it said how it ended."""
    attempt = RunAttempt.objects.filter(claim=claim).first()
    if attempt is None:
        return 1
    end(claim, RunAttempt.Outcome.LOST)
    return attempt.number


def end(claim: uuid.UUID, outcome: RunAttempt.Outcome, *, note: str = "") -> None:
    """The attempt ended like this; the first word about it stands."""
    attempts = RunAttempt.objects.filter(claim=claim, ended_at__isnull=True)
    attempts.update(ended_at=Now(), outcome=outcome, note=note)


def hand_back(claim: Claim, error: Exception) -> None:
    """The requests wait for the next attempt, longer after each; where even that fails, the claim goes stale."""
    close_old_connections()
    try:
        with yielding_transaction():
            held = RefreshRequest.objects.filter(id__in=claim.request_ids, claim=claim.key)
            held.update(claimed_at=Now() - STALE_AFTER + wait_after(claim.number))
            end(claim.key, RunAttempt.Outcome.FAILED, note=f"{type(error).__name__}: {error}")
    except Error as another:
        logger.warning("A claim could not be handed back (%s); it goes stale by itself.", type(another).__name__)


def wait_after(number: int) -> timedelta:
    """How long nobody tries again after this attempt: 5 s, 20 s, 80 s, 5 minutes, a little more by chance."""
    return timedelta(seconds=5 * 4 ** (number - 1) * random.uniform(1, 1.25))  # noqa: S311 - no secret


class Heartbeat:
    """Renews a claim from a thread of its own while the block runs, also during a long read or store.

    ``advance`` is told of every step; a worker that has made none for ten minutes is not kept alive.
    """

    EVERY_SECONDS = STALE_AFTER.total_seconds() / 4

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self._advanced = time.monotonic()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat_until_ended, name="heartbeat", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join(1)

    def advance(self) -> None:
        self._advanced = time.monotonic()

    def beat(self) -> bool:
        """Whether the claim is still ours; its requests and its run are marked as alive now."""
        held = RefreshRequest.objects.filter(id__in=self.claim.request_ids, claim=self.claim.key)
        if not held.update(claimed_at=Now()):
            return False
        Run.objects.filter(pk=self.claim.run.pk).update(heartbeat_at=Now())
        return True

    def _beat_until_ended(self) -> None:
        try:
            while not self._ended.wait(self.EVERY_SECONDS):
                if time.monotonic() - self._advanced > HANGS_AFTER_SECONDS:
                    logger.error("No step for %s s: the claim is left to others.", HANGS_AFTER_SECONDS)
                    return
                if not self._try_to_beat():
                    return
        finally:
            connection.close()

    def _try_to_beat(self) -> bool:
        try:
            return self.beat()
        except Error as error:
            logger.warning("A claim could not be renewed (%s).", type(error).__name__)
            connection.close()
            return True
