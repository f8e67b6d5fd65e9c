"""What the first plan has of each component by a day, and how far the record is from it (METHODS 1.7)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from tracker.analysis.facts.plan import PlannedWork
from tracker.analysis.state.policy import StatePolicy
from tracker.analysis.state.question import StateRecord
from tracker.analysis.state.results import (
    METHOD,
    CulturalSide,
    StateComponent,
    StateIndex,
    StatePlanPoint,
    StructuralSide,
)
from tracker.progress.numbers import Gauge
from tracker.progress.results import Status

WEEK = timedelta(days=7)
STRUCTURAL_SIDES = frozenset(StructuralSide)
CULTURAL, STRUCTURAL, DECISION, GO_LIVE = "cultural", "structural", "decision", "system_go_live"
OF_GATE = {
    "G0": StructuralSide.CONSTRAINT,
    "G1": StructuralSide.CONSTRAINT,
    "G2": StructuralSide.METRICS,
    "G3": StructuralSide.PILOT,
    "GR": StructuralSide.PILOT,
    "G4": StructuralSide.PILOT,
    "G5": StructuralSide.PILOT,
}
"""The component that passing a gate stands for."""
OF_STEP = {
    "map": StructuralSide.CONSTRAINT,
    "constraint": StructuralSide.CONSTRAINT,
    "metrics": StructuralSide.METRICS,
    "parallel_run": StructuralSide.PILOT,
    "cut_over": StructuralSide.CYCLES,
}
CHANGING = ("G3", "G5")
"""Authority moves before the run begins and with the cut-over: a decision for one of these gates is about it."""


def earns(work: PlannedWork) -> str:
    """The component that the item earns; empty for none.

    Systems earn nothing, and neither do further flows: the state asks whether the change is there, not how far it went.
    """
    if work.dimension == CULTURAL:
        return earns_culture(work)
    if work.dimension != STRUCTURAL or work.kind == GO_LIVE:
        return ""
    if work.kind == "gate":
        return str(OF_GATE.get(work.gate, ""))
    if work.kind == DECISION and work.gate in CHANGING:
        return StructuralSide.AUTHORITY.value
    return str(OF_STEP.get(work.step, ""))


def earns_culture(work: PlannedWork) -> str:
    """Behaviors earn the first side, agreed targets the second, everything else that sustains the last."""
    if work.kind == "behavior":
        return CulturalSide.BEHAVIORS.value
    if work.step == "metrics":
        return CulturalSide.ACCOUNTABILITY.value
    return CulturalSide.SUSTAINMENT.value if work.step == "sustain" else ""


@dataclass(frozen=True, slots=True)
class Steps:
    """Planned days in order, and the weight that is planned by the end of each."""

    days: Sequence[date]
    weights: Sequence[float]

    @classmethod
    def of(cls, items: Iterable[tuple[date, float]]) -> Steps:
        """The steps of planned days with weights, in any order."""
        ordered = sorted(items)
        return cls([day for day, _ in ordered], list(accumulate(weight for _, weight in ordered)))

    def by(self, day: date) -> float:
        """The weight planned by the end of the day."""
        planned = bisect_right(self.days, day)
        return self.weights[planned - 1] if planned else 0.0


@dataclass(frozen=True, kw_only=True)
class StatePlan:
    """The first plan of a program.

    work                items of the original baseline
    structural_until    day 120, and ``cultural_until`` month 18: where straight lines end
    """

    work: Sequence[PlannedWork]
    start_on: date
    structural_until: date
    cultural_until: date

    @cached_property
    def steps(self) -> Mapping[str, Steps]:
        """For each component that is earned the planned days of its items, and what is planned by each."""
        found: defaultdict[str, list[tuple[date, float]]] = defaultdict(list)
        for each in self.work:
            if each.planned_on is not None and each.weight > 0:
                found[earns(each)].append((each.planned_on, each.weight))
        return {key: Steps.of(items) for key, items in found.items()}

    def share(self, key: str, day: date) -> float:
        """Weight share of the items that earn the component and are planned by the day; a straight line without any."""
        steps = self.steps.get(key)
        return self.line(key, day) if steps is None else steps.by(day) / steps.weights[-1]

    def is_linear(self, key: str) -> bool:
        """Whether nothing in the plan earns the component."""
        return key not in self.steps

    def line(self, key: str, day: date) -> float:
        """From 0 on the first day to 1 on the last one that the component is asked for."""
        until = self.structural_until if key in STRUCTURAL_SIDES else self.cultural_until
        return min(1.0, max(0.0, (day - self.start_on).days / max(1, (until - self.start_on).days)))

    def total(self, components: Sequence[StateComponent], day: date) -> float | None:
        """Percent by the plan on the day, by the weights of the components; None when they weigh nothing."""
        if not any(each.weight for each in components):
            return None
        return min(100.0, 100 * sum(each.weight * self.share(each.key, day) for each in components))


def state_plan(record: StateRecord) -> StatePlan | None:
    """The first plan; None while none is locked or the program has no first day."""
    structural, cultural = record.horizon("day_120"), record.horizon("month_18")
    work = [each for each in record.plan.work if each.planned_on is not None]
    if record.start_on is None or structural is None or cultural is None or not work:
        return None
    return StatePlan(work=work, start_on=record.start_on, structural_until=structural, cultural_until=cultural)


def beside_plan(index: StateIndex, plan: StatePlan | None, *, day: date, policy: StatePolicy) -> StateIndex:
    """The state with what the plan has on the day, the distance in points, and its color."""
    if plan is None:
        return index
    components = tuple(planned_in(each, plan, day) for each in index.components)
    planned, value = plan.total(components, day), index.value.value
    gauge = Gauge(METHOD, "points", index.value.n)
    if planned is None or value is None:
        distance = gauge.insufficient("there is no state that could be compared with the plan")
        return replace(index, components=components, planned=planned, to_plan=distance)
    return replace(
        index,
        components=components,
        planned=planned,
        to_plan=gauge.value(value - planned),
        # A plan that has nothing yet is no measure: being level with it is not green.
        status=status_of(value - planned, policy) if planned > 0 else Status.GREY,
    )


def planned_in(component: StateComponent, plan: StatePlan, day: date) -> StateComponent:
    """The component with what the plan has of it; as it is when it is left out."""
    if component.is_left_out:
        return component
    return replace(component, planned=plan.share(component.key, day), is_linear=plan.is_linear(component.key))


def status_of(points: float, policy: StatePolicy) -> Status:
    """Green to 5 points behind the plan, amber to 15, else red (METHODS 1.7)."""
    if points >= -policy.plan_green:
        return Status.GREEN
    return Status.AMBER if points >= -policy.plan_amber else Status.RED


def without_pulse_alone(index: StateIndex, bare: StateIndex) -> StateIndex:
    """The state, green only when it is so without the pulse too: what people say turns nothing green by itself."""
    if index.status is Status.GREEN and bare.status is not Status.GREEN:
        return replace(index, status=Status.AMBER)
    return index


def curve_of(
    plan: StatePlan, structural: Sequence[StateComponent], cultural: Sequence[StateComponent], *, until: date
) -> Iterator[StatePlanPoint]:
    """The plan of both states, a point a week from the first day."""
    day = plan.start_on
    while day <= until:
        yield StatePlanPoint(on=day, structural=plan.total(structural, day), cultural=plan.total(cultural, day))
        day += WEEK
