"""Many rows at once, matched with what is there: only real differences are written, so nothing else leaves a trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection

from programs.actions.kept_elsewhere import check_row_kept_here
from programs.models.base import Record

Row = TypeVar("Row", bound=Record)
Key = tuple[Any, ...]

ROWS_PER_INSERT = 5_000


@dataclass(frozen=True)
class Upserted(Generic[Row]):
    """Rows by key after writing, and which of them are new or changed."""

    rows: dict[Key, Row]
    created: list[Row]
    updated: list[Row]

    @property
    def written(self) -> list[Row]:
        return [*self.created, *self.updated]


def upsert(
    model: type[Row],
    wanted: Mapping[Key, dict[str, Any]],
    *,
    existing: Iterable[Row],
    key: Callable[[Row], Key],
    signature: Mapping[str, Any] | None = None,
) -> Upserted[Row]:
    """The wanted rows, inserted or updated in one statement each; a row that has the wanted values is not written.

    wanted     key -> values; all have the same names, and the key's own fields among them
    existing   rows that may match, read and locked by the caller; of two with one key the first counts
    key        the key of an existing row
    signature  who writes: set on new and changed rows, never a reason to write one
    raises     Refused when another system keeps a field that would get another value
    """
    signature = signature or {}
    found: dict[Key, Row] = {}
    for row in existing:
        found.setdefault(key(row), row)
    created, updated, changed = [], [], set()
    rows: dict[Key, Row] = {}
    for wanted_key, values in wanted.items():
        match = found.get(wanted_key)
        if match is None:
            match = model(**values, **signature)
            created.append(match)
        elif differing := [name for name, value in values.items() if getattr(match, name) != value]:
            check_row_kept_here(match, differing)
            changed.update(differing)
            for name in differing:
                setattr(match, name, values[name])
            for name, value in signature.items():
                setattr(match, name, value)
            updated.append(match)
        rows[wanted_key] = match
    if created:
        insert(model, created)
    if updated:
        update(model, updated, {*changed, *signature})
    return Upserted(rows=rows, created=created, updated=updated)


def insert(model: type[Row], rows: Iterable[Row]) -> None:
    """The rows as new ones, with their keys."""
    # A moment that is a value, and not an expression, lets Django send each column as one array.
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        (now,) = cursor.fetchone()
    for row in rows:
        row.created_at = row.updated_at = now
    model._base_manager.bulk_create(rows, batch_size=ROWS_PER_INSERT)


def update(model: type[Row], rows: Iterable[Row], fields: Iterable[str]) -> None:
    """The rows with what they say now in the fields, and with the version and the time that the trigger gave them.

    One statement, to which each column is one array: Django's bulk_update asks in every column of each row which one
    it is. A column that holds arrays cannot be sent so.
    """
    by_key = {row.pk: row for row in rows}
    columns: list[Any] = [model._meta.get_field(name) for name in sorted(fields)]
    types = [column.db_type(connection).partition("(")[0] for column in columns]
    names = [connection.ops.quote_name(column.column) for column in columns]
    table = connection.ops.quote_name(model._meta.db_table)
    given = ", ".join(["%s::bigint[]", *(f"%s::{kind}[]" for kind in types)])
    said = ", ".join(f"{name} = given.{name}" for name in names)
    statement = (
        f"UPDATE {table} SET {said} FROM unnest({given}) AS given (id, {', '.join(names)}) "  # noqa: S608 - names of columns
        f"WHERE {table}.id = given.id RETURNING {table}.id, {table}.version, {table}.updated_at"
    )
    values = [
        [column.get_db_prep_save(column.value_from_object(row), connection) for row in by_key.values()]
        for column in columns
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(by_key), *values])
        for key, version, updated_at in cursor.fetchall():
            by_key[key].version, by_key[key].updated_at = version, updated_at
