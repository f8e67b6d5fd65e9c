"""Headers that an answer carries and its description does not name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from programs.api.describing.document import openapi_document

# What every site says, whatever it answers.
OF_THE_WEB = {
    "allow",
    "cache-control",
    "content-encoding",
    "content-language",
    "content-length",
    "content-security-policy",
    "content-type",
    "cross-origin-opener-policy",
    "referrer-policy",
    "set-cookie",
    "vary",
    "x-content-type-options",
    "x-frame-options",
}


def undescribed(method: str, path: str, *, answer: Any) -> set[str]:
    """Names of headers of the answer that its description does not know."""
    document: dict[str, Any] = openapi_document()
    described: Mapping[str, Any] = document["paths"][path][method.lower()]["responses"][str(answer.status_code)]
    if "$ref" in described:
        described = document["components"]["responses"][described["$ref"].rpartition("/")[2]]
    known = {name.lower() for name in described.get("headers", {})}
    return {name.lower() for name in answer.headers} - OF_THE_WEB - known
