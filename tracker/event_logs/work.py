"""What a worker does with the event logs that wait: each is claimed, read or loaded, and settled.

The work waits in PostgreSQL. A worker that is lost leaves a claim without a sign of life, which another takes up.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from programs.errors import NotAllowed, Refused
from programs.importing.errors import FileRefused
from programs.importing.event_logs.read import read_event_log
from programs.models import EventLogFile, EventLogPiece
from programs.models.base import new_uid
from tracker.event_logs.actors import names_groups, read_functions, with_functions, without_names
from tracker.event_logs.analysis import LogAnalysis, analyze
from tracker.event_logs.loading import load
from tracker.event_logs.uploads import analysis_of, asked_of, source_of
from tracker.snapshot_store import DATABASE_AWAY

logger = logging.getLogger(__name__)

State = EventLogFile.State
MOST_ATTEMPTS = 3
MOST_INTERFACES = 5000
STALE_AFTER = timedelta(seconds=settings.CLAIM_SECONDS)
# Loading is one transaction, which shows no sign of life until it ends.
LOADS_WITHIN = timedelta(minutes=15)
SIGN_OF_LIFE_SECONDS = 0.5


class LostClaim(Exception):
    """Somebody removed the log, or asked for something else, while it was worked on."""


def work_off(*, files: int = 100) -> int:
    """Number of logs worked on until none waited; those kept long enough are removed first."""
    EventLogFile.objects.over_at(timezone.now()).delete()
    for number in range(files):
        log = claim()
        if log is None:
            return number
        work_on(log)
    return files


def claim() -> EventLogFile | None:
    """The log that has waited longest, now ours; None when none waits."""
    silent = Q(state=State.TO_READ, alive_at__lt=Now() - STALE_AFTER)
    silent |= Q(state=State.TO_LOAD, alive_at__lt=Now() - LOADS_WITHIN)
    with transaction.atomic():
        waiting = EventLogFile.objects.filter(state__in=(State.TO_READ, State.TO_LOAD))
        free = waiting.filter(Q(claim__isnull=True) | silent).order_by("id")
        log = free.select_for_update(skip_locked=True).first()
        if log is None:
            return None
        EventLogFile.objects.filter(pk=log.pk).update(
            claim=new_uid(), alive_at=Now(), attempts=F("attempts") + 1, done=0
        )
        log.refresh_from_db()
    return log


def work_on(log: EventLogFile) -> None:
    """The log read or loaded, as it waits for, and settled; what is wrong with it is told to who brought it."""
    back = State.READ if log.state == State.TO_LOAD else State.REFUSED
    try:
        if log.attempts > MOST_ATTEMPTS:
            raise FileRefused(f"The worker ended {MOST_ATTEMPTS} times over this log: it may be too large for it.")
        if log.state == State.TO_LOAD:
            load_log(log)
        else:
            settle(log, state=State.READ, done=100, analysis=msgspec.to_builtins(read_log(log)))
    except (FileRefused, Refused, NotAllowed) as problem:
        settle(log, state=back, problem=str(problem))
    except ValidationError as problem:
        settle(log, state=back, problem=" ".join(problem.messages))
    except LostClaim:
        logger.info("Event log %s is worked on no more", log.uid)
    except DATABASE_AWAY:
        raise
    except Exception:
        logger.exception("Event log %s failed", log.uid)
        settle(log, state=back, problem="Something went wrong on our side; the server's log says what.")


def read_log(log: EventLogFile) -> LogAnalysis:
    """What the log says, without the names of persons unless somebody asked for them."""
    asked = asked_of(log)
    options = asked.options(today=timezone.localdate())
    events = read_event_log(source_of(log), options, advanced=sign_of_life(log))
    is_personal = not asked.functions and not names_groups(asked.actor)
    if asked.functions:
        events = with_functions(events, read_functions(asked.functions.splitlines()))
    elif is_personal and not asked.keep_names:
        events = without_names(events)
    analysis = analyze(events, options, is_personal=is_personal)
    if (interfaces := len(analysis.found.interfaces)) > MOST_INTERFACES:
        raise FileRefused(
            f"“{asked.actor}” gives {interfaces:,} interfaces between {analysis.actors:,} actors. These are hardly "
            "functions: name an attribute with fewer values."
        )
    return analysis


def load_log(log: EventLogFile) -> None:
    """The log in the record, and its bytes gone with the names of who did the steps, or neither."""
    analysis = analysis_of(log)
    if analysis is None:
        raise Refused("not_read", "This log was not read yet.")
    with transaction.atomic():
        asked = asked_of(log)
        outcome = load(analysis, by=log.uploaded_by, flow=log.flow, keep_names=asked.keep_names)
        EventLogPiece.objects.filter(log=log).delete()
        options = msgspec.to_builtins(msgspec.structs.replace(asked, functions=""))
        settle(log, state=State.LOADED, outcome=msgspec.to_builtins(outcome), options=options)


def settle(log: EventLogFile, *, state: str, **fields: Any) -> None:
    """The log as the work left it; LostClaim when it is not ours any more."""
    ours = EventLogFile.objects.filter(pk=log.pk, claim=log.claim)
    if not ours.update(state=state, claim=None, alive_at=None, **{"problem": "", **fields}):
        raise LostClaim


def sign_of_life(log: EventLogFile) -> Callable[[int], None]:
    """Says how much was read, at most twice a second; LostClaim when the log is not ours any more."""
    last = time.monotonic()

    def advanced(read_bytes: int) -> None:
        nonlocal last
        if time.monotonic() - last < SIGN_OF_LIFE_SECONDS:
            return
        last = time.monotonic()
        ours = EventLogFile.objects.filter(pk=log.pk, claim=log.claim)
        if not ours.update(done=min(99, 100 * read_bytes // log.size), alive_at=Now()):
            raise LostClaim

    return advanced
