"""The policy numbers that the analysis of culture reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WINDOW_MONTHS = 3
"""Behaviors are counted over the trailing three months (METHODS 1.6)."""
BEHAVIORS_NEEDED = 3
"""Of the four behaviors so many must be measured to speak of their mean."""
COMPLETE_NEEDED = 3
"""With fewer complete months there is no forecast: a prior is not a forecast."""
TRAILING_MONTHS = 12
"""So many months say how often a month is clean."""
HALF = 0.5
"""Of answers below it a number is degraded, of weekly words below it a month is incomplete."""
ALPHA_NEEDED = 0.7
"""Below it the statements of the pulse do not hang together and are not added up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CulturePolicy:
    """What holds when nobody decided otherwise (METHODS 1.6 and 8).

    clean_months        months in a row after which a flow is self-sustaining
    decision_days       a question on the constraint is decided in time within so many days
    behaviors_needed    the mean of the behaviors that a clean month must reach
    shared_weight       share of an evaluation that must rest on shared metrics
    leaders_needed      share of the leaders who must have it for a self-sustaining program
    pulse_target        share of favorable answers that counts as full
    evidence_months     after so many months a pulse or a review has expired
    """

    clean_months: int = 6
    decision_days: int = 7
    behaviors_needed: float = 0.80
    shared_weight: float = 0.20
    leaders_needed: float = 0.80
    pulse_target: float = 0.75
    evidence_months: int = 6


def culture_policy(numbers: Mapping[str, str]) -> CulturePolicy:
    """The policy of numbers in force, by key, as decimal text."""
    return CulturePolicy(
        clean_months=int(numbers["clean_months"]),
        decision_days=int(numbers["decision_days"]),
        behaviors_needed=float(numbers["clean_behaviors"]),
        shared_weight=float(numbers["shared_weight_needed"]),
        leaders_needed=float(numbers["shared_leaders_needed"]),
        pulse_target=float(numbers["pulse_target"]),
        evidence_months=int(numbers["evidence_months"]),
    )
