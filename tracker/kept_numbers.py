"""Numbers on their way into the table that tools read day by day; a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import msgspec
from django.db import connection
from django.db.models.functions import Now

from tracker.measures import Measured, measures_of_coordination, measures_of_progress
from tracker.models import KeptNumbers
from tracker.progress.results import ProgramProgress

# What stands there already is left alone, so that who asks for changes is not told of none.
CHANGED = """
    updated_at = statement_timestamp() WHERE (k.is_headline, k.method_version, k.policy_version, k.numbers)
    IS DISTINCT FROM (EXCLUDED.is_headline, EXCLUDED.method_version, EXCLUDED.policy_version, EXCLUDED.numbers)
"""
KEEP = f"""
    INSERT INTO tracker_keptnumbers AS k (
        program_id, day, snapshot_id, known_on, method_version, policy_version, is_headline, numbers
    )
    SELECT s.program_id, s.as_of, s.id, s.known_on, s.method_version, s.policy_version, s.is_headline, r.numbers
    FROM jsonb_to_recordset(%s::jsonb) AS r (
        program_id bigint, as_of date, known_on date, method_version text, policy_version int, numbers jsonb
    )
    JOIN tracker_snapshot s USING (program_id, as_of, known_on, method_version, policy_version)
    ON CONFLICT (snapshot_id) DO UPDATE SET is_headline = EXCLUDED.is_headline, numbers = EXCLUDED.numbers, {CHANGED}
"""  # noqa: S608 - text of our own
KEEP_ANALYSES = f"""
    INSERT INTO tracker_keptnumbers AS k (
        program_id, day, known_on, method_version, policy_version, is_headline, numbers
    )
    SELECT a.program_id, a.as_of, a.as_of, a.method_version, a.policy_version, true, r.numbers
    FROM jsonb_to_recordset(%s::jsonb) AS r (program_id bigint, as_of date, computed_at timestamptz, numbers jsonb)
    JOIN tracker_analysis a USING (program_id, as_of, computed_at)
    ON CONFLICT (program_id, day) WHERE snapshot_id IS NULL DO UPDATE SET
        method_version = EXCLUDED.method_version, policy_version = EXCLUDED.policy_version,
        numbers = EXCLUDED.numbers, {CHANGED}
"""  # noqa: S608


class Reckoned(Protocol):
    """A snapshot, stored under its key just now."""

    @property
    def program_id(self) -> int: ...
    @property
    def as_of(self) -> date: ...
    @property
    def known_on(self) -> date: ...
    @property
    def method_version(self) -> str: ...
    @property
    def policy_version(self) -> int: ...
    @property
    def progress(self) -> ProgramProgress: ...


def keep_numbers(rows: Sequence[Reckoned]) -> None:
    """The numbers of the snapshots kept. Called inside of the transaction that stores them. Cost: one statement."""
    execute(
        KEEP,
        [
            {
                "program_id": row.program_id,
                "as_of": row.as_of,
                "known_on": row.known_on,
                "method_version": row.method_version,
                "policy_version": row.policy_version,
                "numbers": numbers_in(measures_of_progress(row.progress)),
            }
            for row in rows
        ],
    )


def keep_numbers_of_analyses(rows: Iterable[Mapping[str, Any]]) -> None:
    """The numbers of the analyses kept, where the row stands that they came from; likewise.

    rows  by column, with the ``Coordination`` in ``result``
    """
    execute(
        KEEP_ANALYSES,
        [
            {name: row[name] for name in ("program_id", "as_of", "computed_at")}
            | {"numbers": numbers_in(measures_of_coordination(row["result"]))}
            for row in rows
        ],
    )


def stand_down(snapshot_ids: Sequence[int]) -> None:
    """The numbers of snapshots that do not stand for their day any more say so."""
    KeptNumbers.objects.filter(snapshot__in=snapshot_ids).update(is_headline=False, updated_at=Now())


def numbers_in(measures: Iterable[Measured]) -> list[Measured]:
    """The measures in the order of their codes: two computations of the same give the same list."""
    return sorted(measures, key=lambda each: each.measure)


def execute(statement: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(statement, [msgspec.json.encode(rows).decode()])
