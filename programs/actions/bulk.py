"""Many rows at once, matched with what is there: only real differences are written, so nothing else leaves a trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from programs.actions.kept_elsewhere import check_row_kept_here
from programs.models.base import Record

Row = TypeVar("Row", bound=Record)
Key = tuple[Any, ...]

ROWS_PER_INSERT = 5_000
ROWS_PER_UPDATE = 500


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
    model._base_manager.bulk_create(created, batch_size=ROWS_PER_INSERT)
    if updated:
        fields = sorted({*changed, *signature})
        model._base_manager.bulk_update(updated, fields, batch_size=ROWS_PER_UPDATE)
        read_back(model, updated)
    return Upserted(rows=rows, created=created, updated=updated)


def read_back(model: type[Row], rows: Iterable[Row]) -> None:
    """Puts on the rows what the trigger wrote when they were updated: their version and when."""
    by_key = {row.pk: row for row in rows}
    stored = model._base_manager.filter(pk__in=by_key).values_list("pk", "version", "updated_at")
    for key, version, updated_at in stored:
        by_key[key].version, by_key[key].updated_at = version, updated_at
