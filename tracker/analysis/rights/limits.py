"""From the ranking of constraints to what decision rights ask of it."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.analysis.constraints.policy import LIKELY
from tracker.analysis.constraints.results import ConstraintAnalysis, ConstraintMove, ConstraintMovement, FlowConstraint
from tracker.analysis.rights.question import FlowLimit, RightsPolicy

LEFT = (ConstraintMovement.MOVED, ConstraintMovement.RETIRED)


def limits_from(ranking: ConstraintAnalysis) -> tuple[FlowLimit, ...]:
    """What is known of the constraint of each flow."""
    return tuple(limit_of(each) for each in ranking.flows)


def limit_of(flow: FlowConstraint) -> FlowLimit:
    """One flow: its chances of the day, and the constraint before when it has moved."""
    previous = constraint_before(flow.move)
    recorded = flow.focus.identified_on if flow.focus and flow.move.state not in LEFT else None
    return FlowLimit(
        flow=flow.flow_uid,
        name=flow.flow,
        chances=flow.chances,
        previous=previous,
        moved_on=recorded if previous else None,
        owed_by=tuple(dict.fromkeys(owed_by(flow))),
    )


def constraint_before(move: ConstraintMove) -> str:
    """The resource that limited the flow before: the one on record when it no longer does, else its former."""
    return move.incumbent_uid if move.state in LEFT else move.former_uid


def owed_by(flow: FlowConstraint) -> Iterator[str]:
    """Names of the functions that owe the votes."""
    for missing in flow.missing:
        yield from missing.owed_by


def policy_from(ranking: ConstraintAnalysis) -> RightsPolicy:
    """Probable and sure are the same here as in the ranking."""
    return RightsPolicy(scope_from=LIKELY, firm_from=ranking.policy.identified)
