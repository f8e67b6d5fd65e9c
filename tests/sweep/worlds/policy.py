"""One of everything of the policy and of sources."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests.factories.policy import make_source

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid."""
    source = make_source(program)
    return {"field-sources": source, "sources": source}
