"""Programs in bulk for measurements: rows by SQL alone, without triggers, so that thousands of them take seconds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

MILESTONES = 193
"""With the items of seven gates a program has 200."""
HEAD = "uid, source_system, external_id, version"
SAME = "gen_random_uuid(), '', '', 1"
# A program is between 30 and 540 days old, so that every stage of one is there.
PROGRAMS = f"""
    INSERT INTO programs_program ({HEAD}, code, name, description, organization, category, sponsor_name, start_on,
        follows_sequence, state, currency, lessons)
    SELECT {SAME}, 'BENCH-' || n, 'Program ' || n, '', '', '', '', %(today)s::date - (30 + n * 37 %% 511), true,
        'active', 'EUR', ''
    FROM generate_series(1, %(programs)s) n
"""
ITEMS = f"""
    INSERT INTO programs_milestone ({HEAD}, program_id, name, description, step, dimension, kind, weight,
        minimum_evidence_level)
    SELECT {SAME}, p.id, CASE WHEN k <= 7 THEN 'Gate ' || k ELSE 'Milestone ' || k END, '',
        (ARRAY['map', 'constraint', 'metrics', 'cycles', 'authority', 'pilot'])[1 + k %% 6],
        CASE WHEN k > 175 THEN 'cultural' ELSE 'structural' END, CASE WHEN k <= 7 THEN 'gate' ELSE 'milestone' END, 1, 1
    FROM programs_program p, generate_series(1, 200) k WHERE p.code LIKE 'BENCH-%%' ORDER BY p.id, k
"""
GATES = f"""
    INSERT INTO programs_gate ({HEAD}, program_id, code, item_id, criteria)
    SELECT {SAME}, m.program_id, (ARRAY['G0', 'G1', 'G2', 'G3', 'GR', 'G4', 'G5'])[substr(m.name, 6)::int], m.id, ''
    FROM programs_milestone m WHERE m.kind = 'gate' ORDER BY m.id
"""
# The number of an item in its program, and the day after the start for which it is planned.
PLAN = """
    CREATE TEMPORARY TABLE bench_plan AS
    SELECT m.id, m.program_id, k, p.start_on,
        p.start_on + CASE WHEN k <= 7 THEN (ARRAY[14, 30, 60, 88, 118, 160, 200])[k]
            WHEN k > 175 THEN 60 + (k - 175) * 19 ELSE 3 + (k - 8) * 197 / 168 END AS planned_on
    FROM (SELECT id, program_id, substring(name FROM '[0-9]+')::int AS k FROM programs_milestone) m
    JOIN programs_program p ON p.id = m.program_id WHERE p.code LIKE 'BENCH-%%'
"""
NEEDED = """
    UPDATE programs_milestone m SET gate_id = g.id FROM bench_plan b
    JOIN programs_gate g ON g.program_id = b.program_id
    WHERE b.id = m.id AND b.k BETWEEN 8 AND 175 AND g.code = CASE
        WHEN b.planned_on - b.start_on <= 14 THEN 'G0' WHEN b.planned_on - b.start_on <= 30 THEN 'G1'
        WHEN b.planned_on - b.start_on <= 60 THEN 'G2' WHEN b.planned_on - b.start_on <= 88 THEN 'G3'
        WHEN b.planned_on - b.start_on <= 118 THEN 'GR' WHEN b.planned_on - b.start_on <= 160 THEN 'G4' ELSE 'G5' END
"""
LINKS = f"""
    INSERT INTO programs_milestonelink ({HEAD}, predecessor_id, successor_id)
    SELECT {SAME}, a.id, b.id FROM bench_plan b JOIN bench_plan a ON a.program_id = b.program_id AND a.k = b.k - 3
    WHERE b.k BETWEEN 11 AND 175
"""
FORECASTS = f"""
    INSERT INTO programs_milestoneforecast ({HEAD}, milestone_id, stated_on, finish_on, stated_by_id, reason)
    SELECT {SAME}, b.id, b.start_on + n * 6, b.planned_on + n * (b.k %% 5), %(author)s, ''
    FROM bench_plan b, generate_series(0, 4) n WHERE b.start_on + n * 6 <= %(today)s
"""
BASELINES = f"""
    INSERT INTO programs_baseline ({HEAD}, program_id, number, reason, locked_by_id, locked_on)
    SELECT {SAME}, id, 1, 'Agreed', %(author)s, start_on FROM programs_program WHERE code LIKE 'BENCH-%%'
"""
LINES = f"""
    INSERT INTO programs_baselineitem ({HEAD}, baseline_id, milestone_id, planned_on, weight)
    SELECT {SAME}, l.id, b.id, b.planned_on, 1 FROM bench_plan b JOIN programs_baseline l USING (program_id)
"""
EVIDENCE = f"""
    INSERT INTO programs_evidence ({HEAD}, program_id, level, title, reference, given_by_id, given_on, accepted_by_id,
        accepted_on, revocation_reason)
    SELECT {SAME}, program_id, 2, 'Proof ' || id, '', %(author)s, done_on - 1, %(other)s, done_on, ''
    FROM (SELECT *, planned_on + ((k * 7 + program_id * 3) %% 13 - 3)::int AS done_on FROM bench_plan WHERE k > 7) d
    WHERE done_on <= %(today)s AND done_on > start_on
"""
USES = f"""
    INSERT INTO programs_evidenceuse ({HEAD}, evidence_id, milestone_id)
    SELECT {SAME}, e.id, substr(e.title, 7)::bigint FROM programs_evidence e
    JOIN programs_program p ON p.id = e.program_id WHERE p.code LIKE 'BENCH-%%'
"""
REVIEWS = f"""
    INSERT INTO programs_gatereview ({HEAD}, gate_id, outcome, decided_on, decided_by_id, note, missing, in_spite)
    SELECT {SAME}, g.id, 'passed', b.planned_on + 5, %(author)s, '', '', '' FROM bench_plan b
    JOIN programs_gate g ON g.item_id = b.id WHERE b.planned_on + 5 <= %(today)s
"""
STATEMENTS = (
    PROGRAMS, ITEMS, GATES, PLAN, NEEDED, LINKS, FORECASTS, BASELINES, LINES, EVIDENCE, USES, REVIEWS,
    "DROP TABLE bench_plan", "ANALYZE",
)  # fmt: skip


def build(programs: int, *, today: date, author: int, other: int) -> None:
    """So many programs of 200 items with what they have stated and accepted until ``today``.

    author, other  ids of two people
    """
    given: dict[str, Any] = {"programs": programs, "today": today, "author": author, "other": other}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in STATEMENTS:
            cursor.execute(statement, given)
        cursor.execute("SET session_replication_role = origin")
