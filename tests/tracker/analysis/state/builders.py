"""A program for tests of its state, told in a few words: days count from its first day, a name is its own uid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tests.tracker.analysis.culture.builders import make_record as make_culture_record
from tests.tracker.analysis.interfaces import builders as interface_builders
from tests.tracker.analysis.rights import builders as rights_builders
from tracker.analysis.culture import CultureAnalysis, analyze_culture
from tracker.analysis.facts.governance import CommitteeDecision
from tracker.analysis.facts.interfaces import InterfaceFacts
from tracker.analysis.facts.plan import HorizonStanding, PlanFacts, PlannedWork
from tracker.analysis.interfaces.critical import CriticalInterfaces, critical_of
from tracker.analysis.rights import RightsAnalysis
from tracker.analysis.state import StateAnalysis, StateMoment, StateRecord, analyze_state
from tracker.analysis.state.index import measured, unmeasured
from tracker.analysis.state.policy import StatePolicy
from tracker.analysis.state.results import StateComponent, StructuralSide
from tracker.progress.numbers import Gauge, State
from tracker.progress.results import SequenceProgress

START = date(2026, 1, 5)
"""A Monday."""
GATES = ("G0", "G1", "G2", "G3", "GR", "G4", "G5")
HORIZONS = {"day_90": 90, "day_120": 120, "month_12": 365, "month_18": 546}
VECTOR = (1.0, 0.8, 0.5, 0.4, 0.25)
"""The components of the vector of METHODS 1.5."""


def on(day: int) -> date:
    """The date ``day`` days after the start."""
    return START + timedelta(days=day)


def components_of(shares: Sequence[float | None]) -> list[StateComponent]:
    """The five structural components; None is unmeasured."""
    gauge = Gauge("state", "ratio", 1)
    return [
        unmeasured(side.value, gauge.insufficient("not there"))
        if share is None
        else measured(side.value, gauge.value(share))
        for side, share in zip(StructuralSide, shares, strict=True)
    ]


def make_work(name: str, *, day: int | None = None, done: int | None = None, **given: Any) -> PlannedWork:
    """A structural deliverable of weight 1 planned for a day."""
    values: dict[str, Any] = {
        "kind": "deliverable",
        "dimension": "structural",
        "step": "",
        "gate": "",
        "flow": "flow",
        "owner": "Ada",
        "weight": 1.0,
    }
    planned_on = None if day is None else on(day)
    accepted_on = None if done is None else on(done)
    return PlannedWork(uid=name, name=name, planned_on=planned_on, accepted_on=accepted_on, **values | given)


def make_gate(code: str, *, day: int, done: int | None = None, **given: Any) -> PlannedWork:
    return make_work(code, day=day, done=done, **{"kind": "gate", "gate": code} | given)


def make_plan(work: Sequence[PlannedWork] = (), *, passed: Mapping[str, int] | None = None, **given: Any) -> PlanFacts:
    """A program that follows the sequence; gates are planned every 20 days, those that are named are passed."""
    gates = tuple(make_gate(code, day=20 * n, done=(passed or {}).get(code)) for n, code in enumerate(GATES, start=1))
    values: dict[str, Any] = {
        "follows_sequence": True,
        "sequence": SequenceProgress(state=State.VALUE, reason="", current_gate="G0", gates=(), out_of_order=()),
        "horizons": tuple(make_horizon(key, day) for key, day in HORIZONS.items()),
        "work": (*gates, *work),
    }
    return PlanFacts(**values | given)


def make_horizon(key: str, day: int) -> HorizonStanding:
    label = key.replace("_", " ").capitalize()
    return HorizonStanding(key=key, label=label, horizon_on=on(day), planned=None, earned=None, chance=None)


def make_interfaces(
    day: int = 60, *, redesigned: Mapping[str, int] | None = None, owner: str = "Ada"
) -> CriticalInterfaces:
    """Interfaces a (critical), b (critical) and c; those that are named have a redesign accepted on a day."""
    interfaces = tuple(
        interface_builders.make_interface(
            uid,
            owner=owner,
            redesign_accepted_on=on((redesigned or {})[uid]) if uid in (redesigned or {}) else None,
        )
        for uid in "abc"
    )
    incidents = interface_builders.counted({"a": 40, "b": 10, "c": 5}, happened_on=on(1))
    facts = InterfaceFacts(interfaces=interfaces, incidents=incidents)
    return critical_of(interface_builders.analyzed(facts, as_of=on(day)))


def make_rights(*, aligned: float = 6.0, wrong: float = 4.0) -> RightsAnalysis:
    """Two decisions on castings, so many times a month: one by who controls them, one by sales."""
    rights = [
        rights_builders.make_right("Buffer", by=("Procurement",), times=str(aligned)),
        rights_builders.make_right("Mix", by=("Sales",), times=str(wrong)),
    ]
    return rights_builders.analyze(rights_builders.make_facts(*rights))


def make_culture(day: int = 60) -> CultureAnalysis:
    return analyze_culture(make_culture_record(), as_of=on(day))


def make_decision(question: str, *, day: int = 10, outcome: str = "agreed") -> CommitteeDecision:
    return CommitteeDecision(
        uid=question,
        question=question,
        recommendation="Yes.",
        cost_of_waiting="",
        owner="Ada",
        asked_on=on(day),
        outcome=outcome,
        decision="So it is.",
        decided_on=on(day),
    )


def make_moment(day: int = 60, **given: Any) -> StateMoment:
    """Nothing is known about interfaces or rights, and no culture has begun."""
    values: dict[str, Any] = {"culture": make_culture(day)}
    return StateMoment(on=on(day), **values | given)


def make_record(day: int = 60, **given: Any) -> StateRecord:
    values: dict[str, Any] = {
        "start_on": START,
        "plan": make_plan(),
        "now": make_moment(day),
        "flows": ("flow",),
        "flow_names": {"flow": "Pumps"},
    }
    return StateRecord(**values | given)


def analyzed(record: StateRecord, **policy: Any) -> StateAnalysis:
    return analyze_state(record, as_of=record.now.on, policy=StatePolicy(**policy))


def component(found: StateAnalysis, side: StructuralSide) -> StateComponent:
    return next(each for each in found.structural.components if each.key == side)
