"""Rows by day in pages: each page begins behind the last row of the one before it, however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPage(Generic[Row]):
    """A page of rows in their order.

    further   uid of the last row when others come behind it; else None
    is_first  true when no row comes before the page
    """

    rows: list[Row]
    further: UUID | None
    is_first: bool


def key_page(rows: QuerySet[Row], *, day: str, behind: str = "", size: int, oldest_first: bool = False) -> KeyPage[Row]:
    """The first rows by the column ``day``, the newest first; or those behind the row with the uid ``behind``.

    behind  as an address gives it; what names none of the rows gives the first page
    """
    last = row_named(rows, behind)
    if last is not None:
        rows = rows.filter(comes_behind(last, day, oldest_first=oldest_first))
    order = (day, "pk") if oldest_first else (f"-{day}", "-pk")
    found = list(rows.order_by(*order)[: size + 1])
    shown = found[:size]
    further = getattr(shown[-1], "uid", None) if len(found) > size else None
    return KeyPage(rows=shown, further=further, is_first=last is None)


def comes_behind(last: Model, day: str, *, oldest_first: bool) -> Q:
    """Rows that stand behind this one in their order."""
    side, at = ("gt" if oldest_first else "lt"), getattr(last, day)
    same_day: dict[str, Any] = {day: at, f"pk__{side}": last.pk}
    return Q(**{f"{day}__{side}": at}) | Q(**same_day)


def row_named(rows: QuerySet[Row], uid: str) -> Row | None:
    """The row with the uid, when it is one of the rows."""
    try:
        return rows.filter(uid=UUID(uid)).first() if uid else None
    except ValueError:
        return None
