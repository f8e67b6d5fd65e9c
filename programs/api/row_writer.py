"""Rows that were understood, handed to the actions of their noun."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Max

from programs.actions.base import coming_from
from programs.actions.gathered import gathered
from programs.api.problems import problem_of
from programs.api.row_answers import RowAnswer, refused
from programs.api.views import RecordViewSet, Write
from programs.gathering import Call, StillWaits
from programs.models import User

IDENTITY = ("source_system", "external_id")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One row that was understood: the row that is there, if any, and the arguments of what makes or changes it.

    identity  source system and name of a new row whose action does not take them
    ignored   fields that were said, and count only as a row is made
    """

    match: Any | None
    values: dict[str, Any]
    identity: tuple[str, str] | None = None
    ignored: tuple[str, ...] = ()


Placed = tuple[int, Prepared]
"""A row with its place among those that were sent."""


class RowWriter:
    """Writes rows of one noun by one person."""

    def __init__(self, view: type[RecordViewSet], *, by: User) -> None:
        self.by = by
        self.model: type[Any] = view.queryset.model
        self.create: Write | None = view.writes.get("create")
        self.change: Write | None = view.writes.get("partial_update")
        self.highest = 0
        self.began: datetime | None = None

    def begin(self) -> None:
        """Notes the highest key and the moment before anything is written; two that write rows of a noun take turns."""
        number = int.from_bytes(hashlib.blake2b(self.model._meta.label.encode(), digest_size=8).digest(), signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
            cursor.execute("SELECT clock_timestamp()")
            (self.began,) = cursor.fetchone()
        self.highest = self.model._base_manager.aggregate(highest=Max("pk"))["highest"] or 0

    def write(self, rows: Sequence[Placed]) -> Iterator[RowAnswer]:
        """What became of each row, in order. Before an answer is given, its row is written."""
        for as_one, run in groupby(rows, key=lambda placed: self.gathers(placed[1])):
            each = list(run)
            yield from self.written_as_one(each) if as_one else map(self.written_alone, each)

    def gathers(self, prepared: Prepared) -> bool:
        """Whether the row can be written with others. One that changes its own name can be in the way of theirs."""
        plan, subject, values = self.call_for(prepared)
        renamed = prepared.match is not None and any(
            getattr(subject, name) != values.get(name, getattr(subject, name)) for name in IDENTITY
        )
        return plan.gathers and not renamed

    def written_as_one(self, rows: Sequence[Placed]) -> Iterator[RowAnswer]:
        """The answers to rows that are written together, and in halves where one of them is in the way.

        A row that the database refuses is alone in the end, and is told why as any single write is.
        """
        while len(rows) > 1:
            try:
                answers = self.gathered(rows)
            except Exception as error:
                if problem_of(error) is None:
                    raise
                middle = len(rows) // 2
                yield from self.written_as_one(rows[:middle])
                rows = rows[middle:]
                continue
            yield from answers
            rows = rows[len(answers) :]
        yield from map(self.written_alone, rows)

    def gathered(self, rows: Sequence[Placed]) -> list[RowAnswer]:
        """Answers to the rows, written together, up to one that would change what another of them just wrote."""
        results: list[tuple[int, Prepared, Any]] = []
        answers: dict[int, RowAnswer] = {}
        calls = [self.call_for(prepared) for _, prepared in rows]
        with gathered([Call(subject, {"by": self.by, **values}) for _, subject, values in calls]) as now:
            for place, prepared in rows:
                try:
                    result = self.tried(prepared)
                except StillWaits:
                    break
                if isinstance(result, DatabaseError):
                    raise result
                results.append((place, prepared, result))
                if not now.waits(result):  # A later row may still change it.
                    answers[place] = self.answer(place, prepared, result)
        return [answers.get(each[0]) or self.answer(*each) for each in results]

    def written_alone(self, placed: Placed) -> RowAnswer:
        return self.answer(*placed, self.tried(placed[1]))

    def tried(self, prepared: Prepared) -> Any:
        """The row after its action, or why it was refused; what the record refuses of it is undone by itself."""
        plan, subject, values = self.call_for(prepared)
        identity = prepared.identity or ("", "")
        named = coming_from(self.model, source_system=identity[0], external_id=identity[1])
        try:
            with named if prepared.identity else nullcontext():
                return plan.act(subject, by=self.by, **values)
        except Exception as error:
            if problem_of(error) is None:
                raise
            return error

    def call_for(self, prepared: Prepared) -> tuple[Write, Any, dict[str, Any]]:
        """The operation that the row needs, the row that this is about, and its other arguments."""
        values = dict(prepared.values)
        if prepared.match is not None and self.change is not None:
            return self.change, prepared.match, values
        assert self.create is not None
        return self.create, values.pop(self.create.subject), values

    def answer(self, place: int, prepared: Prepared, result: Any) -> RowAnswer:
        match = prepared.match
        if isinstance(result, Exception):
            return refused(place, result, uid=str(match.uid) if match is not None else None)
        if match is None and result.pk > self.highest:
            return RowAnswer(place, "created", str(result.uid), result.version)
        was_written = result.version != match.version if match is not None else result.updated_at >= self.began
        outcome = "updated" if was_written else "unchanged"
        return RowAnswer(place, outcome, str(result.uid), result.version, ignored=prepared.ignored)
