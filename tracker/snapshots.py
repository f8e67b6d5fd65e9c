"""Facts -> progress -> stored snapshots, a batch of programs at a time."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import connection, transaction

from programs.models import Program
from tracker.facts import program_facts, read_tables
from tracker.models import Run, Snapshot
from tracker.progress import METHOD_VERSION
from tracker.progress.facts import ProgramFacts
from tracker.progress.reckon import reckon
from tracker.progress.results import ProgramProgress

logger = logging.getLogger(__name__)

BATCH_SIZE = 50
# Namespace of our transaction-level advisory locks; the second key is the program's id.
STORE_LOCK = 7_301


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a computation is for: the day reckoned, the day it is known on, and the run it belongs to."""

    as_of: date
    known_on: date
    run: Run | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """Programs that were computed, and the error text of those that were not, by program id."""

    done: tuple[int, ...]
    failed: dict[int, str]


def compute_batch(program_ids: Sequence[int], day: Day) -> BatchResult:
    """Progress of these programs computed and stored; a program that breaks is reported and never stops the others.

    Reads and writes a constant number of statements for the batch. Safe to run twice and at once.
    """
    read_at, gathered, failed = gather(program_ids, as_of=day.as_of)
    snapshots: list[Snapshot] = []
    for program_id, facts in gathered.items():
        try:
            snapshots.append(new_snapshot(program_id, facts, day=day, read_at=read_at))
        except Exception as error:
            logger.exception("Progress of program %s could not be computed", program_id)
            failed[program_id] = f"{type(error).__name__}: {error}"
    try:
        store(snapshots)
    except Exception:
        logger.exception("A batch could not be stored at once; its programs are stored one by one")
        failed |= store_one_by_one(snapshots)
    done = tuple(each.program_id for each in snapshots if each.program_id not in failed)
    return BatchResult(done=done, failed=failed)


def gather(program_ids: Sequence[int], *, as_of: date) -> tuple[datetime, dict[int, ProgramFacts], dict[int, str]]:
    """When the record was read, the facts of each program, and the errors of those that cannot be read."""
    gathered: dict[int, ProgramFacts] = {}
    failed: dict[int, str] = {}
    # The stamp is taken before the read: a row with a later stamp has seen at least what this one sees.
    read_at = database_now()
    with consistent_read():
        tables = read_tables(program_ids, as_of=as_of)
        programs = list(Program.objects.active().filter(id__in=program_ids).order_by("id"))
    for program in programs:
        try:
            gathered[program.pk] = program_facts(program, tables)
        except Exception as error:
            logger.exception("Facts of program %s could not be read", program.pk)
            failed[program.pk] = f"{type(error).__name__}: {error}"
    return read_at, gathered, failed


def new_snapshot(program_id: int, facts: ProgramFacts, *, day: Day, read_at: datetime) -> Snapshot:
    """The unsaved snapshot of one program."""
    progress = reckon(facts, day.as_of)
    slip = progress.slip.finish.value
    return Snapshot(
        program_id=program_id,
        as_of=day.as_of,
        known_on=day.known_on,
        method_version=METHOD_VERSION,
        policy_version=facts.thresholds.version,
        computed_at=read_at,
        run=day.run,
        inputs_hash=hashlib.sha256(to_json(facts)).hexdigest(),
        progress=msgspec.json.decode(to_json(progress)),
        delivery=progress.delivery.status,
        reported=progress.reported.status,
        slip_days=None if slip is None else round(slip),
    )


def store(snapshots: Sequence[Snapshot]) -> None:
    """The snapshots saved under their keys; one that was read earlier never replaces one that was read later."""
    if not snapshots:
        return
    with transaction.atomic():
        ids = sorted({each.program_id for each in snapshots})
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, id) FROM unnest(%s::int[]) AS id", [STORE_LOCK, ids])
        stored = Snapshot.objects.filter(program__in=ids, as_of__in={each.as_of for each in snapshots})
        newest = {key_of(row): row.computed_at for row in stored.defer("progress")}
        fresh = [each for each in snapshots if newest.get(key_of(each), each.computed_at) <= each.computed_at]
        settle_headlines(fresh, list(stored.defer("progress")))
        Snapshot.objects.bulk_create(
            fresh,
            update_conflicts=True,
            unique_fields=["program", "as_of", "known_on", "method_version", "policy_version"],
            update_fields=[
                "is_headline", "computed_at", "run", "inputs_hash", "progress", "delivery", "reported", "slip_days",
            ],
        )  # fmt: skip


def settle_headlines(fresh: Sequence[Snapshot], stored: Sequence[Snapshot]) -> None:
    """Says which of the new rows stands for its day, and takes the word from the row that did.

    The newest row computed on the day itself; a recalculation afterwards only where that day has none.
    """
    headlines = {(row.program_id, row.as_of): row for row in stored if row.is_headline}
    replaced: list[int] = []
    for each in fresh:
        present = headlines.get((each.program_id, each.as_of))
        if present is None or key_of(present) == key_of(each):
            each.is_headline = True
        elif each.known_on == each.as_of:
            each.is_headline = True
            replaced.append(present.pk)
        else:
            each.is_headline = False
    if replaced:
        Snapshot.objects.filter(pk__in=replaced).update(is_headline=False)


def store_one_by_one(snapshots: Sequence[Snapshot]) -> dict[int, str]:
    """Errors of the snapshots that cannot be stored, by program id; the others are saved."""
    failed: dict[int, str] = {}
    for each in snapshots:
        try:
            store([each])
        except Exception as error:
            logger.exception("The snapshot of program %s could not be stored", each.program_id)
            failed[each.program_id] = f"{type(error).__name__}: {error}"
    return failed


def key_of(snapshot: Snapshot) -> tuple[Any, ...]:
    """The key of a snapshot: program, as of, known on, method version, policy version."""
    return (
        snapshot.program_id,
        snapshot.as_of,
        snapshot.known_on,
        snapshot.method_version,
        snapshot.policy_version,
    )


def to_json(value: Any) -> bytes:
    """Facts or results as JSON with sorted keys, money as text: the same value gives the same bytes."""
    return msgspec.json.encode(value, order="sorted")


def progress_of(snapshot: Snapshot) -> ProgramProgress:
    """What the snapshot says, as the values that the rules returned."""
    return msgspec.convert(snapshot.progress, ProgramProgress)


def database_now() -> datetime:
    """The database's clock, which all workers share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


@contextmanager
def consistent_read() -> Iterator[None]:
    """All queries inside see the record at one moment; inside a transaction, as that one sees it."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
