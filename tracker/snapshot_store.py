"""Snapshots on their way into the database, a batch at a time, each under its key."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec
from django.conf import settings
from django.db import InterfaceError, InternalError, OperationalError, connection, transaction
from django.db.models.functions import Now

from tracker.kept_forecasts import keep_forecasts
from tracker.kept_numbers import keep_numbers, stand_down
from tracker.models import Inputs, ProgressReport, Snapshot
from tracker.progress.results import Driver, ProgramProgress

logger = logging.getLogger(__name__)

# Namespace of our transaction-level advisory locks; the second key is the program's id.
STORE_LOCK = 7_301
# The database went away, or took the connection: no fault of what was computed, and it can pass.
DATABASE_AWAY = (OperationalError, InterfaceError, InternalError)


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
    inputs_digest: str
    drivers: tuple[Driver, ...]
    progress: ProgramProgress
    delivery: str
    reported: str
    diverges: bool
    slip_days: int | None
    is_headline: bool = False


INSERT_INPUTS = """
    INSERT INTO tracker_inputs (program_id, digest, drivers)
    SELECT program_id, inputs_digest, drivers FROM jsonb_to_recordset(%s::jsonb) AS r (
        program_id bigint, inputs_digest text, drivers jsonb
    )
    ON CONFLICT (program_id, digest) DO NOTHING
"""
DELETE_INPUTS = """
    DELETE FROM tracker_inputs i WHERE id = ANY(%s)
    AND NOT EXISTS (SELECT 1 FROM tracker_snapshot s WHERE s.inputs_id = i.id)
"""
UPSERT = """
    INSERT INTO tracker_snapshot AS s (
        uid, program_id, as_of, known_on, method_version, policy_version, computed_at, run_id, inputs_hash,
        progress, delivery, reported, diverges, slip_days, is_headline, inputs_id
    )
    SELECT r.uid, r.program_id, as_of, known_on, method_version, policy_version, computed_at, run_id, inputs_hash,
        progress, delivery, reported, diverges, slip_days, is_headline, i.id
    FROM jsonb_to_recordset(%s::jsonb) AS r (
        uid uuid, program_id bigint, as_of date, known_on date, method_version text, policy_version int,
        computed_at timestamptz, run_id bigint, inputs_hash text, inputs_digest text,
        progress jsonb, delivery text, reported text, diverges boolean, slip_days int, is_headline boolean
    )
    JOIN tracker_inputs i ON i.program_id = r.program_id AND i.digest = r.inputs_digest
    ON CONFLICT (program_id, as_of, known_on, method_version, policy_version) DO UPDATE SET
        computed_at = EXCLUDED.computed_at, run_id = EXCLUDED.run_id, inputs_hash = EXCLUDED.inputs_hash,
        inputs_id = EXCLUDED.inputs_id, progress = EXCLUDED.progress,
        delivery = EXCLUDED.delivery, reported = EXCLUDED.reported,
        diverges = EXCLUDED.diverges, slip_days = EXCLUDED.slip_days, is_headline = EXCLUDED.is_headline,
        updated_at = statement_timestamp()
"""


def store(rows: Sequence[SnapshotRow]) -> None:
    """The snapshots saved under their keys; one that was read earlier never replaces one that was read later."""
    if not rows:
        return
    with yielding_transaction(), connection.cursor() as cursor:
        ids = sorted({each.program_id for each in rows})
        cursor.execute("SELECT pg_advisory_xact_lock(%s, id) FROM unnest(%s::int[]) AS id", [STORE_LOCK, ids])
        stored = list(Snapshot.objects.filter(program__in=ids, as_of__in={row.as_of for row in rows}).defer("progress"))
        newest = {key_of(row): row.computed_at for row in stored}
        fresh = [row for row in rows if newest.get(key_of(row), row.computed_at) <= row.computed_at]
        # One JSON text for the batch: bulk_create would quote every document in Python, which takes longer
        # than computing it.
        keep_inputs(fresh)
        standing = settled(fresh, stored)
        cursor.execute(UPSERT, [to_json(standing).decode()])
        keep_forecasts(standing)
        keep_numbers(standing)
        cursor.execute(DELETE_INPUTS, [replaced_inputs(fresh, stored)])


@contextmanager
def yielding_transaction() -> Iterator[None]:
    """A transaction whose locks PostgreSQL takes from a worker that holds them asleep for as long as a claim lasts."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{int(settings.CLAIM_SECONDS)}s'")
        yield


def keep_inputs(rows: Sequence[SnapshotRow]) -> None:
    """The inputs of the rows stored where they are not yet: one look, and one statement when something is new."""
    digests = {row.inputs_digest for row in rows}
    known = Inputs.objects.filter(program__in={row.program_id for row in rows}, digest__in=digests)
    present = set(known.values_list("program_id", "digest"))
    fresh = {(row.program_id, row.inputs_digest): row.drivers for row in rows}
    values = [
        {"program_id": program_id, "inputs_digest": digest, "drivers": drivers}
        for (program_id, digest), drivers in fresh.items()
        if (program_id, digest) not in present
    ]
    if values:
        with connection.cursor() as cursor:
            cursor.execute(INSERT_INPUTS, [to_json(values).decode()])


def replaced_inputs(fresh: Sequence[SnapshotRow], stored: Sequence[Snapshot]) -> list[int]:
    """Ids of the inputs of stored rows that are written anew; those that no other day rests on are needless then."""
    keys = {key_of(row) for row in fresh}
    return [row.inputs_id for row in stored if row.inputs_id is not None and key_of(row) in keys]


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
        Snapshot.objects.filter(pk__in=replaced).update(is_headline=False, updated_at=Now())
        stand_down(replaced)
    return [
        replace(row, drivers=(), is_headline=old is None or own or key_of(old) == key_of(row))
        for row, old, own in zip(fresh, present, own_day, strict=True)
    ]


def store_one_by_one(rows: Sequence[SnapshotRow]) -> dict[int, str]:
    """Errors of the snapshots that cannot be stored, by program id; the others are saved.

    raises  one of DATABASE_AWAY, which is no fault of a program
    """
    failed: dict[int, str] = {}
    for each in rows:
        try:
            store([each])
        except DATABASE_AWAY:
            raise
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


def drivers_of(row: Snapshot) -> tuple[Driver, ...]:
    """What the snapshot was worked out from."""
    kept = row.inputs.drivers if row.inputs is not None else row.progress.get("drivers", [])
    return msgspec.convert(kept, tuple[Driver, ...])
