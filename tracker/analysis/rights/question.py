"""What the analysis of decision rights is asked with. Identities are the ``uid`` of the row as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.analysis.facts.constraints import Resource
from tracker.analysis.facts.decisions import DecisionFacts
from tracker.analysis.facts.weekly import WeeklyFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsFacts:
    """What one program records.

    resources  those that its flows or its decisions name, with who controls them, in any order
    parent_of  uid of the function above each function that has one
    functions  names by uid
    weekly     who said each week whether a decision was overridden
    """

    decisions: DecisionFacts
    resources: tuple[Resource, ...]
    parent_of: Mapping[str, str]
    functions: Mapping[str, str]
    weekly: WeeklyFacts = field(default_factory=WeeklyFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLimit:
    """What is known of the constraint of one flow on the day asked for.

    flow      its uid
    chances   probability of each resource to be the one that limits the flow most often; empty while nobody observed
    previous  uid of the constraint from which it moved; empty while it has not moved
    moved_on  the day from which the one after it counts; None when it has not moved, or nobody knows
    owed_by   names of the functions that owe observations; empty when the record does not say
    """

    flow: str
    name: str
    chances: Mapping[str, float]
    previous: str = ""
    moved_on: date | None = None
    owed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsPolicy:
    """From which chance a decision is in scope, and from which that is firm ("policy" in the UI)."""

    scope_from: float = 0.5
    firm_from: float = 0.8
