"""One of everything of pilots."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests.factories import pilots as make_pilots

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid."""
    pilot = make_pilots.make_pilot(program)
    return {"pilots": pilot, "pilot-guardrails": make_pilots.make_guardrail(pilot)}
