"""The nouns of the API in the groups of docs/api.md, each with what it is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from programs.api.describing.words import first_line
from programs.models.scope import Scope, place_of


class Group(StrEnum):
    PROGRAM = "Of a program"
    SHARED = "Of the installation"
    RECKONING = "The reckoning"
    ACCESS = "Access and copies"


def add_groups(document: dict[str, Any], views: Iterable[tuple[str, Any]]) -> None:
    """Says of each noun what it is and in which group, and orders nouns and groups.

    views  the address of each operation and the class that answers there, the noun's own list before others
    """
    found: dict[str, tuple[Group, str]] = {}
    for path, view in views:
        for operation in document["paths"].get(path, {}).values():
            found.setdefault(operation["tags"][0], (group_of(view), first_line(vars(view).get("__doc__"))))
    grouped = sorted(found.items(), key=lambda item: (list(Group).index(item[1][0]), item[0]))
    document["tags"] = [{"name": noun, "description": text} for noun, (_, text) in grouped]
    document["x-tagGroups"] = [
        {"name": group.value, "tags": [noun for noun, (at, _) in grouped if at is group]} for group in Group
    ]


def group_of(view: Any) -> Group:
    """By what the rows of the view belong to; what is no row of the record is access, or worked out from it."""
    if view.__module__.partition(".")[0] != __name__.partition(".")[0]:
        return Group.RECKONING
    rows = getattr(view, "queryset", None)
    if rows is None:
        return Group.ACCESS
    try:
        place = place_of(rows.model)
    except LookupError:
        return Group.ACCESS
    return Group.PROGRAM if place.scope is Scope.PROGRAM and not place.or_shared else Group.SHARED
