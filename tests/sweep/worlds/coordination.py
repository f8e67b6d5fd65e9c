"""What stands in the addresses of the coordination analyses."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from programs.models import Program, User
from tracker.models import LatencyScenario, Run

WORDS: dict[str, str] = {"<slug:area>": "shifts"}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """A kept scenario of the first flow, and what was stored when the report was published, with a run."""
    flow = program.flows.earliest("id")
    kept = LatencyScenario.objects.create(flow=flow, name="Weekly", change={}, demand={}, saved_by=pmo_lead)
    return {
        "latency-scenarios": kept,
        "snapshots": program.snapshots.get(),
        "analyses": program.analyses.get(),
        "runs": Run.objects.create(kind=Run.Kind.MANUAL, as_of=timezone.localdate()),
    }
