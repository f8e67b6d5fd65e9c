"""The one door of the state of the change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from tracker.analysis.culture.results import CultureAnalysis
from tracker.analysis.facts.colors import StateColors
from tracker.analysis.state.claims import claims_of
from tracker.analysis.state.cultural import cultural_indexes, lowest_of
from tracker.analysis.state.cycles import Signals
from tracker.analysis.state.index import index_of
from tracker.analysis.state.plan import StatePlan, beside_plan, curve_of, state_plan, without_pulse_alone
from tracker.analysis.state.policy import StatePolicy
from tracker.analysis.state.question import StateRecord
from tracker.analysis.state.results import (
    METHOD,
    CulturalSide,
    LowestFunction,
    StateAnalysis,
    StateClaims,
    StateIndex,
)
from tracker.analysis.state.settle import Hold, settled
from tracker.analysis.state.structural import structural_components
from tracker.analysis.state.verdicts import States, verdicts_of
from tracker.progress.numbers import Gauge, Number
from tracker.progress.periods import Period

NOT_RECKONED = "the plan of the program was not reckoned yet"
NO_SEQUENCE = "the program does not follow the implementation sequence"


def analyze_state(record: StateRecord, *, as_of: date, policy: StatePolicy | None = None) -> StateAnalysis:
    """How much of the change the records show, as known at the end of a day.

    source  METHODS 1.5 to 1.7; docs/methods/state.md
    """
    policy = policy or StatePolicy()
    if record.plan.sequence is None:
        return without(record, NOT_RECKONED, as_of=as_of, is_applicable=True, allowed=policy.claims_ahead)
    if not record.plan.follows_sequence:
        return without(record, NO_SEQUENCE, as_of=as_of, is_applicable=False, allowed=policy.claims_ahead)
    plan = state_plan(record)
    signals = Signals.of(record)
    structural = index_of("", structural_components(record, record.now, signals), policy.structural)
    culture = record.now.culture
    assert isinstance(culture, CultureAnalysis), "the day itself is gathered whole"
    cultural, flows, functions = cultural_indexes(culture, policy.cultural)
    states = States(
        record=record,
        policy=policy,
        signals=signals,
        structural={record.now.on: structural.value},
        cultural={record.now.on: cultural.value},
    )
    shown_structural, shown_cultural, colors = with_settled_colors(
        record,
        structural=beside_plan(structural, plan, day=as_of, policy=policy),
        cultural=cultural_beside(cultural, plan, day=as_of, policy=policy),
        periods=policy.improve_after,
    )
    return StateAnalysis(
        as_of=as_of,
        structural=shown_structural,
        cultural=shown_cultural,
        flows=flows,
        functions=functions,
        lowest=lowest_of(functions),
        claims=claims_of(record, structural, allowed=policy.claims_ahead),
        verdicts=tuple(verdicts_of(states)),
        curve=tuple(
            curve_of(plan, structural.components, cultural.components, until=last_of(plan, as_of)) if plan else ()
        ),
        linear_until=(plan.structural_until, plan.cultural_until) if plan else None,
        colors=colors,
    )


def with_settled_colors(
    record: StateRecord, *, structural: StateIndex, cultural: StateIndex, periods: int
) -> tuple[StateIndex, StateIndex, StateColors]:
    """Both states with the colors that are shown, and what the next analysis looks back on.

    periods  that a better color must hold: structural work is reviewed by week, cultural work by month
    """
    as_of, start_on, before = record.now.on, record.start_on, record.colors
    weeks, months = Hold(count=periods, period=Period.WEEK), Hold(count=periods, period=Period.MONTH)
    structural, of_structure = settled(structural, before.structural, as_of=as_of, start_on=start_on, hold=weeks)
    cultural, of_culture = settled(cultural, before.cultural, as_of=as_of, start_on=start_on, hold=months)
    return structural, cultural, StateColors(structural=of_structure, cultural=of_culture)


def cultural_beside(index: StateIndex, plan: StatePlan | None, *, day: date, policy: StatePolicy) -> StateIndex:
    """The cultural state beside its plan; never green by the pulse alone."""
    rest = [each for each in index.components if each.key != CulturalSide.PULSE]
    bare = beside_plan(index_of(index.of, rest, without_pulse(policy.cultural)), plan, day=day, policy=policy)
    return without_pulse_alone(beside_plan(index, plan, day=day, policy=policy), bare)


def without_pulse(weights: Mapping[str, float]) -> Mapping[str, float]:
    return {key: weight for key, weight in weights.items() if key != CulturalSide.PULSE}


def last_of(plan: StatePlan, as_of: date) -> date:
    """A week beyond the last day that the plan or the record knows, so that its end is on the curve."""
    planned = [each.planned_on for each in plan.work if each.planned_on is not None]
    return max(as_of, plan.cultural_until, *planned) + timedelta(days=7)


def without(record: StateRecord, reason: str, *, as_of: date, is_applicable: bool, allowed: float) -> StateAnalysis:
    """Nothing but why there is nothing; what is remembered of the colors is handed on."""

    def none(unit: str) -> Number:
        gauge = Gauge(METHOD, unit)
        return gauge.insufficient(reason) if is_applicable else gauge.not_applicable(reason)

    index = StateIndex(of="", value=none("percent"), unmeasured=0.0, components=())
    return StateAnalysis(
        as_of=as_of,
        structural=index,
        cultural=replace(index),
        flows=(),
        functions=(),
        lowest=LowestFunction(uids=(), value=none("percent"), unmeasured=()),
        claims=StateClaims(earned=none("percent"), ahead=none("points"), allowed=allowed, is_ahead=False, rests_on=()),
        verdicts=(),
        curve=(),
        linear_until=None,
        colors=record.colors,
    )
