"""Programs in bulk for measurements: rows by SQL alone, without triggers, so that thousands of them take seconds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection, transaction

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
# Every milestone is answered for by one of four functions, which all programs share.
FUNCTIONS = f"""
    INSERT INTO programs_businessfunction ({HEAD}, name)
    SELECT {SAME}, 'Bench function ' || n FROM generate_series(1, 4) n
"""
ITEMS = f"""
    INSERT INTO programs_milestone ({HEAD}, program_id, name, description, step, dimension, kind, weight,
        function_id, minimum_evidence_level)
    SELECT {SAME}, p.id, CASE WHEN k <= 7 THEN 'Gate ' || k ELSE 'Milestone ' || k END, '',
        (ARRAY['map', 'constraint', 'metrics', 'cycles', 'authority', 'pilot'])[1 + k %% 6],
        CASE WHEN k > 175 THEN 'cultural' ELSE 'structural' END, CASE WHEN k <= 7 THEN 'gate' ELSE 'milestone' END, 1,
        f.id, 1
    FROM programs_program p CROSS JOIN generate_series(1, 200) k
    JOIN programs_businessfunction f ON f.name = 'Bench function ' || 1 + k %% 4
    WHERE p.code LIKE 'BENCH-%%' ORDER BY p.id, k
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
FLOWS = f"""
    INSERT INTO programs_processflow ({HEAD}, program_id, name, segment_kind, position, state)
    SELECT {SAME}, id, 'Flow', 'product_line', 1, 'pilot' FROM programs_program WHERE code LIKE 'BENCH-%%'
"""
INTERFACES = f"""
    INSERT INTO programs_interface ({HEAD}, from_function_id, to_function_id, hands_over, redesign)
    SELECT {SAME}, a.id, b.id, 'Plan', '' FROM programs_businessfunction a JOIN programs_businessfunction b
    ON a.id <> b.id AND a.name LIKE 'Bench%%' AND b.name LIKE 'Bench%%'
"""
METRICS = f"""
    INSERT INTO programs_sharedmetric ({HEAD}, name, description, unit, direction, frequency, is_ratio_scale)
    SELECT {SAME}, 'Bench metric ' || n, '', '%%', 'higher', 'week', true FROM generate_series(1, 5) n
"""
DEFINITIONS = f"""
    INSERT INTO programs_metricdefinition ({HEAD}, metric_id, number, text, effective_from, written_by_id)
    SELECT {SAME}, id, 1, 'As counted', %(today)s::date - 600, %(author)s FROM programs_sharedmetric
    WHERE name LIKE 'Bench%%'
"""
# Five metrics a week and four incidents a week for each program, from its start until today.
READINGS = f"""
    INSERT INTO programs_reading ({HEAD}, metric_id, definition_id, flow_id, arm, period_starts_on, value, is_final,
        source, entered_by_id)
    SELECT {SAME}, d.metric_id, d.id, f.id, '', p.start_on + 7 * week, 80 + (week * 7 + d.id) %% 15, true, '',
        %(author)s
    FROM programs_program p JOIN programs_processflow f ON f.program_id = p.id
    CROSS JOIN (SELECT d.* FROM programs_metricdefinition d JOIN programs_sharedmetric s ON s.id = d.metric_id
        WHERE s.name LIKE 'Bench%%') d
    CROSS JOIN generate_series(0, 77) week WHERE p.code LIKE 'BENCH-%%' AND p.start_on + 7 * week + 7 <= %(today)s
"""
INCIDENTS = f"""
    INSERT INTO programs_coordinationincident ({HEAD}, program_id, flow_id, interface_id, happened_on, consequence,
        band, failure_mode, party, description, currency, reported_by_id)
    SELECT {SAME}, p.id, f.id, i.id, p.start_on + n * 2, 'expediting', 'small', '', '', '', '', %(author)s
    FROM programs_program p JOIN programs_processflow f ON f.program_id = p.id
    CROSS JOIN generate_series(0, 270) n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM programs_interface) i ON i.place = n * n %% 12
    WHERE p.code LIKE 'BENCH-%%' AND p.start_on + n * 2 <= %(today)s
"""
STATEMENTS = (
    PROGRAMS, FUNCTIONS, ITEMS, GATES, PLAN, NEEDED, LINKS, FORECASTS, BASELINES, LINES, EVIDENCE, USES, REVIEWS,
    FLOWS, INTERFACES, METRICS, DEFINITIONS, READINGS, INCIDENTS, "DROP TABLE bench_plan",
)  # fmt: skip


def build(programs: int, *, today: date, author: int, other: int) -> None:
    """So many programs of 200 items with what was stated, accepted, read and reported until ``today``.

    author, other  ids of two people
    """
    given: dict[str, Any] = {"programs": programs, "today": today, "author": author, "other": other}
    with transaction.atomic(), connection.cursor() as cursor:
        tables = [model._meta.db_table for model in apps.get_app_config("programs").get_models()]
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in STATEMENTS:
            cursor.execute(statement, given)
        # What refers to what is checked now: a table with checks that wait cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")
