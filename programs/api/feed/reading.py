"""The two readings of the feed, one statement each: what became of rows, and rows that were lost or gained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from django.db import connection

from programs.api.feed.access import Access
from programs.api.feed.cursor import Place, ReadAnew, Walk
from programs.api.feed.kinds import Kind, kinds
from programs.api.feed.state import State
from programs.models import User

Why = Literal["written", "gained", "lost"]
WINDOW = 10_000
"""Entries that one request looks at: who may see few of them gets a short page, and goes on."""
KEEP = """kept AS (INSERT INTO programs_feedaccess (user_id, digest, scopes, used_on) VALUES (%s, %s, %s::jsonb, %s)
    ON CONFLICT (user_id, digest) DO UPDATE SET used_on = excluded.used_on)"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that the feed names, and why: it was written, or the person gained or lost it."""

    table: str
    row: int
    uid: str
    why: Why = "written"


@dataclass(frozen=True, slots=True)
class Found:
    """Entries in order; ``reached`` is how far the feed was looked at, None when that is to its end."""

    entries: list[Entry]
    reached: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One request: who reads, how the feed stands, and where their client stands."""

    user: User
    state: State
    place: Place

    def changes(self, *, size: int) -> Found:
        """What was written in transactions that are over; ``reached`` is None when that is all."""
        condition, values = self.state.access.changes_sql()
        prefix, given = self.keep()
        sql = f"""{prefix} SELECT xact, id, kind, row_id, uid, {condition} AS is_seen, n FROM (
                SELECT *, row_number() OVER (ORDER BY xact, id) AS n FROM (
                    SELECT * FROM programs_change WHERE (xact, id) > (%s, %s) AND xact < %s ORDER BY xact, id LIMIT %s
                ) ahead
            ) numbered WHERE n = %s OR {condition} ORDER BY xact, id LIMIT %s"""
        window = [self.place.xact, self.place.id, self.state.open_from, WINDOW]
        rows = asked(sql, [*given, *values, *window, WINDOW, *values, size + 1])
        entries = [Entry(table, row, str(uid)) for _, _, table, row, uid, is_seen, _ in rows if is_seen]
        if len(rows) <= size and not any(n == WINDOW for *_, n in rows):
            return Found(entries)
        xact, id_, *_ = rows[size - 1] if len(rows) > size else rows[-1]
        return Found(entries[:size], reached=(xact, id_))

    def walked(self, walk: Walk, *, lost: Access, gained: Access, size: int) -> Found:
        """Rows that were lost, then rows that were gained, after the last one named; one more than a page if there."""
        prefix, values = self.keep()
        steps = [prefix.removeprefix("WITH ")] if prefix else []
        branches = list(ahead(walk, lost=lost, gained=gained))
        for number, (kind, gaining) in enumerate(branches):
            after = walk.row if (kind.name, gaining) == (walk.kind, walk.gaining) else 0
            sql, given = gained_sql(kind, gained, after) if gaining else self.lost_sql(kind, lost, after)
            # Once a page is full, the lists that follow are not looked at.
            before = f"(SELECT n FROM c{number - 1})" if number else "0"
            steps.append(
                f"w{number} AS (SELECT * FROM ({sql}) r WHERE {before} <= {size} ORDER BY id LIMIT {size + 1})"
            )
            steps.append(f"c{number} AS (SELECT {before} + count(*) AS n FROM w{number})")
            values += given
        found = [f"SELECT {number} AS k, id, uid FROM w{number}" for number in range(len(branches))]
        united = " UNION ALL ".join(found or ["SELECT 0 AS k, 0 AS id, NULL AS uid WHERE FALSE"])
        prefix = f"WITH {', '.join(steps)} " if steps else ""
        rows = asked(f"{prefix}SELECT * FROM ({united}) u ORDER BY k, id LIMIT {size + 1}", values)
        return Found([entry_of(branches[number], row=row, uid=uid) for number, row, uid in rows])

    def lost_sql(self, kind: Kind, lost: Access, after: int) -> tuple[str, list[Any]]:
        """Rows that are there and were when the client last read, and those that went since."""
        condition, values = lost.rows_sql(kind)
        gone, more = lost.changes_sql()
        sql = f"""SELECT r.id, r.uid FROM {kind.model._meta.db_table} r
                WHERE r.id > %s AND r.created_at <= to_timestamp(%s) AND {condition}
            UNION SELECT row_id, uid FROM programs_change WHERE op = 'd' AND kind = %s AND row_id > %s
                AND (xact, id) > (%s, %s) AND {gone}"""
        there = [after, self.place.seen_at, *values]
        return sql, [*there, kind.table, after, self.place.xact, self.place.id, *more]

    def keep(self) -> tuple[str, list[Any]]:
        """The beginning of a statement that also writes down what the person sees, where that is due."""
        if not self.state.must_keep:
            return "", []
        scopes = orjson.dumps(self.state.access.as_stored()).decode()
        return f"WITH {KEEP}", [self.user.pk, self.state.access.digest, scopes, self.state.now.date()]


def gained_sql(kind: Kind, gained: Access, after: int) -> tuple[str, list[Any]]:
    condition, values = gained.rows_sql(kind)
    return f"SELECT r.id, r.uid FROM {kind.model._meta.db_table} r WHERE r.id > %s AND {condition}", [after, *values]


def entry_of(branch: tuple[Kind, bool], *, row: int, uid: object) -> Entry:
    kind, gaining = branch
    return Entry(kind.table, row, str(uid), why="gained" if gaining else "lost")


def ahead(walk: Walk, *, lost: Access, gained: Access) -> Iterator[tuple[Kind, bool]]:
    """Lists that the walk still has to go through, what was lost first."""
    every = [(kind, gaining) for gaining in (False, True) for kind in kinds()]
    names = [(kind.name, gaining) for kind, gaining in every]
    if walk.kind and (walk.kind, walk.gaining) not in names:
        raise ReadAnew()
    begin = names.index((walk.kind, walk.gaining)) if walk.kind else 0
    for kind, gaining in every[begin:]:
        if (gained if gaining else lost).touches(kind.place):
            yield kind, gaining


def asked(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
