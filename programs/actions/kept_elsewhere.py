"""The guard against two masters of one field: what another system keeps is changed by writes for that system alone.

It takes nobody's right and gives none: who may write is asked before, and a token says itself for whom it writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from programs.errors import KeptElsewhere, Refused, kept_sentence
from programs.models.base import Record
from programs.models.field_source import FieldSource, Sources
from programs.source_fields import in_words, noun_of

_system: ContextVar[str] = ContextVar("system", default="")
"""The system that writes are for; blank for people and for tools that say none."""
_read: ContextVar[dict[str, Sources] | None] = ContextVar("read", default=None)
"""Who keeps the fields of a noun, as read in this transaction; None outside."""


@contextmanager
def writing_for(system: str) -> Iterator[None]:
    """Writes inside are for the system; who keeps the fields of a noun is read once for all of them."""
    outside = _system.set(system)
    try:
        with read_once():
            yield
    finally:
        _system.reset(outside)


@contextmanager
def read_once() -> Iterator[None]:
    """Who keeps the fields of a noun is read at most once inside: one query for a batch, however many its rows."""
    before = _read.get()
    outside = _read.set({} if before is None else before)
    try:
        yield
    finally:
        _read.reset(outside)


def check_kept_here(row: Record, fields: Iterable[str], *, said_as: Mapping[str, str] | None = None) -> None:
    """Returns when these fields of the row, as it was, may get another value by who writes now.

    said_as  arguments by the fields that they change, where their names differ
    raises   KeptElsewhere with every field that another system keeps
    """
    if elsewhere := kept_elsewhere(row, fields):
        raise KeptElsewhere({(said_as or {}).get(name, name): system for name, system in elsewhere.items()})


def check_row_kept_here(row: Record, fields: Iterable[str], *, field: str = "") -> None:
    """The same for one of many rows that are written together: the refusal names the row and what is kept of it.

    field  the argument that it is about
    """
    for name, system in kept_elsewhere(row, fields).items():
        message = f"{row}, {in_words(name).lower()}: {kept_sentence(system)}"
        raise Refused(KeptElsewhere.code, message, field=field)


def kept_elsewhere(row: Record, fields: Iterable[str]) -> dict[str, str]:
    """The system by field, of those fields of the row that a system keeps for which nobody writes now."""
    noun = noun_of(row)
    if not noun:
        return {}
    kept = sources_of(noun).of(row)
    own = _system.get().casefold()
    return {name: kept[name] for name in fields if name in kept and kept[name].casefold() != own}


def sources_of(noun: str) -> Sources:
    """Who keeps the fields of the noun, read once in a transaction."""
    read = _read.get()
    if read is None:
        return FieldSource.objects.of_noun(noun)
    if noun not in read:
        read[noun] = FieldSource.objects.of_noun(noun)
    return read[noun]
