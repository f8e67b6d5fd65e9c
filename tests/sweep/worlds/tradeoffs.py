"""One of everything of trade-offs and market shifts."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests.factories.tradeoffs import make_estimate, make_response, make_shift

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {"<slug:follow_up>": "dispute"}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid."""
    shift = make_shift(program, recorded_by=pmo_lead)
    return {
        "trade-offs": make_estimate(program, entered_by=pmo_lead),
        "market-shifts": shift,
        "shift-responses": make_response(shift),
    }
