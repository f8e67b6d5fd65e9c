"""From the ranking of constraints to what decision rights ask of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from tracker.analysis.constraints.movement import movement, on_record
from tracker.analysis.constraints.policy import LIKELY, ConstraintPolicy
from tracker.analysis.constraints.ranking import chances_on
from tracker.analysis.constraints.results import ConstraintAnalysis, ConstraintMove, ConstraintMovement, FlowConstraint
from tracker.analysis.facts.constraints import ConstraintFacts, Flow, Resource
from tracker.analysis.rights.question import FlowLimit, RightsPolicy

LEFT = (ConstraintMovement.MOVED, ConstraintMovement.RETIRED)


def limits_from(ranking: ConstraintAnalysis) -> tuple[FlowLimit, ...]:
    """What is known of the constraint of each flow."""
    return tuple(limit_of(each) for each in ranking.flows)


def limit_of(flow: FlowConstraint) -> FlowLimit:
    """One flow: its chances of the day, and the constraint before when it has moved."""
    known = FlowLimit(flow=flow.flow_uid, name=flow.flow, chances=flow.chances)
    moved = with_move(known, flow.move, identified_on=flow.focus.identified_on if flow.focus else None)
    return replace(moved, owed_by=tuple(dict.fromkeys(owed_by(flow))))


def limits_on(facts: ConstraintFacts, *, as_of: date, policy: ConstraintPolicy) -> tuple[FlowLimit, ...]:
    """The same of an earlier day, without the rest of the ranking; nobody owes the votes of a past day any more."""
    resources = {each.uid: each for each in facts.resources}
    return tuple(limit_on(each, resources, as_of=as_of, policy=policy) for each in facts.flows)


def limit_on(flow: Flow, resources: Mapping[str, Resource], *, as_of: date, policy: ConstraintPolicy) -> FlowLimit:
    """One flow of ``limits_on``."""
    known = FlowLimit(flow=flow.uid, name=flow.name, chances=chances_on(flow, resources, as_of=as_of, policy=policy))
    current = on_record(flow, as_of=as_of).current
    move = movement(flow, resources, as_of=as_of, policy=policy)
    return with_move(known, move, identified_on=current.identified_on if current else None)


def with_move(known: FlowLimit, move: ConstraintMove, *, identified_on: date | None) -> FlowLimit:
    """The limit with the constraint before it, where it has moved; ``identified_on`` is of the one on record."""
    previous = constraint_before(move)
    recorded = identified_on if previous and move.state not in LEFT else None
    return replace(known, previous=previous, moved_on=recorded)


def constraint_before(move: ConstraintMove) -> str:
    """The resource that limited the flow before: the one on record when it no longer does, else its former."""
    return move.incumbent_uid if move.state in LEFT else move.former_uid


def owed_by(flow: FlowConstraint) -> Iterator[str]:
    """Names of the functions that owe the votes."""
    for missing in flow.missing:
        yield from missing.owed_by


def policy_from(ranking: ConstraintAnalysis) -> RightsPolicy:
    """Probable and sure are the same here as in the ranking."""
    return policy_by(ranking.policy)


def policy_by(policy: ConstraintPolicy) -> RightsPolicy:
    return RightsPolicy(scope_from=LIKELY, firm_from=policy.identified)
