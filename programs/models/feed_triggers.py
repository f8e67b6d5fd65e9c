"""Triggers that write each real change of the record into the feed, one INSERT for a statement however many its rows.

A row that shows values of another row changes with it: ``SHOWN_IN`` says which, and the feed names both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import models

from programs.models.scope import column_of, id_sql, place_of, scope_sql

COLUMNS = "xact, kind, row_id, uid, op, scope, scope_id, at"
NOW = "(SELECT pg_current_xact_id()::text::bigint)"
UNLISTED = {"evidenceuse"}
"""Tables of the record that have no list of their own in the API."""
NO_LIST = UNLISTED | {"user"}


@dataclass(frozen=True, slots=True)
class Shown:
    """Rows of ``table`` show values of the changed row: those whose ``key`` is the changed row's ``value``."""

    table: str
    key: str
    value: str


SHOWN_IN: dict[str, tuple[Shown, ...]] = {
    "milestoneforecast": (Shown("milestone", key="id", value="milestone_id"),),
    "gatereview": (Shown("gate", key="id", value="gate_id"),),
    "meetingattendance": (Shown("meeting", key="id", value="meeting_id"),),
    "decisionrightresource": (Shown("decisionright", key="id", value="right_id"),),
    "evidenceuse": (Shown("evidence", key="id", value="evidence_id"),),
    "user": (Shown("membership", key="user_id", value="id"), Shown("committeemember", key="user_id", value="id")),
}


class FeedTrigger(pgtrigger.Trigger):
    """After one kind of statement: an entry for each row that it changed, and for rows that show them."""

    when = pgtrigger.After
    level = pgtrigger.Statement
    op = ""
    changed = ""
    """SQL for the rows that changed."""

    def get_func(self, model: Any) -> str:
        # A migration's model knows no queryset, which says to what a row belongs.
        name = str(model._meta.model_name)
        model = apps.get_model("programs", name)
        own = "" if name in NO_LIST else entries(model, self.changed, op=self.op)
        shown = "".join(of_shown(shown, self.changed) for shown in SHOWN_IN.get(name, ()))
        return f"{own}{shown}{self.further(model)}RETURN NULL;"

    def further(self, _: type[models.Model]) -> str:
        return ""


class Inserted(FeedTrigger):
    name = "feed_inserted"
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="new_rows")  # type: ignore[no-untyped-call]
    op = "i"
    changed = "SELECT * FROM new_rows"


class Updated(FeedTrigger):
    name = "feed_updated"
    operation = pgtrigger.Update
    referencing = pgtrigger.Referencing(old="old_rows", new="new_rows")  # type: ignore[no-untyped-call]
    op = "u"
    # NOT IN is one pass over many rows; a join would keep the plan that was made for a single one.
    changed = "SELECT * FROM new_rows WHERE (id, version) NOT IN (SELECT id, version FROM old_rows)"

    def further(self, model: type[models.Model]) -> str:
        """Rows that belong elsewhere now are gone where they were."""
        paths = () if str(model._meta.model_name) in NO_LIST else place_of(model).paths
        keys = [path.split("__")[0] for path in paths]
        columns = [column_of(model, key) for key in keys if key != "id"]
        if not columns:
            return ""
        where = ", ".join(["id", *(f"COALESCE({column}, 0)" for column in columns)])
        moved = f"SELECT * FROM old_rows WHERE ({where}) NOT IN (SELECT {where} FROM new_rows)"
        return entries(model, moved, op="d")


class Deleted(FeedTrigger):
    name = "feed_deleted"
    operation = pgtrigger.Delete
    referencing = pgtrigger.Referencing(old="old_rows")  # type: ignore[no-untyped-call]
    op = "d"
    changed = "SELECT * FROM old_rows"


class PersonUpdated(Updated):
    """A name or an address is shown where the person has a role or a seat."""

    name = "feed_person_updated"
    changed = "SELECT * FROM new_rows WHERE (id, name, email) NOT IN (SELECT id, name, email FROM old_rows)"


def entries(model: type[models.Model], rows: str, *, op: str) -> str:
    """SQL that writes an entry for each of the rows."""
    place = place_of(model)
    id_ = id_sql(model, place, "r")
    scope = scope_sql(place, "r.scope_id")
    return (
        f"INSERT INTO programs_change ({COLUMNS})\n"
        f"SELECT {NOW}, '{model._meta.model_name}', r.id, r.uid, '{op}', {scope}, r.scope_id, clock_timestamp()\n"
        f"FROM (SELECT r.id, r.uid, {id_} AS scope_id FROM ({rows}) r OFFSET 0) r;\n"
    )


def of_shown(shown: Shown, changed: str) -> str:
    """SQL that writes an entry for each row that shows one of the changed rows."""
    model = apps.get_model("programs", shown.table)
    keys = f"SELECT DISTINCT c.{shown.value} AS value FROM ({changed}) c"
    found = f"SELECT * FROM {model._meta.db_table} d WHERE d.{shown.key} = k.value OFFSET 0"
    rows = f"SELECT d.* FROM ({keys}) k CROSS JOIN LATERAL ({found}) d"
    return entries(model, rows, op="u")


FEED = [Inserted(), Updated(), Deleted()]
