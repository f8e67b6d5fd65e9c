"""From all facts of a program to what the state of the change is asked with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.analysis.facts.coordination import CoordinationFacts
from tracker.analysis.pilots.results import PilotAnalysis
from tracker.analysis.state.question import StateMoment, StateRecord

STRUCTURAL_KEYS = ("day_90", "day_120")


def asked_before(facts: CoordinationFacts, as_of: date) -> tuple[tuple[date, bool], ...]:
    """The days before this one on which a claim was asked, and whether it was about structure; else about culture."""
    return tuple(
        (each.horizon_on, each.key in STRUCTURAL_KEYS)
        for each in facts.plan.horizons
        if each.horizon_on is not None and each.horizon_on < as_of
    )


def state_record(
    facts: CoordinationFacts, *, now: StateMoment, past: Sequence[StateMoment], pilots: PilotAnalysis
) -> StateRecord:
    """The record of the program with what the other areas say of the days that matter."""
    return StateRecord(
        start_on=facts.start_on,
        plan=facts.plan,
        now=now,
        past=past,
        flows=tuple(each.uid for each in facts.constraints.flows),
        flow_names={each.uid: each.name for each in facts.constraints.flows},
        planning=facts.planning,
        zone=facts.zone,
        metrics=facts.metrics,
        pilots=facts.pilots,
        by_rule={each.uid: each.agrees for each in pilots.pilots},
        decisions=tuple(facts.governance.decisions),
        colors=facts.colors,
    )
