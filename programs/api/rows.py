"""Rows of the API as PostgreSQL writes them: one expression for each serializer, made from the fields it declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Expression, Model, OuterRef, QuerySet, Subquery, TextField
from rest_framework import serializers

from programs.api.fields import Moment, Row, UidField, shape_of
from programs.models import User

Sql = tuple[str, tuple[Any, ...]]
TABLE = "{table}"
TIME = """YYYY-MM-DD"T"HH24:MI:SS.US"Z\""""


@dataclass(frozen=True, slots=True)
class Look:
    """How a row is shown: which of its fields (None: all), and which of the rows that it names beside them."""

    fields: tuple[str, ...] | None = None
    expanded: tuple[str, ...] = ()


class ColumnText(Expression):
    """One field of a row of the query's own table, in the form in which it is shown."""

    def __init__(self, column: Sql) -> None:
        super().__init__(output_field=TextField())
        self.column = column

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        return self.column[0].replace(TABLE, own_table(compiler)), self.column[1]


class RowText(Expression):
    """A row of the query's own table as JSON text, its fields in the order in which the serializer declares them.

    rows  for each field that is expanded the JSON of the row it names, or NULL; they stand in ``expanded``
    """

    def __init__(self, columns: Mapping[str, Sql], rows: Mapping[str, Expression]) -> None:
        super().__init__(output_field=TextField())
        self.columns, self.rows = columns, dict(rows)

    def get_source_expressions(self) -> list[Any]:
        return list(self.rows.values())

    def set_source_expressions(self, exprs: Iterable[Any]) -> None:
        self.rows = dict(zip(self.rows, exprs, strict=True))

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        text, params = joined(self.columns)
        text = text.replace(TABLE, own_table(compiler))
        if self.rows:
            rows = {name: compiled(compiler, row) for name, row in self.rows.items()}
            inner, more = joined({name: (f"({sql})::json", given) for name, (sql, given) in rows.items()})
            text += f', (SELECT row_to_json(e) FROM (SELECT {inner}) e) AS "expanded"'  # noqa: S608 - names of our own
            params += more
        return f"(SELECT row_to_json(r) FROM (SELECT {text}) r)::text", tuple(params)  # noqa: S608


def compiled(compiler: Any, row: Expression) -> Sql:
    """The named row; NULL where Django sees that the person can see none."""
    try:
        return cast("Sql", compiler.compile(row))
    except EmptyResultSet:
        return "NULL", ()


def own_table(compiler: Any) -> str:
    """What the query calls its own table: inside of another query that is an alias, known only when it is compiled."""
    return str(compiler.quote_name_unless_alias(next(iter(compiler.query.alias_map))))


def joined(columns: Mapping[str, Sql]) -> tuple[str, list[Any]]:
    """The columns as they stand in a SELECT."""
    text = ", ".join(f'{sql} AS "{name}"' for name, (sql, _) in columns.items())
    return text, [each for _, params in columns.values() for each in params]


def row_text(shape: type[Row], look: Look, *, moment: Moment, person: User) -> RowText:
    """The rows of ``shape`` as JSON text. Of the rows that they name, those that the person may see are expanded."""
    rows: dict[str, Any] = {name: named_row(shape, name, moment=moment, person=person) for name in look.expanded}
    return RowText(columns(shape, moment, look.fields), rows)


def named_row(shape: type[Row], name: str, *, moment: Moment, person: User) -> Subquery:
    """The row that the field ``name`` names, as its own address shows it."""
    model = named_model(shape, name)
    other = shape_of(model)
    rows: QuerySet[Any] = model._default_manager.visible_to(person)  # type: ignore[attr-defined]
    text = RowText(columns(other, moment), {})
    own = rows.filter(pk=OuterRef(str(declared(shape)[name].source))).order_by()
    return Subquery(own.annotate(shown=text).values("shown")[:1])


def named_model(shape: type[Row], name: str) -> type[Model]:
    """The table of the rows that a field of uids names."""
    column: Any = shape.Meta.model._meta.get_field(str(declared(shape)[name].source))
    return cast("type[Model]", column.related_model)


@cache
def expandable(shape: type[Row]) -> list[str]:
    """Fields that name a row which can stand beside them."""
    named = [name for name, field in declared(shape).items() if isinstance(field, UidField)]
    return [name for name in named if named_model(shape, name) in Row.shapes]


@cache
def declared(shape: type[Row]) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
    """The fields of the serializer by name, in their order."""
    return dict(shape().fields)


@lru_cache(maxsize=1024)
def columns(shape: type[Row], moment: Moment, names: tuple[str, ...] | None = None) -> dict[str, Sql]:
    """The fields ``names`` (None: all) as columns by name, with ``{table}`` for the name of their table."""
    return {name: column_sql(shape, name, moment) for name in declared(shape) if names is None or name in names}


def column_sql(shape: type[Row], name: str, moment: Moment) -> Sql:
    """One field of a row, in the form in which it is shown."""
    field, query = declared(shape)[name], shape.rows(moment).query
    if str(field.source) in query.annotations:
        text, params = query.get_compiler(DEFAULT_DB_ALIAS).compile(query.annotations[str(field.source)])
        return shown_as(field, text.replace(f'"{shape.Meta.model._meta.db_table}".', f"{TABLE}.")), tuple(params)
    first, _, second = str(field.source).partition(".")
    column: Any = shape.Meta.model._meta.get_field(first)
    own = f'{TABLE}."{column.column}"'
    other = "uid" if isinstance(field, UidField) else second
    if not other:
        return shown_as(field, own), ()
    table, key = column.related_model._meta.db_table, column.target_field.column
    text = f'(SELECT other."{other}" FROM "{table}" other WHERE other."{key}" = {own})'  # noqa: S608
    return shown_as(field, text), ()


def shown_as(field: serializers.Field[Any, Any, Any, Any], sql: str) -> str:
    """The value as JSON has it: times in UTC to the microsecond, decimal numbers as text of their full scale."""
    if isinstance(field, serializers.DateTimeField):
        return f"to_char({sql} AT TIME ZONE 'UTC', '{TIME}')"
    if isinstance(field, serializers.DecimalField):
        return f"({sql})::text"
    if isinstance(field, serializers.ListField) and isinstance(field.child, serializers.DecimalField):
        return f"({sql})::text[]"
    return sql
