"""Numbers of days that were stored before numbers were kept."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from tracker.analyses import coordination_of
from tracker.kept_numbers import keep_numbers, keep_numbers_of_analyses
from tracker.models import Analysis, KeptNumbers, Snapshot
from tracker.progress.results import ProgramProgress
from tracker.snapshot_store import progress_of

logger = logging.getLogger(__name__)

AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a stored snapshot said, under its key."""

    program_id: int
    as_of: date
    known_on: date
    method_version: str
    policy_version: int
    progress: ProgramProgress


def keep_numbers_of_before() -> Iterator[int]:
    """Keeps the numbers of every stored day that has none, and says of each batch how many days it looked at.

    Safe to run again, and beside workers: a day that is being looked at waits, and what is kept already is left alone.
    A row that cannot be read any more is passed over, with a line in the log. Cost: two statements for each batch.
    """
    of_snapshot = KeptNumbers.objects.filter(snapshot=OuterRef("pk"))
    yield from in_batches(Snapshot.objects.filter(~Exists(of_snapshot)), keep_those_of_snapshots)
    of_day = KeptNumbers.objects.filter(program=OuterRef("program"), day=OuterRef("as_of"), snapshot__isnull=True)
    yield from in_batches(Analysis.objects.filter(~Exists(of_day)), keep_those_of_analyses)


def in_batches(rows: QuerySet[Any], keep: Callable[[Sequence[Any]], None]) -> Iterator[int]:
    """Each batch of the rows by key is kept in a transaction of its own; its size is said when that is over."""
    after = 0
    while True:
        with transaction.atomic():
            batch = list(rows.filter(pk__gt=after).order_by("pk").select_for_update()[:AT_ONCE])
            keep(batch)
        if not batch:
            return
        after = batch[-1].pk
        yield len(batch)


def keep_those_of_snapshots(rows: Sequence[Snapshot]) -> None:
    told = ((row, readable(row, progress_of)) for row in rows)
    keep_numbers(
        [
            Told(
                program_id=row.program_id,
                as_of=row.as_of,
                known_on=row.known_on,
                method_version=row.method_version,
                policy_version=row.policy_version,
                progress=progress,
            )
            for row, progress in told
            if progress is not None
        ]
    )


def keep_those_of_analyses(rows: Sequence[Analysis]) -> None:
    told = ((row, readable(row, coordination_of)) for row in rows)
    keep_numbers_of_analyses(
        [
            {"program_id": row.program_id, "as_of": row.as_of, "computed_at": row.computed_at, "result": found}
            for row, found in told
            if found is not None
        ]
    )


def readable(row: Any, read: Callable[[Any], Any]) -> Any:
    """What the row says; None where it is of a version that cannot be read any more."""
    try:
        return read(row)
    except msgspec.ValidationError:
        logger.warning("%s of version %s cannot be read any more; its numbers are not kept", row, row.method_version)
        return None
