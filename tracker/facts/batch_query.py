"""Queries of a batch, written with Django and compiled once: building the SQL of one takes longer than its answer."""

from __future__ import annotations

from collections import defaultdict, namedtuple
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field, ForeignKey, Lookup, QuerySet, Value

Rows = Mapping[int, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Given:
    """Stands in a compiled query for a value that is told whenever it is asked."""

    name: str


def given(name: str) -> Value:
    """The value of that name, to compare a column with."""
    return Value(Given(name))


OF_PROGRAMS = given("programs")
"""The keys of the programs of the batch."""


@Field.register_lookup
@ForeignKey.register_lookup
class AnyOf(Lookup):
    """``program__any_of=given("programs")``: one parameter for any number of keys, where ``in`` has one for each."""

    lookup_name = "any_of"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", (*left_values, *right_values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """The text of a query, its values with those that are ``Given``, and what makes a named tuple of a row."""

    sql: str
    values: tuple[Any, ...]
    named: Callable[[Iterable[Any]], Any]


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
        compiled = self._compiled
        values = [known[each.name] if isinstance(each, Given) else each for each in compiled.values]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, values)
            return [compiled.named(row) for row in cursor.fetchall()]

    @cached_property
    def _compiled(self) -> Compiled:
        query = self._query().query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        fields = [column.output_field for column, *_ in compiler.select or ()]
        assert not any(hasattr(field, "from_db_value") for field in fields), "columns come as PostgreSQL gives them"
        row = namedtuple("Row", [*query.selected])  # type: ignore[misc]
        return Compiled(sql=sql, values=tuple(values), named=row._make)


def grouped(rows: Iterable[Any], key: str) -> Rows:
    """Rows by the value of ``key``, keeping their order; a key without rows gives an empty list."""
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups
