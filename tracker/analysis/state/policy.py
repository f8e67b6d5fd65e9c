"""The policy numbers that the state of the change reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.analysis.state.results import CulturalSide, StructuralSide

PULSE_SHARE = 0.20
"""What people answer is never more of the cultural state: behavior comes before attitude (METHODS 8)."""
STRUCTURAL_KEYS = {
    StructuralSide.CONSTRAINT: "structural_weight_constraint",
    StructuralSide.METRICS: "structural_weight_metrics",
    StructuralSide.CYCLES: "structural_weight_cycles",
    StructuralSide.AUTHORITY: "structural_weight_authority",
    StructuralSide.PILOT: "structural_weight_pilot",
}
CULTURAL_KEYS = {
    CulturalSide.BEHAVIORS: "cultural_weight_behaviors",
    CulturalSide.ACCOUNTABILITY: "cultural_weight_accountability",
    CulturalSide.PULSE: "cultural_weight_pulse",
    CulturalSide.SUSTAINMENT: "cultural_weight_sustainment",
}
STRUCTURAL_WEIGHTS = (10.0, 25.0, 25.0, 25.0, 15.0)
CULTURAL_WEIGHTS = (40.0, 25.0, 20.0, 15.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePolicy:
    """What holds when nobody decided otherwise (METHODS 1.5 to 1.7). Weights and limits are points of 100.

    claims_ahead       the plan's progress may lead the record by so much
    plan_green         so far behind its plan a state is still green; ``plan_amber`` amber
    day_90, day_120    structural state needed on these days
    month_12           cultural state needed in month 12, with ``leaders`` as share of the leaders
    improve_after      periods that a better color must hold: weeks for structure, months for culture
    """

    structural: Mapping[str, float] = field(
        default_factory=lambda: dict(zip(map(str, StructuralSide), STRUCTURAL_WEIGHTS, strict=True))
    )
    cultural: Mapping[str, float] = field(
        default_factory=lambda: dict(zip(map(str, CulturalSide), CULTURAL_WEIGHTS, strict=True))
    )
    claims_ahead: float = 15.0
    plan_green: float = 5.0
    plan_amber: float = 15.0
    day_90: float = 60.0
    day_120: float = 75.0
    month_12: float = 70.0
    leaders: float = 0.80
    improve_after: int = 2


def state_policy(numbers: Mapping[str, str]) -> StatePolicy:
    """The policy of numbers in force, by key, as decimal text."""
    return StatePolicy(
        structural={str(side): float(numbers[key]) for side, key in STRUCTURAL_KEYS.items()},
        cultural={str(side): float(numbers[key]) for side, key in CULTURAL_KEYS.items()},
        claims_ahead=float(numbers["claims_ahead_points"]),
        plan_green=float(numbers["state_plan_green"]),
        plan_amber=float(numbers["state_plan_amber"]),
        day_90=float(numbers["structural_day_90"]),
        day_120=float(numbers["structural_day_120"]),
        month_12=float(numbers["cultural_month_12"]),
        leaders=float(numbers["shared_leaders_needed"]),
        improve_after=int(numbers["improve_after_periods"]),
    )
