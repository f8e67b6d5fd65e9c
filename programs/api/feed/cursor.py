"""A place in the feed as opaque text: what the client holds already, and how far it has come."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

import orjson
from rest_framework.exceptions import APIException, ValidationError

MOST = 2**63 - 1


class ReadAnew(APIException):
    """The place is of another life of the feed, or of a time whose changes are no longer kept."""

    status_code = HTTPStatus.GONE
    default_code = "read_anew"
    default_detail = (
        "The feed no longer leads on from this cursor. Drop the copy and read anew: ask without after, "
        "and follow next until at_end."
    )


@dataclass(frozen=True, slots=True)
class Walk:
    """The client is being told of rows that it lost and gained with its access, table by table.

    towards  digest of what it will see when the walk is over
    gaining  False while rows that were lost are named, True afterwards
    kind     the list at hand, and ``row`` the last row of it that was named
    hidden   digests of what could be seen meanwhile, where that was something else: the rest was not told
    """

    towards: str
    gaining: bool = False
    kind: str = ""
    row: int = 0
    hidden: tuple[str, ...] = ()

    def past(self, seen: str) -> Walk:
        """The walk after a page that was read by who sees what has this digest."""
        is_known = seen == self.towards or seen in self.hidden
        return self if is_known else replace(self, hidden=(*self.hidden, seen))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a client stands.

    generation  of the feed
    xact, id    the last entry that it need not be told again; 0 before the first
    access      digest of what it could see
    hidden      digests of what could be seen while it was told of that: it holds for sure what is in all of them
    seen_at     seconds since 1970: rows made later than that it does not hold
    walk        the walk that it is in, if any
    """

    generation: str
    xact: int
    id: int
    access: str
    seen_at: int
    walk: Walk | None = None
    hidden: tuple[str, ...] = ()

    def encode(self) -> str:
        at = self.walk
        walk = at and [at.towards, at.gaining, at.kind, at.row, at.hidden]
        parts = [self.generation, self.xact, self.id, self.access, self.seen_at, walk, self.hidden]
        return urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def decode(text: str) -> Place:
    """The place that ``encode`` wrote; else ValidationError."""
    try:
        parts = orjson.loads(urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
        generation, xact, id_, access, seen_at, walk, hidden = parts
        at = walk and walk_of(walk)
        digests = tuple(map(str, hidden))
        place = Place(str(generation), number(xact), number(id_), str(access), number(seen_at), at, digests)
    except (ValueError, TypeError, binascii.Error) as error:
        message = "Use the cursor of a next link as it is."
        raise ValidationError({"after": [message]}, code="invalid_cursor") from error
    return place


def walk_of(parts: Any) -> Walk:
    towards, gaining, kind, row, hidden = parts
    return Walk(str(towards), bool(gaining), str(kind), number(row), tuple(map(str, hidden)))


def number(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= MOST:
        raise ValueError(value)
    return value
