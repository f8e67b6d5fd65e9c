"""One of everything of decisions."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests.factories import decisions as make

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid."""
    right = make.make_decision_right(program)
    team = make.make_team(program)
    return {
        "teams": team,
        "team-functions": make.make_team_function(team),
        "decision-rights": right,
        "decision-right-resources": make.make_commitment(right),
        "authorities": make.make_authority(right),
        "decisions": make.make_decision(program, raised_by=pmo_lead),
    }
