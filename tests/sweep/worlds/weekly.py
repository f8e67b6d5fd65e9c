"""One of everything of the week."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests.factories import weekly as make_weekly

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid."""
    return {"weekly-statements": make_weekly.make_statement(program)}
