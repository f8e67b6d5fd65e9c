"""One of everything of a program's life."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests.factories.lifecycle import make_pause

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {"<slug:step>": "pause"}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid."""
    return {"program-pauses": make_pause(program, paused_by=pmo_lead)}
