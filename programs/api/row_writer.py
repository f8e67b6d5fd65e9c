"""Rows that were understood, handed to the actions of their noun."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Max

from programs.actions.base import coming_from
from programs.api.problems import problem_of
from programs.api.row_answers import RowAnswer, refused
from programs.api.views import RecordViewSet, Write
from programs.models import User


@dataclass(frozen=True, slots=True)
class Prepared:
    """One row that was understood: the row that is there, if any, and the arguments of what changes it, if anything."""

    match: Any | None
    values: dict[str, Any] | None
    identity: tuple[str, str] | None


class RowWriter:
    """Writes rows of one noun by one person."""

    def __init__(self, view: type[RecordViewSet], *, by: User) -> None:
        self.by = by
        self.model: type[Any] = view.queryset.model
        self.create: Write | None = view.writes.get("create")
        self.change: Write | None = view.writes.get("partial_update")

    def begin(self) -> tuple[int, datetime]:
        """The highest key and the moment before anything is written; two that write many rows of a noun take turns."""
        number = int.from_bytes(hashlib.blake2b(self.model._meta.label.encode(), digest_size=8).digest(), signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
            cursor.execute("SELECT clock_timestamp()")
            (now,) = cursor.fetchone()
        return self.model._base_manager.aggregate(highest=Max("pk"))["highest"] or 0, now

    def carry_out(self, prepared: Prepared, *, place: int, since: tuple[int, datetime]) -> RowAnswer:
        """What became of the row; what the record refuses of it is undone by itself."""
        match = prepared.match
        if match is not None and prepared.values is None:
            return RowAnswer(place, "unchanged", str(match.uid), match.version)
        try:
            result = self.acted(prepared)
        except Exception as error:
            if problem_of(error) is None:
                raise
            return refused(place, error, uid=str(match.uid) if match is not None else None)
        highest, began = since
        if match is None and result.pk > highest:
            return RowAnswer(place, "created", str(result.uid), result.version)
        was_written = result.version != match.version if match is not None else result.updated_at >= began
        return RowAnswer(place, "updated" if was_written else "unchanged", str(result.uid), result.version)

    def acted(self, prepared: Prepared) -> Any:
        values = dict(prepared.values or {})
        if prepared.match is not None and self.change is not None:
            return self.change.act(prepared.match, by=self.by, **values)
        assert self.create is not None
        subject = values.pop(self.create.subject)
        identity = prepared.identity
        with coming_from(self.model, source_system=identity[0], external_id=identity[1]) if identity else nullcontext():
            return self.create.act(subject, by=self.by, **values)
