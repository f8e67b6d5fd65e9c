"""Lists as CSV: all rows at once, written by PostgreSQL and passed on as they come."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request

from programs.api.fields import Moment, Row
from programs.api.json_format import JSONRenderer
from programs.api.query import WrongParameter
from programs.api.rows import ColumnText, Look, Sql, columns, declared

MEDIA_TYPE = "text/csv"
BLOCK_BYTES = 64 * 1024
# A spreadsheet would take text that begins like this for a formula; an apostrophe says that it is none.
NO_FORMULA = "regexp_replace({sql}, '^(?=[=+@\t\r-])', '''')"


class CsvRenderer(JSONRenderer):
    """Lets a client ask for CSV; what goes wrong is said in JSON all the same."""

    media_type = MEDIA_TYPE
    format = "csv"


def wants_csv(request: Request) -> bool:
    """True when the list is asked for as CSV, by ``format`` or by ``Accept``.

    raises  WrongParameter for another format, and for what CSV does not have: pages and expanded rows
    """
    asked, accepted = request.query_params.get("format"), getattr(request, "accepted_renderer", None)
    if asked not in {None, "csv", "json"}:
        raise WrongParameter({"format": ["Use csv or json."]})
    wants = asked == "csv" or (asked is None and isinstance(accepted, CsvRenderer))
    beside = [name for name in ("cursor", "page_size", "expand") if wants and name in request.query_params]
    if beside:
        say = ErrorDetail(
            "CSV has all rows of the list, and none of those that they name. Leave this out.", "not_in_csv"
        )
        raise WrongParameter({name: [say] for name in beside})
    return wants


def csv_response(
    rows: QuerySet[Any], shape: type[Row], look: Look, *, moment: Moment, name: str
) -> StreamingHttpResponse:
    """The rows as a file, a line each below a line of headings that is there for no rows too."""
    shown = {field: spreadsheet_column(shape, field, sql) for field, sql in columns(shape, moment, look.fields).items()}
    texts = {f"shown_{field}": ColumnText(column) for field, column in shown.items()}
    lines = stream(rows.annotate(**texts).values_list(*texts), list(shown))
    first = next(lines)  # What the database refuses is still told as a problem.
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingHttpResponse(
        chain([first], lines), content_type=f"{MEDIA_TYPE}; charset=utf-8; header=present", headers=headers
    )


def stream(rows: QuerySet[Any, Any], headings: list[str]) -> Iterator[bytes]:
    """The lines in blocks of some size, read from PostgreSQL as they are taken."""
    head = io.StringIO()
    csv.writer(head, lineterminator="\n").writerow(headings)
    block = bytearray(head.getvalue().encode())
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:  # Django sees that no row can be meant, and makes no statement.
        yield bytes(block)
        return
    copy = f"COPY ({sql}) TO STDOUT WITH (FORMAT csv)"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(copy, params) as lines:
        for line in lines:
            block += line
            if len(block) >= BLOCK_BYTES:
                yield bytes(block)
                block.clear()
    yield bytes(block)


def spreadsheet_column(shape: type[Row], name: str, column: Sql) -> Sql:
    """The column as a spreadsheet takes it: true and false, lists as JSON, and no text that would be a formula."""
    field, (sql, params) = declared(shape)[name], column
    if isinstance(field, serializers.BooleanField):
        return f"({sql})::text", params
    if isinstance(field, serializers.ListField):
        return f"array_to_json({sql})", params
    if isinstance(field, serializers.CharField):
        return NO_FORMULA.format(sql=sql), params
    return column
