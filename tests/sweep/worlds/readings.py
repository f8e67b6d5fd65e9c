"""One of everything of readings. The metric of their addresses is made with the metrics."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests.factories import readings as make

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid."""
    return {"readings": make.make_flow_reading(program)}
