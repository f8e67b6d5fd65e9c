"""Many calls of actions as one: what their rules ask is read once for all of them, what they write waits for the end.

A rule asks through ``known``, and ``lock`` locks, for one call and for many alike: there is no second set of rules.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

from programs.models.base import Record

Known = TypeVar("Known")
Row = TypeVar("Row", bound=Record)
Signature = tuple[int, str]
"""Key of the person, and name of the action."""


@dataclass(frozen=True, slots=True)
class Call:
    """An action to be carried out: the row that it is about, and its other arguments by name."""

    subject: Any
    arguments: Mapping[str, Any]

    @property
    def rows(self) -> Iterator[models.Model]:
        """The rows that it is about or names, and the person."""
        return (each for each in (self.subject, *self.arguments.values()) if isinstance(each, models.Model))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row that is to be written, new (without ``fields``) or changed in some, and who signs it."""

    row: Record
    fields: Collection[str] | None
    signature: Signature


class StillWaits(Exception):
    """A row is to be changed again that was not written yet: what waits comes first."""


class Gathering:
    """Calls on their way."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self.calls = calls
        self._waiting: dict[int, Waiting] = {}
        self._signature: Signature | None = None
        self._known: dict[Callable[..., Any], Any] = {}
        self._locked: dict[type[Record], dict[int, Any]] = {}

    def known(self, read: Callable[[Sequence[Call]], Known]) -> Known:
        """What ``read`` finds for all calls, read when it is asked for the first time."""
        if read not in self._known:
            self._known[read] = read(self.calls)
        found: Known = self._known[read]
        return found

    def lock(self, row: Row, read: Callable[[type[Row], Collection[int]], dict[int, Row]]) -> Row | None:
        """The row as ``read`` finds it, with every row of its table that the calls are about or name."""
        model = type(row)
        locked = self._locked.setdefault(model, {})
        if row.pk not in locked:
            coming = {each.pk: each for call in self.calls for each in call.rows if type(each) is model}
            found = read(model, {row.pk, *coming} - locked.keys())
            for key, fresh in found.items():
                keep_at_hand(fresh, coming.get(key, row))
            locked.update(dict.fromkeys({row.pk, *coming} - locked.keys()) | found)
        fresh_row: Row | None = locked[row.pk]
        return fresh_row

    @contextmanager
    def signed(self, by: int, action: str) -> Iterator[None]:
        """What is written inside is signed so, and waits only when all of it could be."""
        outside, before = self._signature, len(self._waiting)
        self._signature = (by, action)
        try:
            yield
        except BaseException:
            while len(self._waiting) > before:
                self._waiting.popitem()
            raise
        finally:
            self._signature = outside

    def wait(self, row: Record, fields: Collection[str] | None) -> None:
        """Puts the row among those that are written at the end, in the order in which they came."""
        assert self._signature is not None, "Only actions write."
        self._waiting[id(row)] = Waiting(row, fields, self._signature)

    def check_written(self, row: Record) -> None:
        """Returns unless the row waits: to be changed again, it must be written first."""
        if self.waits(row):
            raise StillWaits()

    def waits(self, row: Record) -> bool:
        return id(row) in self._waiting

    @property
    def waiting(self) -> list[Waiting]:
        return list(self._waiting.values())


_gathering: ContextVar[Gathering | None] = ContextVar("gathering", default=None)


def gathering_now() -> Gathering | None:
    """The calls that are carried out as one now; None when one is carried out alone."""
    return _gathering.get()


@contextmanager
def gathering(calls: Sequence[Call]) -> Iterator[Gathering]:
    """The calls that are made inside are carried out as one; who makes them writes what waits."""
    gathered = Gathering(calls)
    outside = _gathering.set(gathered)
    try:
        yield gathered
    finally:
        _gathering.reset(outside)


def known(read: Callable[[Sequence[Call]], Known], *, alone: Call) -> Known:
    """What ``read`` finds for every call that is carried out now: of those that come as one, or of the one alone."""
    now = _gathering.get()
    return read([alone]) if now is None else now.known(read)


def keep_at_hand(fresh: Record, row: Record) -> None:
    """Puts on the fresh row those rows which the other has read already, where it names them still."""
    for column in fresh._meta.concrete_fields:
        if not isinstance(column, models.ForeignKey) or not column.is_cached(row):
            continue
        if column.value_from_object(row) == column.value_from_object(fresh):
            column.set_cached_value(fresh, column.get_cached_value(row))
