"""What a person may see, as sets of ids by scope that can be subtracted: what they gained, and what they lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from programs.api.feed.kinds import Kind
from programs.models.scope import SHARED_ID, Place, Scope, way_of

ALL = "all"


def array_text(ids: Iterable[int]) -> str:
    """The ids as PostgreSQL writes an array: the driver takes a millisecond for a list of a thousand."""
    return f"{{{','.join(map(str, sorted(ids)))}}}"


@dataclass(frozen=True, slots=True)
class Ids:
    """A set of ids; with ``rest`` all ids that exist but these."""

    ids: frozenset[int] = frozenset()
    rest: bool = False

    def __bool__(self) -> bool:
        return self.rest or bool(self.ids)

    def __sub__(self, other: Ids) -> Ids:
        if other.rest:
            return Ids(other.ids - self.ids) if self.rest else Ids(self.ids & other.ids)
        return Ids(self.ids | other.ids, rest=True) if self.rest else Ids(self.ids - other.ids)

    def sql(self, id_: str) -> tuple[str, list[Any]]:
        """Condition that an SQL expression is one of the ids."""
        if not self.ids:
            return ("TRUE" if self.rest else "FALSE"), []
        return (f"{id_} <> ALL(%s::bigint[])" if self.rest else f"{id_} = ANY(%s::bigint[])"), [array_text(self.ids)]


@dataclass(frozen=True, slots=True)
class Access:
    """Which rows somebody may see: ids by scope."""

    scopes: Mapping[Scope, Ids] = field(default_factory=dict)

    def of(self, scope: Scope) -> Ids:
        return self.scopes.get(scope, Ids())

    def __sub__(self, other: Access) -> Access:
        return Access({scope: self.of(scope) - other.of(scope) for scope in Scope})

    def __and__(self, other: Access) -> Access:
        return self - (self - other)

    def touches(self, place: Place) -> bool:
        """Whether rows that belong there can be among these."""
        return any(self.of(scope) for scope in place.scopes)

    def rows_sql(self, kind: Kind) -> tuple[str, list[Any]]:
        """Condition of rows of one list, whose table has the alias ``r``."""
        place = kind.place
        if place.scope == Scope.SHARED:
            return ("TRUE" if self.of(Scope.SHARED) else "FALSE"), []
        condition, given = self.of(place.scope).sql("{id}")
        parts, values, before = [], [], ""
        for path in place.paths:
            way = way_of(kind.model, path)
            parts.append(before + way.leads_to("r", condition))
            values += given
            before += f"r.{way.first} IS NULL AND "
        if place.or_shared and self.of(Scope.SHARED):
            parts.append(before.removesuffix(" AND "))
        return f"({' OR '.join(parts)})", values

    def changes_sql(self) -> tuple[str, list[Any]]:
        """Condition of entries of the feed."""
        parts: list[str] = []
        values: list[Any] = []
        for scope in Scope:
            if self.of(scope):
                condition, given = self.of(scope).sql("scope_id")
                parts.append(f"scope = '{scope.value}' AND {condition}")
                values += given
        return f"({' OR '.join(parts) or 'FALSE'})", values

    def as_stored(self) -> dict[str, Any]:
        """The scopes as they are kept; only what one person sees is kept, never a difference."""
        return {scope.value: ALL if ids.rest else sorted(ids.ids) for scope, ids in self.scopes.items() if ids}

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Access:
        return cls({Scope(key): Ids(rest=True) if ids == ALL else some(ids) for key, ids in stored.items()})

    @property
    def digest(self) -> str:
        """Short text that is the same for the same rows, by which a cursor names what its client holds."""
        stored = orjson.dumps(self.as_stored(), option=orjson.OPT_SORT_KEYS)
        return hashlib.blake2b(stored, digest_size=16).hexdigest()


NOTHING = Access()


def some(ids: Iterable[int]) -> Ids:
    return Ids(frozenset(ids))


def everything_shared(reads: bool) -> Ids:
    """What the installation shares, all of it or nothing."""
    return some([SHARED_ID] if reads else [])
