"""Scenarios of decision latency: kept under a name, and worked out anew beside each other."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from programs.actions.after_close import sentence
from programs.actions.base import require
from programs.errors import Refused
from programs.models import ProcessFlow, User
from tracker.analysis.latency.changes import Change
from tracker.analysis.latency.what_if import Demand, WhatIf
from tracker.models import LatencyScenario
from tracker.what_ifs import PlannedFlow

MOST_SCENARIOS = 20
"""Each is worked out anew whenever the page is opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A scenario with what it would bring today; ``found`` is None with a ``reason`` when it fits no more."""

    scenario: LatencyScenario
    change: Change
    demand: Demand
    found: WhatIf | None
    reason: str = ""


def save_scenario(flow: ProcessFlow, *, name: str, change: Change, demand: Demand, by: User) -> LatencyScenario:
    """The change kept under the name.

    name    not empty, at most 120 characters
    raises  NotAllowed, Refused when the program is over, the name is taken or the flow has too many scenarios
    """
    check_may_keep(by, flow)
    if flow.latency_scenarios.filter(name=name).exists():
        raise Refused("name_taken", f"There is a scenario “{name}” of this flow already: choose another name.")
    if flow.latency_scenarios.count() >= MOST_SCENARIOS:
        raise Refused("too_many_scenarios", f"A flow keeps {MOST_SCENARIOS} scenarios: remove one first.")
    kept = {"change": msgspec.to_builtins(change), "demand": msgspec.to_builtins(demand)}
    return LatencyScenario.objects.create(flow=flow, name=name, saved_by=by, **kept)


def remove_scenario(scenario: LatencyScenario, *, by: User) -> None:
    """The scenario gone; nothing else rests on it.

    raises  NotAllowed for anybody but who kept it and the PMO leads of the program; Refused when the program is over
    """
    if scenario.saved_by_id != by.pk:
        require(by, "plan_program", scenario.flow.program)
    check_may_keep(by, scenario.flow)
    scenario.delete()


def check_may_keep(by: User, flow: ProcessFlow) -> None:
    """Returns when the person may keep and remove scenarios of the flow, and the program is not over."""
    require(by, "record_fact", flow.program)
    if flow.program.is_over:
        raise Refused("program_is_over", sentence(flow.program))


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
