"""Small differences between records that are the same on every load: drawn from names, not from a clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

SEED = "two companies"
Choice = TypeVar("Choice")


def between(name: str, low: int, high: int) -> int:
    """A number from ``low`` to ``high``, both included, that belongs to ``name``."""
    return low + crc32(f"{SEED}/{name}".encode()) % (high - low + 1)


def one_of(name: str, choices: Sequence[Choice]) -> Choice:
    """The choice that belongs to ``name``."""
    return choices[between(name, 0, len(choices) - 1)]
