"""One row of a noun, and a change of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from programs.models.base import Record

RecordModel: TypeAlias = type[Record]
FROM_ELSEWHERE = {"source_system": "planview", "external_id": "1"}


@dataclass(frozen=True)
class Sample:
    """A noun as the tests of every table write it.

    make        writes a row of it in a program; where rows never change it can be called again for the same program,
                and takes columns by name
    change      what changes a row; empty when rows never change
    in_program  only members of the program see its rows
    """

    make: Callable[..., Record]
    change: Mapping[str, Any] = field(default_factory=dict)
    in_program: bool = True


Samples: TypeAlias = dict[RecordModel, Sample]
