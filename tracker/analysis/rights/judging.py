"""The verdict on each decision."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.facts.constraints import Resource
from tracker.analysis.facts.decisions import DecisionRight
from tracker.analysis.rights.binding import Binding, binding_of, limits_of
from tracker.analysis.rights.case import Case
from tracker.analysis.rights.findings import findings_of
from tracker.analysis.rights.question import FlowLimit, RightsPolicy
from tracker.analysis.rights.results import Named, RightFlag, RightScope, RightVerdict
from tracker.analysis.rights.standing import Standing

SEVERITY = tuple(RightFlag)


def verdicts_on(standing: Standing, limits: Sequence[FlowLimit], *, policy: RightsPolicy) -> tuple[RightVerdict, ...]:
    """A verdict on every decision that is still made, the worst first."""
    names = {each.flow: each.name for each in limits}
    found = []
    for right in standing.rights():
        committed, of_right = standing.committed(right), limits_of(right, limits)
        binding = binding_of(committed, of_right, policy=policy)
        found.append(verdict(case_of(right, standing, binding, limits=of_right), flow_names=names))
    return tuple(sorted(found, key=worst_first))


def verdicts_if(resource: Resource, *, standing: Standing, names: dict[str, str]) -> tuple[RightVerdict, ...]:
    """A verdict on every decision that commits the resource, as if that were the constraint; the worst first."""
    binding = Binding(scope=RightScope.ASSUMED, resource=resource, chance=1.0)
    rights = [right for right in standing.rights() if resource.uid in right.resources]
    found = [verdict(case_of(right, standing, binding, limits=()), flow_names=names) for right in rights]
    return tuple(sorted(found, key=worst_first))


def case_of(right: DecisionRight, standing: Standing, binding: Binding, *, limits: Sequence[FlowLimit]) -> Case:
    """The decision with everything that its verdict rests on."""
    return Case(
        right=right,
        standing=standing,
        binding=binding,
        deciders=standing.deciders(right),
        committed=standing.committed(right),
        limits=limits,
    )


def verdict(case: Case, *, flow_names: dict[str, str]) -> RightVerdict:
    """What is to say about one decision."""
    right, binding, limit = case.right, case.binding, case.binding.limit
    return RightVerdict(
        uid=right.uid,
        decision=right.decision,
        times_a_month=right.times_a_month,
        scope=binding.scope,
        deciders=case.deciders,
        flow=Named(uid=right.flow, name=flow_names.get(right.flow, "")) if right.flow else None,
        limited=Named(uid=limit.flow, name=limit.name) if limit else None,
        resource=Named(uid=binding.resource.uid, name=binding.resource.name) if binding.resource else None,
        chance=binding.chance,
        controller=case.standing.controller(binding.resource) if binding.resource else None,
        is_aligned=case.is_aligned,
        findings=findings_of(case),
        exposure=exposure(right, binding),
    )


def exposure(right: DecisionRight, binding: Binding) -> float | None:
    """Times a month times the chance; None outside of the scope, or when nobody knows how often it is made."""
    if not binding.is_in_scope or right.times_a_month is None or binding.chance is None:
        return None
    return float(right.times_a_month) * binding.chance


def worst_first(each: RightVerdict) -> tuple[bool, int, float, str, str]:
    """Not aligned first, then by the most severe flag, by exposure and by the words."""
    severity = SEVERITY.index(each.findings[0].flag) if each.findings else len(SEVERITY)
    return (each.is_aligned is not False, severity, -(each.exposure or 0.0), each.decision, each.uid)
