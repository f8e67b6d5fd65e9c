"""If this resource were the constraint: what can be said from the first day on, before anybody has observed."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.facts.constraints import Resource
from tracker.analysis.rights import words
from tracker.analysis.rights.alignment import alignment_of
from tracker.analysis.rights.judging import verdicts_if
from tracker.analysis.rights.question import FlowLimit
from tracker.analysis.rights.results import Named, RightsAssumption
from tracker.analysis.rights.standing import Standing


def assumptions_on(standing: Standing, limits: Sequence[FlowLimit]) -> tuple[RightsAssumption, ...]:
    """One for every resource that is in use, by name."""
    names = {each.flow: each.name for each in limits}
    in_use = (each for each in standing.facts.resources if standing.is_in_use(each))
    return tuple(
        assumption(resource, standing=standing, names=names)
        for resource in sorted(in_use, key=lambda each: (each.name, each.uid))
    )


def assumption(resource: Resource, *, standing: Standing, names: dict[str, str]) -> RightsAssumption:
    """The verdicts on what commits the resource as if it were the constraint for certain."""
    party = Named(uid=resource.uid, name=resource.name)
    verdicts = verdicts_if(resource, standing=standing, names=names)
    return RightsAssumption(
        resource=party,
        controller=standing.controller(resource),
        sentence=words.assumed(verdicts, resource=party),
        alignment=alignment_of(verdicts, reason="no recorded decision commits it"),
        verdicts=verdicts,
    )
