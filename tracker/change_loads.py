"""Change loads on their way into their table, and what they come to over all programs; a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from tracker.analysis.change_load import asked_by, weeks_over
from tracker.analysis.facts.change_load import AskedWeek, FunctionWeek
from tracker.analysis.facts.coordination import CoordinationFacts
from tracker.analysis.guard.policy import guard_policy
from tracker.snapshot_store import to_json

A_DAY = timedelta(days=1)
UPSERT = """
    INSERT INTO tracker_changeload AS c (program_id, as_of, read_at, rests, weeks)
    SELECT program_id, as_of, read_at, rests, weeks FROM jsonb_to_recordset(%s::jsonb) AS r (
        program_id bigint, as_of date, read_at timestamptz, rests boolean, weeks jsonb
    )
    ORDER BY program_id
    ON CONFLICT (program_id) DO UPDATE SET
        as_of = EXCLUDED.as_of, read_at = EXCLUDED.read_at, rests = EXCLUDED.rests, weeks = EXCLUDED.weeks
    WHERE c.read_at IS NULL OR c.read_at <= EXCLUDED.read_at
"""
EXPECT = """
    INSERT INTO tracker_changeload AS c (program_id) SELECT unnest(%s::bigint[])
    ON CONFLICT (program_id) DO UPDATE SET rests = false WHERE c.rests
"""
TOTALS = """
    SELECT b.behind, t.function, t.week_starts_on, t.pilots, t.cut_overs, t.due, t.programs
    FROM (
        SELECT count(*) AS behind FROM tracker_changeload WHERE NOT rests AND (as_of IS NULL OR as_of < %s)
    ) AS b
    LEFT JOIN (
        tracker_changeloadtotal AS t
        JOIN unnest(%s::uuid[], %s::date[]) AS asked (function, week)
            ON t.function = asked.function AND t.week_starts_on = asked.week
    ) ON true
"""
Totals = Mapping[tuple[str, date], FunctionWeek]


def with_change_load(
    program_ids: Sequence[int], gathered: Mapping[int, CoordinationFacts], *, as_of: date, read_at: datetime
) -> dict[int, CoordinationFacts]:
    """The facts of each program with what its functions carry over all programs; its own part is stored before.

    Every program counts as it was computed last. Cost: two statements for the batch, whatever the number of programs.

    program_ids  of the batch; one without facts is not active, and asks for nothing from now on
    read_at      a moment before the record was read
    """
    asked = {
        program_id: asked_by(facts.plan.work, facts.pilots, facts.planning.stages, as_of=as_of)
        for program_id, facts in gathered.items()
    }
    store_change_loads(program_ids, asked, as_of=as_of, read_at=read_at)
    behind, totals = totals_of((week for weeks in asked.values() for week in weeks), as_of=as_of)
    return {
        program_id: replace(
            facts,
            change_load=weeks_over(
                asked[program_id], totals, limit=guard_policy(facts.numbers).change_load, as_of=as_of
            ),
            load_behind=behind if asked[program_id] else 0,
        )
        for program_id, facts in gathered.items()
    }


def store_change_loads(
    program_ids: Sequence[int], asked: Mapping[int, Sequence[AskedWeek]], *, as_of: date, read_at: datetime
) -> None:
    """What each program asks, stored in place of what it asked before; the totals follow by trigger.

    asked    by program id; a program without is not active
    read_at  what was read earlier never replaces what was read later
    """
    rows = [
        {
            "program_id": program_id,
            "as_of": as_of,
            "read_at": read_at,
            "rests": program_id not in asked,
            "weeks": asked.get(program_id, ()),
        }
        for program_id in program_ids
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(UPSERT, [to_json(rows).decode()])


def totals_of(asked: Iterable[AskedWeek], *, as_of: date) -> tuple[int, Totals]:
    """Active programs whose load was counted before yesterday or never, and the totals of what is asked: one query."""
    keys = sorted({(each.function, each.week) for each in asked})
    if not keys:
        return 0, {}
    with connection.cursor() as cursor:
        cursor.execute(TOTALS, [as_of - A_DAY, [function for function, _ in keys], [week for _, week in keys]])
        rows: list[Any] = cursor.fetchall()
    found = {
        (str(function), week): FunctionWeek(
            function=str(function), week_starts_on=week, pilots=pilots, cut_overs=cut_overs, due=due, programs=programs
        )
        for _, function, week, pilots, cut_overs, due, programs in rows
        if function is not None
    }
    return rows[0][0], found


def expect_change_loads(program_ids: Sequence[int]) -> None:
    """Active programs that were never counted are known as such, so that nobody takes their load for nothing."""
    with connection.cursor() as cursor:
        cursor.execute(EXPECT, [list(program_ids)])
