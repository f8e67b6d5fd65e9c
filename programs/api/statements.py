"""Statements of reads, kept from request to request: building one takes longer than PostgreSQL takes to answer it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from programs.compiled import Compiled, compiled

MOST_KEPT = 500
"""In a process. A statement takes some kilobytes."""


@lru_cache(maxsize=MOST_KEPT)
def place_for(key: Hashable) -> list[Compiled]:
    """Where the statement for ``key`` is kept; those that nobody has asked for longest go."""
    return []


def ask(key: Hashable, build: Callable[[], QuerySet[Any, Any]], known: Mapping[str, Any]) -> list[Any]:
    """The rows of the query that ``build`` gives, as named tuples.

    key    everything that the query depends on but the values that are ``given`` in it, which ``known`` tells; the
           rows that a person may see are found anew each time, for who they are is a part of the statement
    """
    place = place_for(key)
    if not place:
        place.append(compiled(build()))
    return place[0].ask(known)
