"""Calls of actions carried out as one, and what they write: a statement for each table, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from programs.actions.base import signature, together
from programs.actions.bulk import insert, update
from programs.gathering import Call, Gathering, Signature, Waiting, gathering
from programs.models.base import Record


@contextmanager
def gathered(calls: Sequence[Call]) -> Iterator[Gathering]:
    """One transaction for the calls that are made inside, whose writes are carried out together at its end.

    Only for actions that ask through ``known`` and ``lock`` whatever another of the calls could change.

    raises  DatabaseError when the database refuses one of the rows; nothing of all is written then
    """
    with together():
        with gathering(calls) as carried_out:
            yield carried_out
        write(carried_out.waiting)


def write(waiting: Iterable[Waiting]) -> None:
    """The rows as their actions left them, new ones first, each in the history with who signed it."""
    by_signature: dict[Signature, list[Waiting]] = {}
    for each in waiting:
        by_signature.setdefault(each.signature, []).append(each)
    for (person, action), signed in by_signature.items():
        new: dict[type[Record], list[Record]] = {}
        changed: dict[type[Record], dict[Record, Iterable[str]]] = {}
        for each in signed:
            if each.fields is None:
                new.setdefault(type(each.row), []).append(each.row)
            else:
                changed.setdefault(type(each.row), {})[each.row] = each.fields
        with signature(user=person, action=action):
            for model, rows in new.items():
                insert(model, rows)
            for model, fields in changed.items():
                update(model, fields, {name for names in fields.values() for name in names})
