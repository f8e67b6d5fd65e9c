"""Links of OpenAPI: what can be done next with the row that an answer shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

ROW = "{uid}/"
NAMED = re.compile(r"\{(\w+)\}")
Operations = dict[str, dict[str, Any]]


def add_links(document: dict[str, Any]) -> None:
    """Leads from each answer with one row to the operations on that row, with its uid and its version."""
    paths: dict[str, Operations] = document["paths"]
    for path, operations in paths.items():
        for answer in answers_with_a_row(path, operations, paths=paths):
            below = path if path.endswith(ROW) else f"{path}{ROW}"
            if found := dict(links(below, paths=paths, has_tag="ETag" in answer["headers"])):
                answer["links"] = found


def answers_with_a_row(path: str, operations: Operations, *, paths: dict[str, Operations]) -> Iterator[Any]:
    """The answers of creating a row of a list, and of reading one."""
    if "post" in operations and f"{path}{ROW}" in paths:
        yield operations["post"]["responses"]["201"]
    if "get" in operations and path.endswith(ROW):
        yield operations["get"]["responses"]["200"]


def links(below: str, *, paths: dict[str, Operations], has_tag: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """A link for each operation at the row's own address and right below it."""
    for path, operations in paths.items():
        if path.startswith(below) and "{" not in path.removeprefix(below):
            for operation in operations.values():
                yield operation["operationId"], link(operation, below=below, has_tag=has_tag)


def link(operation: dict[str, Any], *, below: str, has_tag: bool) -> dict[str, Any]:
    """The operation with the row's uid, the names of what it stands below, and its version where that is needed."""
    parents = [name for name in NAMED.findall(below) if name != "uid"]
    given = {"path.uid": "$response.body#/uid"} | {f"path.{name}": f"$request.path.{name}" for name in parents}
    asks_version = any(each["name"] == "If-Match" for each in operation.get("parameters", ()))
    if asks_version and has_tag:
        given["header.If-Match"] = "$response.header.ETag"
    return {"operationId": operation["operationId"], "parameters": given}
