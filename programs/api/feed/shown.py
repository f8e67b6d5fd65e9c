"""Rows of the feed as their lists show them: all of a page in one statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.expressions import RawSQL
from rest_framework.request import Request

from programs.api.feed.access import Access, array_text
from programs.api.feed.kinds import Kind


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as JSON text, with its version."""

    version: int
    text: str


def shown_rows(
    wanted: Mapping[Kind, Collection[int]], access: Access, *, request: Request
) -> dict[tuple[str, int], ShownRow]:
    """The rows with these keys that are there and that ``access`` covers, by table and key."""
    parts = [rows_of(kind, ids, access, request=request) for kind, ids in wanted.items()]
    rows = parts[0].union(*parts[1:], all=True) if parts else ()
    return {(table, key): ShownRow(version, text) for table, key, version, text in rows}


def rows_of(kind: Kind, ids: Collection[int], access: Access, *, request: Request) -> QuerySet[Any, Any]:
    """Table, key, version and JSON text of the rows."""
    view = kind.viewset(action="list", request=request, format_kwarg=None, kwargs={})
    condition, values = access.rows_sql(kind)
    table = kind.model._meta.db_table
    there = f"SELECT r.id FROM {table} r WHERE r.id = ANY(%s::bigint[]) AND {condition}"
    rows = view.rows().filter(pk__in=RawSQL(there, [array_text(ids), *values])).order_by()
    found = rows.annotate(feed_table=Value(kind.table, output_field=CharField()), feed_row=view.text())
    return found.values_list("feed_table", "pk", "version", "feed_row")  # type: ignore[no-any-return]
