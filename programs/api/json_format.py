"""JSON in and out: strict where it comes in (no NaN, no lone surrogates), fast where it goes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

import orjson
from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from programs.api.limits import MOST_ROWS, TooLarge, check_size


class JSONRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=str)


class JSONParser(BaseParser):
    media_type = "application/json"
    most_megabytes = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        limit = self.most_megabytes * 1024 * 1024
        content = stream.read(limit + 1)
        if len(content) > limit:
            raise TooLarge(f"JSON may have at most {self.most_megabytes} MB.")
        try:
            body = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            raise ParseError(f"This is not JSON: {error}") from error
        check_size(body, most_rows=getattr((parser_context or {}).get("view"), "most_rows", MOST_ROWS))
        return body
