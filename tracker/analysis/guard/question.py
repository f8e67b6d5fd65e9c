"""What the sequence guard is asked with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from tracker.analysis.constraints.policy import ConstraintPolicy
from tracker.analysis.constraints.results import FlowConstraint
from tracker.analysis.facts.change_load import FunctionWeek
from tracker.analysis.facts.constraints import Flow
from tracker.analysis.facts.governance import Waiver
from tracker.analysis.facts.interfaces import Interface
from tracker.analysis.facts.metrics import JudgedMetric
from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.facts.plan import PlanFacts
from tracker.analysis.facts.planning import CycleFact, StageFact
from tracker.analysis.guard.policy import GuardPolicy
from tracker.analysis.metrics.results import MetricFinding
from tracker.analysis.pilots.results import PilotResult
from tracker.analysis.rights.question import RightsFacts

DAY = timedelta(days=1)
PMO = "Transformation PMO"
COMMITTEE = "the steering committee"
STEWARD = "a steward"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardFacts:
    """What one program records, each in any order.

    metrics  those that it is judged by
    load     weeks in which functions that take part in it carried more than the limit, over all programs
    load_behind  active programs whose part in that was counted before yesterday, or never
    """

    start_on: date | None
    plan: PlanFacts
    rights: RightsFacts
    flows: Sequence[Flow] = ()
    stages: Sequence[StageFact] = ()
    cycles: Sequence[CycleFact] = ()
    interfaces: Sequence[Interface] = ()
    metrics: Sequence[JudgedMetric] = ()
    pilots: Sequence[PilotFact] = ()
    waivers: Sequence[Waiver] = ()
    load: Sequence[FunctionWeek] = ()
    load_behind: int = 0
    policy: GuardPolicy = field(default_factory=GuardPolicy)
    constraint_policy: ConstraintPolicy = field(default_factory=ConstraintPolicy)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardFound:
    """What other analyses found on the same day."""

    constraints: Sequence[FlowConstraint] = ()
    metrics: Sequence[MetricFinding] = ()
    pilots: Sequence[PilotResult] = ()


@dataclass(frozen=True)
class Guarded:
    """The record of one program as of a day, to be asked what belongs to a flow."""

    facts: GuardFacts
    found: GuardFound
    as_of: date

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Flows in the order of expansion."""
        return tuple(sorted(self.facts.flows, key=lambda each: (each.position, each.uid)))

    @property
    def first(self) -> Flow | None:
        """The flow that is transformed first: the gates are judged by it."""
        return self.flows[0] if self.flows else None

    def is_first(self, flow: Flow) -> bool:
        return self.first is not None and self.first.uid == flow.uid

    def flow_before(self, flow: Flow) -> Flow | None:
        """The flow before it in the order of expansion."""
        place = [each.uid for each in self.flows].index(flow.uid)
        return self.flows[place - 1] if place else None

    @cached_property
    def _stages(self) -> dict[str, list[StageFact]]:
        found: dict[str, list[StageFact]] = {each.uid: [] for each in self.flows}
        for stage in sorted(self.facts.stages, key=lambda each: (each.position, each.uid)):
            found.setdefault(stage.flow, []).append(stage)
        return found

    def stages(self, flow: Flow) -> list[StageFact]:
        """Stages of the flow in their order."""
        return self._stages[flow.uid]

    @cached_property
    def pilots(self) -> tuple[PilotFact, ...]:
        """Parallel runs in the order in which they started, those that have not last."""
        return tuple(sorted(self.facts.pilots, key=lambda each: (each.started_on or date.max, each.uid)))

    def pilots_of(self, flow: Flow) -> list[PilotFact]:
        return [each for each in self.pilots if each.flow == flow.uid]

    def last_pilots_of(self, flow: Flow) -> list[PilotFact]:
        """Parallel runs of the flow whose protocol no other replaced."""
        replaced = {each.follows for each in self.pilots}
        return [each for each in self.pilots_of(flow) if each.uid not in replaced]

    def started(self, flow: Flow) -> list[PilotFact]:
        """Parallel runs of the flow that have started by the day."""
        return [each for each in self.pilots_of(flow) if is_by(each.started_on, self.as_of)]

    def result_of(self, pilot: PilotFact) -> PilotResult | None:
        return next((each for each in self.found.pilots if each.uid == pilot.uid), None)

    def function(self, uid: str) -> str:
        """The name of a function."""
        return self.facts.rights.functions.get(uid, "a function without a name")

    def has_begun(self, day: date) -> bool:
        """Whether the program had begun on the day; what happened before day 0 is not its change."""
        return self.facts.start_on is None or self.facts.start_on <= day


def is_by(on: date | None, day: date) -> bool:
    """Whether something has a day, and that has come."""
    return on is not None and on <= day


def earliest(days: Iterable[date | None]) -> date | None:
    """The first of the days that are known."""
    return min((each for each in days if each is not None), default=None)
