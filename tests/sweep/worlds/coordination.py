"""What stands in the addresses of the coordination analyses."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tracker.models import LatencyScenario

WORDS: dict[str, str] = {"<slug:area>": "shifts"}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """A kept scenario of the first flow; other results are worked out."""
    flow = program.flows.earliest("id")
    kept = LatencyScenario.objects.create(flow=flow, name="Weekly", change={}, demand={}, saved_by=pmo_lead)
    return {"latency-scenarios": kept}
