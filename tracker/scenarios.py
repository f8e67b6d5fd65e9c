"""Scenarios of decision latency: kept under a name, and worked out anew beside each other."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from programs.models import ProcessFlow, User
from tracker.analysis.latency.changes import Change
from tracker.analysis.latency.what_if import Demand, WhatIf
from tracker.models import LatencyScenario
from tracker.what_ifs import PlannedFlow


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A scenario with what it would bring today; ``found`` is None with a ``reason`` when it fits no more."""

    scenario: LatencyScenario
    change: Change
    demand: Demand
    found: WhatIf | None
    reason: str = ""


def save_scenario(flow: ProcessFlow, *, name: str, change: Change, demand: Demand, by: User) -> LatencyScenario:
    """The change kept under the name; one that had the name already is replaced."""
    values = {"change": msgspec.to_builtins(change), "demand": msgspec.to_builtins(demand), "saved_by": by}
    row, _ = LatencyScenario.objects.update_or_create(flow=flow, name=name, defaults=values)
    return row


def compared(planned: PlannedFlow) -> list[Kept]:
    """All scenarios of the flow, the one that saves most days first; those that fit no more last."""
    rows = LatencyScenario.objects.filter(flow=planned.flow).select_related("saved_by").order_by("id")
    found = [kept_of(row, planned) for row in rows]
    return sorted(found, key=lambda each: -each.found.saved_days if each.found is not None else float("inf"))


def kept_of(row: LatencyScenario, planned: PlannedFlow) -> Kept:
    """The scenario as it would be today."""
    change, demand = msgspec.convert(row.change, Change), msgspec.convert(row.demand, Demand)
    try:
        found = planned.with_change(change, demand)
    except ValueError as error:
        return Kept(scenario=row, change=change, demand=demand, found=None, reason=str(error))
    return Kept(scenario=row, change=change, demand=demand, found=found)
