"""The areas of the record. Each fills its own file of every table that the tests share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

AREAS = (
    "plan",
    "constraints",
    "interfaces",
    "decisions",
    "metrics",
    "pilots",
    "culture",
    "tradeoffs",
    "planning",
    "governance",
    "people",
    "readings",
    "committees",
    "lifecycle",
    "policy",
    "weekly",
)
WITH_ADDRESSES = (*AREAS, "coordination")
"""Areas that have addresses; the reckoning has some without rows of the record."""


def each_area(package: str, name: str, areas: Iterable[str] = AREAS) -> Iterator[Any]:
    """What the file of each area in the package calls ``name``."""
    return (getattr(import_module(f"{package}.{area}"), name) for area in areas)


def merged(package: str, name: str, areas: Iterable[str] = AREAS) -> dict[Any, Any]:
    """The areas' tables of that name as one; two areas that fill the same line are an error."""
    table: dict[Any, Any] = {}
    for part in each_area(package, name, areas):
        assert not table.keys() & part.keys(), f"Two areas of {package} say {sorted(table.keys() & part.keys())}"
        table |= part
    return table
