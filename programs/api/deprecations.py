"""What of the API will go, from when on it should not be used, and until when it works (RFC 9745, RFC 8594)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.http import http_date

SHORTEST_NOTICE = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecation:
    """A route, or a field of what it shows, that something else replaces.

    routes  names of the addresses whose answers say so, such as ``api:flow-list``
    schema  name of the component in the description, with ``field``; both blank for whole routes
    since   from this day on it should not be used
    until   up to this day it works
    see     where to read what replaces it
    """

    routes: frozenset[str]
    since: date
    until: date
    see: str
    schema: str = ""
    field: str = ""

    def __post_init__(self) -> None:
        if self.until - self.since < SHORTEST_NOTICE:
            raise ValueError(f"What is deprecated works for another {SHORTEST_NOTICE.days} days at least.")
        if bool(self.schema) != bool(self.field):
            raise ValueError("A field is named together with the schema that has it.")


DEPRECATED: tuple[Deprecation, ...] = ()
"""Everything that is deprecated now. A line leaves together with what it names, on the day after ``until``."""


def headers_of(route: str, deprecated: Iterable[Deprecation] | None = None) -> dict[str, str]:
    """Headers of the answers of a route; none when nothing of it is deprecated.

    Of several the first to be deprecated and the first to go are told, and each one's page.
    """
    found = [each for each in (DEPRECATED if deprecated is None else deprecated) if route in each.routes]
    if not found:
        return {}
    since = min(each.since for each in found)
    until = min(each.until for each in found)
    pages = dict.fromkeys(each.see for each in found)
    return {
        "Deprecation": f"@{seconds(since)}",
        "Sunset": http_date(seconds(until)),
        "Link": ", ".join(f'<{page}>; rel="deprecation"; type="text/html"' for page in pages),
    }


def mark_fields(document: dict[str, Any], deprecated: Iterable[Deprecation] | None = None) -> None:
    """Marks deprecated fields in the description."""
    for each in DEPRECATED if deprecated is None else deprecated:
        if each.field:
            document["components"]["schemas"][each.schema]["properties"][each.field]["deprecated"] = True


def is_deprecated(route: str) -> bool:
    """Whether the route as a whole will go."""
    return any(route in each.routes and not each.field for each in DEPRECATED)


def seconds(day: date) -> int:
    """The beginning of the day in UTC, as seconds since 1970."""
    return int(datetime.combine(day, time.min, tzinfo=UTC).timestamp())
