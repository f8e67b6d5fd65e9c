"""Queries of a batch: what differs from batch to batch is told when they are asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from programs.compiled import Compiled, compiled, given

Rows = Mapping[int, Sequence[Any]]
OF_PROGRAMS = given("programs")
"""The keys of the programs of the batch."""


def is_keys(value: Any) -> bool:
    """Whether the value is a collection of keys; a text is one value."""
    return isinstance(value, Collection) and not isinstance(value, str)


class BatchQuery:
    """Decorates a function that gives a query with ``values_list``; called, it gives the rows as named tuples.

    The function runs once in a process, so that nothing in it may depend on the day or on the batch but what is
    ``given``. A collection that is given is one of keys.
    """

    def __init__(self, query: Callable[[], QuerySet[Any, Any]]) -> None:
        self._query = query

    def __call__(self, **given: Any) -> list[Any]:
        """The rows for what is given; without any key of a kind there are none, and nothing is asked."""
        known = {name: [*value] if is_keys(value) else value for name, value in given.items()}
        if [] in known.values():
            return []
        return self._compiled.ask(known)

    @cached_property
    def _compiled(self) -> Compiled:
        return compiled(self._query())


def grouped(rows: Iterable[Any], key: str) -> Rows:
    """Rows by the value of ``key``, keeping their order; a key without rows gives an empty list."""
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups
