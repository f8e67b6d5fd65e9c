"""What changes ask of functions, week by week: by each program, and over all of them."""

from __future__ import annotations

import pgtrigger
from django.db import models

from programs.models.base import both_or_neither
from programs.models.visibility import InProgram

# Namespace of our transaction-level advisory locks. Whoever moves totals holds it through its commit: two that moved
# the same totals in different orders would wait for each other.
TOTALS_LOCK = 7_302
COME = "SELECT weeks, 1 AS sign FROM newer"
GONE = "SELECT weeks, -1 AS sign FROM older"
CHANGED = """
    SELECT side.weeks, sign FROM older JOIN newer ON newer.program_id = older.program_id AND newer.weeks <> older.weeks
    CROSS JOIN LATERAL (VALUES (older.weeks, -1), (newer.weeks, 1)) AS side (weeks, sign)
"""
MOVE = """
    IF NOT EXISTS (SELECT 1 FROM ({rows}) AS moved WHERE weeks <> '[]') THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock({lock}, 0);
    MERGE INTO tracker_changeloadtotal AS t USING (
        SELECT function, week, sum(sign * pilots) AS pilots, sum(sign * cut_overs) AS cut_overs,
            sum(sign * due) AS due, sum(sign) AS programs
        FROM ({rows}) AS moved CROSS JOIN jsonb_to_recordset(weeks) AS part (
            function uuid, week date, pilots int, cut_overs int, due int
        )
        GROUP BY function, week
        HAVING (sum(sign * pilots), sum(sign * cut_overs), sum(sign * due), sum(sign)) <> (0, 0, 0, 0)
    ) AS m ON t.function = m.function AND t.week_starts_on = m.week
    WHEN MATCHED AND t.programs + m.programs = 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET pilots = t.pilots + m.pilots, cut_overs = t.cut_overs + m.cut_overs,
        due = t.due + m.due, programs = t.programs + m.programs
    WHEN NOT MATCHED THEN INSERT (function, week_starts_on, pilots, cut_overs, due, programs)
        VALUES (m.function, m.week, m.pilots, m.cut_overs, m.due, m.programs);
    RETURN NULL;
"""


def moves_totals(name: str, operation: pgtrigger.Operation, rows: str) -> pgtrigger.Trigger:
    """A trigger after which the totals are again the sums over all rows.

    rows  query of the weeks that come, with sign 1, and of those that go, with sign -1
    """
    old, new = ("older" if "older" in rows else None), ("newer" if "newer" in rows else None)
    return pgtrigger.Trigger(
        name=name,
        operation=operation,
        when=pgtrigger.After,
        level=pgtrigger.Statement,
        referencing=pgtrigger.Referencing(old=old, new=new),  # type: ignore[no-untyped-call]
        func=MOVE.format(rows=rows, lock=TOTALS_LOCK),
    )


class ChangeLoad(models.Model):
    """What the changes of one program ask of each function in each week, as it was counted last.

    as_of    the day that it was counted for; None while it never was
    read_at  when the record was read: what was read earlier never replaces what was read later
    rests    whether the program was not active then: it asks for nothing
    weeks    of the last weeks and the next one, the fields of tracker.analysis.facts.change_load.AskedWeek as JSON
    """

    program = models.OneToOneField("programs.Program", models.CASCADE, primary_key=True, related_name="change_load")
    as_of = models.DateField(null=True)
    read_at = models.DateTimeField(null=True)
    rests = models.BooleanField(db_default=False)
    weeks = models.JSONField(db_default=[])

    objects = InProgram["ChangeLoad"].as_manager()

    class Meta:
        ordering = ["program"]
        indexes = [models.Index(fields=["as_of"], condition=models.Q(rests=False), name="change_load_by_day")]
        constraints = [
            models.CheckConstraint(condition=both_or_neither("as_of", "read_at"), name="change_load_is_of_a_day"),
            models.CheckConstraint(
                condition=models.Q(rests=False) | models.Q(weeks=[]), name="program_at_rest_asks_for_nothing"
            ),
        ]
        triggers = [
            moves_totals("adds_to_totals", pgtrigger.Insert, COME),
            moves_totals("takes_from_totals", pgtrigger.Delete, GONE),
            moves_totals("moves_totals", pgtrigger.Update, CHANGED),
        ]

    def __str__(self) -> str:
        return f"Change load of {self.program}"


class ChangeLoadTotal(models.Model):
    """The sum of the change loads of all programs for one function and week; the triggers of those rows keep it.

    function  its uid. Not a reference: a function may go though an old count still names it
    programs  how many of them ask something; the row goes with the last
    """

    function = models.UUIDField()
    week_starts_on = models.DateField()
    pilots = models.PositiveIntegerField()
    cut_overs = models.PositiveIntegerField()
    due = models.PositiveIntegerField()
    programs = models.PositiveIntegerField()

    class Meta:
        ordering = ["week_starts_on", "function"]
        constraints = [
            models.UniqueConstraint(fields=["function", "week_starts_on"], name="change_load_total_is_once_a_week"),
        ]

    def __str__(self) -> str:
        return f"Change load of a function in the week of {self.week_starts_on:%-d %B %Y}"
