"""The floor: the same rows read with bare psycopg into NumPy, the same results written with COPY. No Django.

Every column has a fixed width, so that one binary COPY becomes one array without a look at its values.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import psycopg

MANY = "(SELECT id FROM programs_program WHERE code LIKE 'BENCH-%')"
NAME = "rpad(left(name, 40), 40)::bytea"
DAY = "coalesce({} - '2000-01-01'::date, -1)::int8"
# Table with its joins, condition, and columns: 8 bytes each, but for the 16 of a uid and the 40 of a name.
READS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (f"programs_milestone WHERE program_id IN {MANY}",
     ("id", "program_id", "uid", NAME, DAY.format("started_on"), DAY.format("removed_on"),
      "minimum_evidence_level::int8", "coalesce(gate_id, -1)")),
    (f"programs_milestonelink l JOIN programs_milestone m ON m.id = successor_id WHERE program_id IN {MANY}",
     ("predecessor_id", "successor_id")),
    (f"programs_milestoneforecast JOIN programs_milestone m ON m.id = milestone_id WHERE program_id IN {MANY}",
     ("milestone_id", DAY.format("stated_on"), DAY.format("finish_on"))),
    (f"programs_evidenceuse u JOIN programs_evidence e ON e.id = evidence_id WHERE program_id IN {MANY}",
     ("milestone_id", "level::int8", DAY.format("accepted_on"), DAY.format("revoked_on"))),
    (f"programs_gate WHERE program_id IN {MANY}", ("id", "program_id", "item_id")),
    ("programs_gatereview", ("gate_id", DAY.format("decided_on"))),
    (f"programs_baseline WHERE program_id IN {MANY}", ("id", "program_id", DAY.format("locked_on"))),
    (f"programs_baselineitem i JOIN programs_baseline b ON b.id = baseline_id WHERE program_id IN {MANY}",
     ("baseline_id", "milestone_id", DAY.format("planned_on"), "i.weight::float8")),
    (f"programs_coordinationincident WHERE program_id IN {MANY}",
     ("program_id", "interface_id", "uid", DAY.format("happened_on"), "coalesce(hours, -1)::float8")),
)  # fmt: skip
# Table and columns of what a night writes; the newest day's rows are those of the night.
WRITES = (
    ("tracker_snapshot",
     "uid, program_id, as_of, known_on, method_version, policy_version, computed_at, inputs_hash, progress, delivery, "
     "reported, diverges, slip_days, is_headline"),
    ("tracker_analysis",
     "program_id, as_of, method_version, policy_version, computed_at, inputs_hash, result"),
)  # fmt: skip


def width(column: str) -> int:
    """Bytes of a column's value."""
    return 16 if column == "uid" else 40 if column == NAME else 8


def read(connection: psycopg.Connection, source: str, columns: tuple[str, ...]) -> np.ndarray:
    """The rows as an array of records."""
    fields = []
    for place, column in enumerate(columns):
        kind = f"V{width(column)}" if width(column) > 8 else ">i8"
        fields += [(f"size{place}", ">i4"), (f"value{place}", kind)]
    query = f"COPY (SELECT {', '.join(columns)} FROM {source}) TO STDOUT (FORMAT binary)"
    with connection.cursor().copy(query) as copy:
        content = b"".join(copy)
    # 19 bytes of header, two of trailer.
    return np.frombuffer(content[19:-2], dtype=np.dtype([("fields", ">i2"), *fields]))


def floor(url: str) -> tuple[float, int]:
    """Seconds of reading everything and writing the results of each program, and how many rows were read.

    The results are those that stand in the database, taken before the clock starts.
    """
    with psycopg.connect(url) as connection:
        results = []
        for table, columns in WRITES:
            newest = f"as_of = (SELECT max(as_of) FROM {table})"
            stored = f"SELECT {columns} FROM {table} WHERE {newest} AND program_id IN {MANY}"
            with connection.cursor().copy(f"COPY ({stored}) TO STDOUT (FORMAT binary)") as copy:
                results.append((f"bench_{table} ({columns})", b"".join(copy)))
            connection.execute(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING ALL)")
        connection.commit()
        start = time.perf_counter()
        rows = sum(len(read(connection, source, columns)) for source, columns in READS)
        for target, content in results:
            with connection.cursor().copy(f"COPY {target} FROM STDIN (FORMAT binary)") as copy:
                copy.write(content)
        connection.commit()
        seconds = time.perf_counter() - start
        for table, _ in WRITES:
            connection.execute(f"DROP TABLE bench_{table}")
    return seconds, rows


if __name__ == "__main__":
    print(*floor(sys.argv[1]))
