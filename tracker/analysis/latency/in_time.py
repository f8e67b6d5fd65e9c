"""What the cycles of a past or a later day give, by flow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.analysis.facts.planning import PlanningFacts, StageFact
from tracker.analysis.facts.tradeoffs import ShiftFact
from tracker.analysis.latency.chain import Chain, chain_of
from tracker.analysis.latency.model import Ground, passage
from tracker.analysis.latency.spread import Latency


@dataclass(frozen=True, slots=True)
class Planning:
    """The stages of every flow, and the cycles that they planned, plan or will plan by."""

    facts: PlanningFacts
    ground: Ground
    zone: str
    flows: dict[str, list[StageFact]] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: PlanningFacts, *, as_of: date, zone: str) -> Planning:
        flows: dict[str, list[StageFact]] = {}
        for stage in facts.stages:
            flows.setdefault(stage.flow, []).append(stage)
        return cls(facts=facts, ground=Ground.of(facts.calendars, as_of), zone=zone, flows=flows)

    def chain(self, stages: Sequence[StageFact], day: date) -> Chain:
        """The stages with the cycles that hold on the day."""
        return chain_of(stages, self.facts.cycles, as_of=day, zone=self.zone)

    def latency(self, stages: Sequence[StageFact], day: date) -> Latency | None:
        """How long a signal of the day takes through the stages; None when a cycle of them is not recorded."""
        chain = self.chain(stages, day)
        if chain.missing or not chain.steps:
            return None
        return passage(chain.steps, Ground(as_of=day, clocks=self.ground.clocks)).latency

    def latency_of(self, shift: ShiftFact) -> Latency | None:
        """The same to the last stage that the shift had to reach, on the day on which it was visible."""
        return self.latency(reached_by(shift, self.flows.get(shift.flow, [])), shift.visible_on)

    def later_days(self, flow: str, *, after: date) -> list[date]:
        """Days on which a recorded cycle of the flow begins later than the day, soonest first."""
        levels = {(stage.function, stage.level) for stage in self.flows[flow]}
        days = {cycle.valid_from for cycle in self.facts.cycles if (cycle.function, cycle.level) in levels}
        return sorted(day for day in days if day > after)


def reached_by(shift: ShiftFact, stages: Sequence[StageFact]) -> Sequence[StageFact]:
    """The stages from the first to the last function that the shift names, or all when it names none of them.

    A flow goes on behind the floor, to the invoice or the next forecast. A function that returns there counts where
    it stands first.
    """
    first: dict[str, int] = {}
    for number, stage in enumerate(stages):
        first.setdefault(stage.function, number)
    named = [first[each.function] for each in shift.responses if each.function in first]
    return stages[: max(named) + 1] if named else stages
