"""The floor of the API: bare Django views that pass on what PostgreSQL writes, with no framework above them.

They check the same token, put the same condition of visibility and show the same columns, in statements written by
hand. They know no other parameter, form no tag, and name no page before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils import timezone
from knox.crypto import hash_token

from tests.benchmarks.bare.statements import CHANGES, DETAIL, LINES, LIST, TOKEN

BLOCK_BYTES = 64 * 1024


def asked(sql: str, **values: Any) -> Any:
    """The first column of the first row."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row and row[0]


def reader(request: HttpRequest) -> dict[str, Any]:
    """Whose token it is, and the day, as the statements take them."""
    digest = hash_token(request.headers["Authorization"].removeprefix("Bearer "))
    person = asked(TOKEN, digest=digest)
    if person is None:
        raise PermissionError
    return {"person": person, "today": timezone.localdate()}


def milestones(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    who = reader(request)
    if request.GET.get("format") == "csv":
        return StreamingHttpResponse(lines(who), content_type="text/csv")
    rows = asked(LIST, **who, most=int(request.GET["page_size"]))
    return passed_on(f'{{"results":{rows}}}')


def milestone(request: HttpRequest, uid: str) -> HttpResponse:
    return passed_on(asked(DETAIL, **reader(request), uid=uid))


def changes(request: HttpRequest) -> HttpResponse:
    after, most = int(request.GET["after"]), int(request.GET["page_size"])
    rows = asked(CHANGES, **reader(request), after=after, most=most)
    return passed_on(f'{{"results":{rows}}}')


def passed_on(text: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="application/json")
    answer.headers["Content-Length"] = str(len(answer.content))
    return answer


def lines(who: dict[str, Any]) -> Iterator[bytes]:
    block = bytearray()
    with connection.cursor() as cursor, cursor.copy(f"COPY ({LINES}) TO STDOUT (FORMAT csv, HEADER)", who) as rows:
        for row in rows:
            block += row
            if len(block) >= BLOCK_BYTES:
                yield bytes(block)
                block.clear()
    yield bytes(block)


urlpatterns = [
    path("api/v1/milestones/", milestones),
    path("api/v1/milestones/<uuid:uid>/", milestone),
    path("api/v1/changes/", changes),
]
