"""A change tried on a flow as it is planned today: rows in, both ways out; nothing is stored here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from programs.models import ProcessFlow
from tracker.analysis.latency.chain import Chain, chains_of
from tracker.analysis.latency.changes import Change
from tracker.analysis.latency.model import Ground
from tracker.analysis.latency.what_if import Demand, WhatIf, what_if
from tracker.facts.coordination import LOOK_AHEAD
from tracker.facts.planning import planning_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFlow:
    """A flow with the cycles that its stages plan by today. ``chain`` is None while it has no stages."""

    flow: ProcessFlow
    chain: Chain | None
    ground: Ground
    zone: str

    @property
    def is_complete(self) -> bool:
        """Whether a change can be tried: every stage has its cycle."""
        return self.chain is not None and not self.chain.missing

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
    return PlannedFlow(flow=flow, chain=chains.get(str(flow.uid)), ground=Ground.of(facts.calendars, today), zone=zone)
