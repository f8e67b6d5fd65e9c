"""One program's facts with what is looked up again and again: items by uid, and plans by baseline."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from tracker.progress.as_of import current_baseline, is_removed, original_baseline, planned_dates
from tracker.progress.earned_value import EarnedHistory, earned_history
from tracker.progress.exit_sets import GATE_ORDER, ExitPlan, exit_plans, needed_by
from tracker.progress.facts import Baseline, Gate, Item, ProgramFacts

UNTOLD: Mapping[date, float] = MappingProxyType({})
Plans = Mapping[str, ExitPlan]
Known = TypeVar("Known")


class Basis(StrEnum):
    """The baseline measured against: the original for accountability, the current one for control."""

    ORIGINAL = "original"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Record:
    """Facts and their look-ups.

    Plans and planned dates are worked out once per baseline, and the earned history once per plan,
    since none of them depends on the day that is asked about.

    gates    in the order of the sequence
    chances  the smallest that decided a color on each past day, as it was kept then (``likelihood``), 0..1
    """

    facts: ProgramFacts
    items: Mapping[str, Item]
    gates: tuple[Gate, ...]
    chances: Mapping[date, float]
    _known: dict[Hashable, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: ProgramFacts, chances: Mapping[date, float] = UNTOLD) -> Record:
        """The record of ``facts``, and what its chances were."""
        gates = sorted(
            (gate for gate in facts.gates if gate.code in GATE_ORDER), key=lambda gate: GATE_ORDER.index(gate.code)
        )
        return cls(facts, {item.uid: item for item in facts.items}, tuple(gates), chances)

    def once(self, key: Hashable, work: Callable[[], Known]) -> Known:
        """What ``work`` gives, worked out once for this record; ``key`` names the question with all it depends on."""
        if key not in self._known:
            self._known[key] = work()
        known: Known = self._known[key]
        return known

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
        return self.once(("planned", baseline.number), lambda: planned_dates(baseline))

    def plans(self, day: date, basis: Basis) -> Plans:
        """Exit plans by horizon key, as of a day; empty before a baseline was locked."""
        baseline = self.baseline(day, basis)
        if baseline is None:
            return {}
        return self.once(("plans", baseline.number), lambda: exit_plans(self.facts, baseline))

    def history(self, plan: ExitPlan, day: date) -> EarnedHistory:
        """What the items of ``plan`` had earned, as known at the end of ``day``."""
        key = ("history", plan.baseline_number, plan.horizon.key)
        return self.once(key, lambda: earned_history(plan.lines, self.items)).until(day)

    def needed_by(self, code: str) -> frozenset[str]:
        """Uids of the structural items that a gate needs, its own among them."""
        return self.once(("needed", code), lambda: needed_by(self.facts, (code,)))

    def removed_by(self, day: date) -> frozenset[str]:
        """Uids of the items that had left the program by the end of ``day``."""
        leaving = self.once("leaving", lambda: tuple(each for each in self.facts.items if each.removed_on is not None))
        return frozenset(item.uid for item in leaving if is_removed(item, day))
