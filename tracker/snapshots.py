"""Facts -> progress -> stored snapshots, a batch of programs at a time."""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import connection, transaction

from programs.models import Program
from programs.models.base import new_uid
from tracker.facts import program_facts, read_tables
from tracker.models import ProgressReport, Run, Snapshot
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotRow:
    """A row of the snapshot table before it is stored, by column."""

    uid: uuid.UUID
    program_id: int
    as_of: date
    known_on: date
    method_version: str
    policy_version: int
    computed_at: datetime
    run_id: int | None
    inputs_hash: str
    progress: ProgramProgress
    delivery: str
    reported: str
    diverges: bool
    slip_days: int | None
    is_headline: bool = False


UPSERT = """
    INSERT INTO tracker_snapshot AS s (
        uid, program_id, as_of, known_on, method_version, policy_version, computed_at, run_id, inputs_hash,
        progress, delivery, reported, diverges, slip_days, is_headline
    )
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS r (
        uid uuid, program_id bigint, as_of date, known_on date, method_version text, policy_version int,
        computed_at timestamptz, run_id bigint, inputs_hash text,
        progress jsonb, delivery text, reported text, diverges boolean, slip_days int, is_headline boolean
    )
    ON CONFLICT (program_id, as_of, known_on, method_version, policy_version) DO UPDATE SET
        computed_at = EXCLUDED.computed_at, run_id = EXCLUDED.run_id, inputs_hash = EXCLUDED.inputs_hash,
        progress = EXCLUDED.progress, delivery = EXCLUDED.delivery, reported = EXCLUDED.reported,
        diverges = EXCLUDED.diverges, slip_days = EXCLUDED.slip_days, is_headline = EXCLUDED.is_headline
"""


def compute_batch(program_ids: Sequence[int], day: Day, *, alive: Callable[[], None] = lambda: None) -> BatchResult:
    """Progress of these programs computed and stored; a program that breaks is reported and never stops the others.

    Reads and writes a constant number of statements for the batch. Safe to run twice and at once.

    alive  called after each program, so that whoever waits for the batch can see that it goes on
    """
    read_at, gathered, failed = gather(program_ids, as_of=day.as_of)
    rows: list[SnapshotRow] = []
    for program_id, facts in gathered.items():
        try:
            rows.append(new_row(program_id, facts, day=day, read_at=read_at))
        except Exception as error:
            logger.exception("Progress of program %s could not be computed", program_id)
            failed[program_id] = f"{type(error).__name__}: {error}"
        alive()
    try:
        store(rows)
    except Exception:
        logger.exception("A batch could not be stored at once; its programs are stored one by one")
        failed |= store_one_by_one(rows)
    done = tuple(each.program_id for each in rows if each.program_id not in failed)
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


def new_row(program_id: int, facts: ProgramFacts, *, day: Day, read_at: datetime) -> SnapshotRow:
    """The snapshot of one program, not yet stored."""
    progress = reckon(facts, day.as_of)
    slip = progress.slip.finish.value
    return SnapshotRow(
        uid=new_uid(),
        program_id=program_id,
        as_of=day.as_of,
        known_on=day.known_on,
        method_version=METHOD_VERSION,
        policy_version=facts.thresholds.version,
        computed_at=read_at,
        run_id=day.run.pk if day.run else None,
        inputs_hash=hashlib.sha256(to_json(facts)).hexdigest(),
        progress=progress,
        delivery=progress.delivery.status,
        reported=progress.reported.status,
        diverges=progress.delivery.diverges,
        slip_days=None if slip is None else round(slip),
    )


def store(rows: Sequence[SnapshotRow]) -> None:
    """The snapshots saved under their keys; one that was read earlier never replaces one that was read later."""
    if not rows:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        ids = sorted({each.program_id for each in rows})
        cursor.execute("SELECT pg_advisory_xact_lock(%s, id) FROM unnest(%s::int[]) AS id", [STORE_LOCK, ids])
        stored = list(Snapshot.objects.filter(program__in=ids, as_of__in={row.as_of for row in rows}).defer("progress"))
        newest = {key_of(row): row.computed_at for row in stored}
        fresh = [row for row in rows if newest.get(key_of(row), row.computed_at) <= row.computed_at]
        # One JSON text for the batch: bulk_create would quote every document in Python, which takes longer
        # than computing it.
        cursor.execute(UPSERT, [to_json(settled(fresh, stored)).decode()])


def settled(fresh: Sequence[SnapshotRow], stored: Sequence[Snapshot]) -> list[SnapshotRow]:
    """The new rows, each saying whether it stands for its day; the row that did is told that it no longer does.

    The row computed on the day itself that was read last; a recalculation afterwards only where that day has none.
    """
    headlines = {(row.program_id, row.as_of): row for row in stored if row.is_headline}
    present = [headlines.get((row.program_id, row.as_of)) for row in fresh]
    own_day = [
        row.known_on == row.as_of and (old is None or old.computed_at <= row.computed_at)
        for row, old in zip(fresh, present, strict=True)
    ]
    replaced = [
        old.pk
        for row, old, own in zip(fresh, present, own_day, strict=True)
        if old is not None and own and key_of(old) != key_of(row)
    ]
    if replaced:
        Snapshot.objects.filter(pk__in=replaced).update(is_headline=False)
    return [
        replace(row, is_headline=old is None or own or key_of(old) == key_of(row))
        for row, old, own in zip(fresh, present, own_day, strict=True)
    ]


def store_one_by_one(rows: Sequence[SnapshotRow]) -> dict[int, str]:
    """Errors of the snapshots that cannot be stored, by program id; the others are saved."""
    failed: dict[int, str] = {}
    for each in rows:
        try:
            store([each])
        except Exception as error:
            logger.exception("The snapshot of program %s could not be stored", each.program_id)
            failed[each.program_id] = f"{type(error).__name__}: {error}"
    return failed


def key_of(snapshot: Snapshot | SnapshotRow) -> tuple[Any, ...]:
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


def progress_of(row: Snapshot | ProgressReport) -> ProgramProgress:
    """What the row says, as the values that the rules returned."""
    return msgspec.convert(row.progress, ProgramProgress)


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
