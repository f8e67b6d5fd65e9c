"""What stands in the addresses of the coordination analyses; their rows come with the published report."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User

WORDS: dict[str, str] = {"<slug:area>": "shifts"}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """No rows of their own."""
    return {}
