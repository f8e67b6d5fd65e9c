"""The five components of the structural state on a day, from the records and not from the milestones (METHODS 1.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.analysis.facts.governance import CommitteeDecision
from tracker.analysis.state.authority import authority_component
from tracker.analysis.state.cycles import Signals, cycle_component
from tracker.analysis.state.ladder import pilot_component
from tracker.analysis.state.names import NAMES
from tracker.analysis.state.question import StateMoment, StateRecord
from tracker.analysis.state.redesign import constraint_component
from tracker.analysis.state.results import StateComponent, StructuralSide
from tracker.analysis.state.shared import metric_component

ASKED_AS = "Leave {name} out of the structural state"
"""The question that a committee answers to leave a component out; only one without anything on record can be."""


def structural_components(
    record: StateRecord, moment: StateMoment, signals: Signals | None
) -> tuple[StateComponent, ...]:
    """k1 to k5 on the day of the moment; one without any scope is left out where the committee decided so."""
    found = (
        constraint_component(record, moment),
        metric_component(record, moment.on),
        cycle_component(record, moment.on, signals),
        authority_component(moment),
        pilot_component(record, moment.on),
    )
    return tuple(left_out(each, record, moment.on) for each in found)


def left_out(component: StateComponent, record: StateRecord, day: date) -> StateComponent:
    """The component, left out when nothing of it is on record and the committee agreed to that by the day."""
    if not has_no_scope(component):
        return component
    name = NAMES[component.key]
    decided = next((each for each in record.decisions if leaves_out(each, name, day)), None)
    if decided is None:
        return component
    return replace(component, is_left_out=True, decided=decided.decision or decided.question, missing=())


def has_no_scope(component: StateComponent) -> bool:
    """Whether there is nothing on record that could be measured, now or later."""
    is_always_there = component.key == StructuralSide.CONSTRAINT
    return not is_always_there and component.unmeasured >= 1 and component.share.n == 0


def leaves_out(decision: CommitteeDecision, name: str, day: date) -> bool:
    """Whether the committee agreed by the day to leave the component out."""
    asked = decision.question.strip().rstrip("?.").lower() == ASKED_AS.format(name=name).lower()
    return asked and decision.outcome == "agreed" and decision.decided_on is not None and decision.decided_on <= day
