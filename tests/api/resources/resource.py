"""A list of the API as a test reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from programs.models import Program

days = (date(2026, 2, 1) + timedelta(days=number) for number in count())
# What a word in a body or a path names, out of the rows that every list made, by the path of the list.
Names = dict[str, Callable[[Mapping[str, Any]], Any]]


@dataclass(frozen=True, slots=True)
class Resource:
    """``path`` below /api/v1/ may hold {program}; ``make`` adds one row to the program.

    when_named  fields that the list shows only when it is asked for them
    """

    path: str
    make: Callable[[Program], Any]
    when_named: tuple[str, ...] = ()

    def address(self, program: Program) -> str:
        return f"/api/v1/{self.path.format(program=program.uid)}/"
