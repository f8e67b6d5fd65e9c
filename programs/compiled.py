"""Queries that are written with Django and compiled once: building the SQL of one takes longer than its answer."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field, ForeignKey, Lookup, QuerySet, Value


@dataclass(frozen=True, slots=True)
class Given:
    """Stands in a compiled query for a value that is told whenever it is asked."""

    name: str


def given(name: str) -> Value:
    """The value of that name, to compare a column with."""
    return Value(Given(name))


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
    """The text of a query, its values with those that are ``Given``, and what makes a named tuple of a row.

    sql  blank for a query that can have no rows, whatever is given
    """

    sql: str
    values: tuple[Any, ...]
    named: Callable[[Iterable[Any]], Any]

    def ask(self, known: Mapping[str, Any]) -> list[Any]:
        """The rows for what is given, as named tuples."""
        if not self.sql:
            return []
        values = [known[each.name] if isinstance(each, Given) else each for each in self.values]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return [self.named(row) for row in cursor.fetchall()]


def compiled(rows: QuerySet[Any, Any]) -> Compiled:
    """The query, which names its columns (``values_list``); columns that Django would convert are refused."""
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    row = namedtuple("Row", [*rows.query.selected])  # type: ignore[misc]
    try:
        sql, values = compiler.as_sql()
    except EmptyResultSet:
        return Compiled(sql="", values=(), named=row._make)
    fields = [column.output_field for column, *_ in compiler.select or ()]
    assert not any(hasattr(field, "from_db_value") for field in fields), "columns come as PostgreSQL gives them"
    return Compiled(sql=sql, values=tuple(values), named=row._make)
