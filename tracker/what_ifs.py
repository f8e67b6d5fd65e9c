"""A change tried on a flow as it is planned today: rows in, both ways out; nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from programs.models import ProcessFlow
from tracker.analysis.facts.planning import StageFact
from tracker.analysis.latency.chain import Chain, chains_of, supposing
from tracker.analysis.latency.changes import Change
from tracker.analysis.latency.model import Ground
from tracker.analysis.latency.results import MissingCycle
from tracker.analysis.latency.what_if import Demand, WhatIf, what_if
from tracker.facts.coordination import LOOK_AHEAD
from tracker.facts.planning import planning_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFlow:
    """A flow with the cycles that its stages plan by today, or are supposed to; ``chain`` is None without stages."""

    flow: ProcessFlow
    stages: tuple[StageFact, ...]
    chain: Chain | None
    ground: Ground
    zone: str
    is_supposed: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether a change can be tried: every stage has its cycle."""
        return self.chain is not None and not self.chain.missing

    @property
    def missing(self) -> tuple[MissingCycle, ...]:
        """The stages without a cycle."""
        return self.chain.missing if self.chain is not None else ()

    def supposing(self, periods: Mapping[str, Decimal]) -> PlannedFlow:
        """The flow as if its stages without a cycle had one, of so many days by uid of the stage."""
        if self.chain is None:
            return self
        return replace(self, chain=supposing(self.chain, self.stages, periods), is_supposed=True)

    def with_change(self, change: Change, demand: Demand) -> WhatIf:
        """The flow as it is and after the change.

        raises  ValueError, with a sentence for people, when that cannot be told
        """
        if self.chain is None:
            raise ValueError("The flow has no stages yet.")
        return what_if(self.chain, change, ground=self.ground, demand=demand, zone=self.zone)


def planned_flow(flow: ProcessFlow, *, today: date) -> PlannedFlow:
    """The flow as planned on the day; four queries."""
    facts = planning_facts([flow.program_id], first=today, last=today + LOOK_AHEAD)[flow.program_id]
    zone = timezone.get_default_timezone_name()
    chains = {chain.flow: chain for chain in chains_of(facts, as_of=today, zone=zone)}
    return PlannedFlow(
        flow=flow,
        stages=tuple(stage for stage in facts.stages if stage.flow == str(flow.uid)),
        chain=chains.get(str(flow.uid)),
        ground=Ground.of(facts.calendars, today),
        zone=zone,
    )
