"""Where a client of the feed stands that has read every row, without the minutes that reading them would take."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from django.db import connection

from programs.api.feed.cursor import Place, decode

# With its triggers, which make the entries.
WRITTEN = """
    UPDATE programs_milestone SET weight = weight + 1
    WHERE id IN (SELECT id FROM programs_milestone ORDER BY id LIMIT %s)
"""


def read_up_to_now(first_next: str) -> Place:
    """Behind the newest entry, made of the ``next`` of the first page."""
    place = decode(parse_qs(urlsplit(first_next).query)["after"][0])
    assert place.walk is not None
    return replace(place, access=place.walk.towards, walk=None)


def write_entries(count: int) -> None:
    """So many milestones are changed, and the feed tells of each."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [count])
        cursor.execute("ANALYZE programs_change")
