"""The description as it is served: made once in a process, and answered with a tag."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

import orjson
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from drf_spectacular.generators import SchemaGenerator
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from programs.api.deprecations import mark_fields
from programs.api.describing.examples import add_examples
from programs.api.describing.groups import add_groups
from programs.api.describing.links import add_links
from programs.api.describing.meanings import add_meanings
from programs.api.describing.parts import share_parts
from programs.api.describing.problems import add_words
from programs.api.etags import is_fresh
from programs.api.views import StrictView


def complete(result: dict[str, Any], *, generator: SchemaGenerator, **_: Any) -> dict[str, Any]:
    """The description with what its views do not say: groups, examples, links; equal parts once."""
    endpoints: Any = generator.endpoints  # Address, its pattern, method, and the function that answers.
    mark_fields(result)
    add_groups(result, ((path, callback.cls) for path, _, _, callback in endpoints))
    add_meanings(result)
    add_examples(result)
    add_words(result)
    add_links(result)
    share_parts(result)
    return result


@cache
def openapi_document() -> dict[str, Any]:
    """The description; the same for everybody, so it is made once per process."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    document: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return document


@dataclass(frozen=True, slots=True)
class Written:
    """The description as bytes, plain and compressed: it holds no secret that compression could betray."""

    plain: bytes
    packed: bytes
    tag: str


@cache
def written() -> Written:
    plain = orjson.dumps(openapi_document())
    return Written(plain, gzip.compress(plain, mtime=0), f'"{sha256(plain).hexdigest()}"')


class SchemaView(StrictView):
    """This description of the API, open to everybody."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    schema = None

    def get(self, request: Request) -> HttpResponse:
        """The bytes that were made once; 304 for who holds them."""
        found = written()
        headers = {"ETag": f"W/{found.tag}", "Cache-Control": "no-cache"}
        if is_fresh(request.headers.get("If-None-Match"), found.tag):
            return HttpResponseNotModified(headers=headers)
        packs = "gzip" in request.headers.get("Accept-Encoding", "")
        answer = HttpResponse(found.packed if packs else found.plain, content_type="application/json", headers=headers)
        if packs:
            answer.headers["Content-Encoding"] = "gzip"
        patch_vary_headers(answer, ["Accept-Encoding"])
        return answer
