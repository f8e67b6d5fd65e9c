"""One program's facts with what is looked up again and again: items by uid, and plans by baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.progress.as_of import current_baseline, original_baseline, planned_dates
from tracker.progress.earned_value import EarnedHistory, earned_history
from tracker.progress.exit_sets import GATE_ORDER, ExitPlan, exit_plans
from tracker.progress.facts import Baseline, Gate, Item, ProgramFacts

Plans = Mapping[str, ExitPlan]


class Basis(StrEnum):
    """The baseline measured against: the original for accountability, the current one for control."""

    ORIGINAL = "original"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Record:
    """Facts and their look-ups.

    Plans and planned dates are worked out once per baseline, and the earned history once per plan,
    since none of them depends on the day that is asked about.

    gates  in the order of the sequence
    """

    facts: ProgramFacts
    items: Mapping[str, Item]
    gates: tuple[Gate, ...]
    _plans: dict[int, Plans] = field(default_factory=dict)
    _planned: dict[int, Mapping[str, date]] = field(default_factory=dict)
    _histories: dict[tuple[int, str], EarnedHistory] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: ProgramFacts) -> Record:
        """The record of ``facts``."""
        gates = sorted(
            (gate for gate in facts.gates if gate.code in GATE_ORDER), key=lambda gate: GATE_ORDER.index(gate.code)
        )
        return cls(facts, {item.uid: item for item in facts.items}, tuple(gates))

    def original(self, day: date) -> Baseline | None:
        """Baseline 1, when it was locked by ``day``."""
        return original_baseline(self.facts, day)

    def current(self, day: date) -> Baseline | None:
        """The newest baseline locked by ``day``."""
        return current_baseline(self.facts, day)

    def baseline(self, day: date, basis: Basis) -> Baseline | None:
        """The baseline of ``basis`` as of a day."""
        return self.original(day) if basis is Basis.ORIGINAL else self.current(day)

    def planned(self, day: date, basis: Basis) -> Mapping[str, date]:
        """Planned finish by item uid, as of a day; empty before a baseline was locked."""
        baseline = self.baseline(day, basis)
        if baseline is None:
            return {}
        if baseline.number not in self._planned:
            self._planned[baseline.number] = planned_dates(baseline)
        return self._planned[baseline.number]

    def plans(self, day: date, basis: Basis) -> Plans:
        """Exit plans by horizon key, as of a day; empty before a baseline was locked."""
        baseline = self.baseline(day, basis)
        if baseline is None:
            return {}
        if baseline.number not in self._plans:
            self._plans[baseline.number] = exit_plans(self.facts, baseline)
        return self._plans[baseline.number]

    def history(self, plan: ExitPlan, day: date) -> EarnedHistory:
        """What the items of ``plan`` had earned, as known at the end of ``day``."""
        key = (plan.baseline_number, plan.horizon.key)
        if key not in self._histories:
            self._histories[key] = earned_history(plan.lines, self.items)
        return self._histories[key].until(day)
