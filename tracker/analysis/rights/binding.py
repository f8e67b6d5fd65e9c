"""Which of the resources that a decision commits limits the flow, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.analysis.facts.constraints import Resource
from tracker.analysis.facts.decisions import DecisionRight
from tracker.analysis.rights.question import FlowLimit, RightsPolicy
from tracker.analysis.rights.results import RightScope

NOISE = 1e-9
"""Below this two chances are the same: a threshold that is met exactly is met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The resource of a decision that most probably limits the flow; ``limit`` is that flow."""

    scope: RightScope
    resource: Resource | None = None
    chance: float | None = None
    limit: FlowLimit | None = None

    @property
    def is_in_scope(self) -> bool:
        """Whether the decision counts in the share of aligned ones."""
        return self.scope in (RightScope.FIRM, RightScope.PROVISIONAL, RightScope.ASSUMED)


def limits_of(right: DecisionRight, limits: Iterable[FlowLimit]) -> list[FlowLimit]:
    """What is known of the flow of the decision; of every flow when it is of the whole program."""
    return [each for each in limits if right.flow in ("", each.flow)]


def binding_of(committed: Sequence[Resource], limits: Sequence[FlowLimit], *, policy: RightsPolicy) -> Binding:
    """Of what the decision commits, the resource with the highest chance to limit the flow.

    committed  by name; of resources with the same chance the first counts
    limits     of the flow, or of every flow: then the highest chance in any of them counts
    source     METHODS 5
    """
    if not committed:
        return Binding(scope=RightScope.UNCOMMITTED)
    observed = sorted((each for each in limits if each.chances), key=lambda each: (each.name, each.flow))
    if not observed:
        return Binding(scope=RightScope.UNKNOWN)
    best: tuple[float, Resource | None, FlowLimit | None] = (-1.0, None, None)
    for resource in committed:
        for limit in observed:
            chance = limit.chances.get(resource.uid, 0.0)
            if chance > best[0] + NOISE:
                best = (chance, resource, limit)
    chance, top, limit_of_top = best
    return Binding(scope=scope_of(chance, policy), resource=top, chance=chance, limit=limit_of_top)


def scope_of(chance: float, policy: RightsPolicy) -> RightScope:
    """In scope from one threshold on, firm from the other."""
    if chance >= policy.firm_from - NOISE:
        return RightScope.FIRM
    return RightScope.PROVISIONAL if chance >= policy.scope_from - NOISE else RightScope.OUTSIDE
