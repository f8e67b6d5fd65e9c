"""What the bare views ask. The columns are those of a milestone of the API, as PostgreSQL writes them by itself."""

from __future__ import annotations

TOKEN = """
    SELECT t.user_id FROM programs_apitoken t JOIN programs_user u ON u.id = t.user_id
    WHERE t.digest = %(digest)s AND t.expiry > now() AND u.is_active
"""
PROGRAMS = """
    SELECT p.id FROM programs_program p WHERE p.removed_on IS NULL AND p.id IN (
        SELECT program_id FROM programs_membership WHERE user_id = %(person)s AND valid_from <= %(today)s
            AND (valid_to IS NULL OR valid_to >= %(today)s))
"""
COLUMNS = """
    m.uid, m.version, m.created_at, m.updated_at, m.source_system, m.external_id,
    (SELECT uid FROM programs_program o WHERE o.id = m.program_id) AS program, m.name, m.description,
    (SELECT uid FROM programs_processflow o WHERE o.id = m.flow_id) AS flow, m.step, m.dimension, m.kind,
    (SELECT uid FROM programs_gate o WHERE o.id = m.gate_id) AS gate, m.weight,
    (SELECT uid FROM programs_user o WHERE o.id = m.owner_id) AS owner,
    (SELECT uid FROM programs_businessfunction o WHERE o.id = m.function_id) AS function,
    m.minimum_evidence_level, m.started_on,
    (SELECT finish_on FROM programs_milestoneforecast f WHERE f.milestone_id = m.id ORDER BY stated_on DESC LIMIT 1)
        AS forecast_on,
    m.removed_on, (SELECT uid FROM programs_user o WHERE o.id = m.removed_by_id) AS removed_by
"""
SEEN = f"FROM programs_milestone m WHERE m.program_id IN ({PROGRAMS})"
LIST = f"""
    SELECT json_agg(row_to_json(r))::text FROM (SELECT {COLUMNS} {SEEN} ORDER BY m.id LIMIT %(most)s) r
"""
DETAIL = f"SELECT row_to_json(r)::text FROM (SELECT {COLUMNS} {SEEN} AND m.uid = %(uid)s) r"
LINES = f"SELECT {COLUMNS} {SEEN} ORDER BY m.id"
# Entries of transactions that are over, after a number, with the rows as they are now.
CHANGES = f"""
    SELECT json_agg(row_to_json(e))::text FROM (
        SELECT 'upsert' AS op, 'milestones' AS kind, c.uid, r.version, row_to_json(r) AS row FROM (
            SELECT * FROM programs_change c WHERE xact > %(after)s AND kind = 'milestone'
                AND xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AND scope_id IN ({PROGRAMS})
            ORDER BY xact, id LIMIT %(most)s
        ) c CROSS JOIN LATERAL (SELECT {COLUMNS} FROM programs_milestone m WHERE m.id = c.row_id) r
    ) e
"""
