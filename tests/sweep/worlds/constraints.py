"""One of everything of constraints and what was observed of them."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests.factories import constraints as make

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid."""
    constraint = make.constraint_in(program)
    return {
        "resources": constraint.resource,
        "resource-controls": make.make_control(constraint.resource),
        "constraints": constraint,
        "focusing-steps": constraint.steps.get(),
        "constraint-observations": make.observation_in(program),
    }
