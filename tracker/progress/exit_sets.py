"""Which items a horizon needs, and the plan of those items (METHODS 1.1 and 1.4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tracker.progress.earned_schedule import PlanCurve, plan_curve
from tracker.progress.facts import Baseline, Pause, PlannedItem, ProgramFacts
from tracker.progress.pauses import moved_by_pauses
from tracker.progress.periods import Period, add_months

STRUCTURAL = "structural"
CULTURAL = "cultural"
GATE_ORDER = ("G0", "G1", "G2", "G3", "GR", "G4", "G5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """A day on which the article's claim is asked about.

    days, months  how far from the start it lies; exactly one of the two is set
    gates         codes of the gates its exit set is made of; empty for cultural horizons
    """

    key: str
    label: str
    kind: str
    period: Period
    days: int = 0
    months: int = 0
    gates: tuple[str, ...] = ()

    def falls_on(self, start: date) -> date:
        """The calendar date; no baseline ever moves it, only a pause."""
        return start + timedelta(days=self.days) if self.days else add_months(start, self.months)


HORIZONS = (
    Horizon(key="day_90", label="Day 90", kind=STRUCTURAL, period=Period.WEEK, days=90, gates=("G0", "G1", "G2", "G3")),
    Horizon(
        key="day_120",
        label="Day 120",
        kind=STRUCTURAL,
        period=Period.WEEK,
        days=120,
        gates=("G0", "G1", "G2", "G3", "GR"),
    ),
    Horizon(key="month_12", label="Month 12", kind=CULTURAL, period=Period.MONTH, months=12),
    Horizon(key="month_18", label="Month 18", kind=CULTURAL, period=Period.MONTH, months=18),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitPlan:
    """The exit set of one horizon as one baseline plans it; never empty."""

    horizon: Horizon
    baseline_number: int
    start_on: date
    lines: tuple[PlannedItem, ...]
    curve: PlanCurve
    pauses: tuple[Pause, ...] = ()

    def horizon_on(self, as_of: date) -> date:
        """The calendar date of the horizon, moved by the pauses known on ``as_of``."""
        return moved_by_pauses(self.horizon.falls_on(self.start_on), self.pauses, as_of)

    @property
    def total(self) -> Decimal:
        """Weight of the whole exit set (BAC)."""
        return self.curve.total


def needed_by(facts: ProgramFacts, gates: Collection[str]) -> frozenset[str]:
    """Uids of the structural items that ``gates`` need: their own, those with their code, and all before.

    Predecessors are followed to the end, also through items of another dimension, which are then
    left out. A circle of predecessors does no harm.
    """
    items = {item.uid: item for item in facts.items}
    waiting = [gate.item_uid for gate in facts.gates if gate.code in gates]
    waiting += [item.uid for item in facts.items if item.dimension == STRUCTURAL and item.gate in gates]
    reached: set[str] = set()
    while waiting:
        uid = waiting.pop()
        if uid not in reached and uid in items:
            reached.add(uid)
            waiting.extend(items[uid].predecessors)
    return frozenset(uid for uid in reached if items[uid].dimension == STRUCTURAL)


def exit_plans(facts: ProgramFacts, baseline: Baseline) -> Mapping[str, ExitPlan]:
    """The exit plan of each horizon for which ``baseline`` has items, by horizon key.

    Cost: one sort of the baseline's items per horizon; computed once per baseline, used for every day.
    """
    if facts.start_on is None or not facts.follows_sequence:
        return {}
    cultural = {item.uid for item in facts.items if item.dimension == CULTURAL}
    plans = {}
    for horizon in HORIZONS:
        falls_on = horizon.falls_on(facts.start_on)
        if horizon.kind == STRUCTURAL:
            needed = needed_by(facts, horizon.gates)
            lines = tuple(line for line in baseline.items if line.uid in needed)
        else:
            lines = tuple(line for line in baseline.items if line.uid in cultural and line.planned_on <= falls_on)
        if sum(line.weight for line in lines) > 0:
            plans[horizon.key] = ExitPlan(
                horizon=horizon,
                baseline_number=baseline.number,
                start_on=facts.start_on,
                lines=lines,
                curve=plan_curve(facts.start_on, lines, horizon.period),
                pauses=facts.pauses,
            )
    return plans
