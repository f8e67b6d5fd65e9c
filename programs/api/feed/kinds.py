"""What the feed tells of: every list of the record, with the table behind it and to what its rows belong."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from programs.api.routes import ROUTES
from programs.models.base import Record
from programs.models.scope import Place, place_of


@dataclass(frozen=True, slots=True)
class Kind:
    """A list of the API: its name in addresses, and the name of its table in the feed."""

    name: str
    table: str
    viewset: type[Any]
    model: type[models.Model]
    place: Place


@cache
def kinds() -> tuple[Kind, ...]:
    """Every list of the record in the order in which a copy is read."""
    found: list[tuple[str, Any, Any]] = [(name, viewset, viewset.queryset) for name, viewset, _ in ROUTES]
    return tuple(
        Kind(name, str(rows.model._meta.model_name), viewset, rows.model, place_of(rows.model))
        for name, viewset, rows in found
        if issubclass(rows.model, Record)
    )


@cache
def kind_of_table() -> dict[str, Kind]:
    return {kind.table: kind for kind in kinds()}


@cache
def catalog() -> str:
    """Short text that changes when a list is added: a copy that was made before lacks its rows."""
    names = " ".join(kind.name for kind in kinds())
    return hashlib.blake2b(names.encode(), digest_size=4).hexdigest()
