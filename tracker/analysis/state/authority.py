"""k4: the decisions on the constraint that whoever controls it takes."""

from __future__ import annotations

from dataclasses import replace

from tracker.analysis.rights.results import RightsAnalysis
from tracker.analysis.state.index import measured, unmeasured
from tracker.analysis.state.question import StateMoment
from tracker.analysis.state.results import METHOD, StateComponent, StateMissing, StructuralSide
from tracker.progress.numbers import Gauge
from tracker.progress.words import share_words

PMO = "Transformation PMO"
NOT_GATHERED = "nobody asked for the decision rights of this day"


def authority_component(moment: StateMoment) -> StateComponent:
    """The share of the exposure in the right hands, as decision rights have it.

    source  METHODS 1.5, k4
    """
    key, rights = StructuralSide.AUTHORITY.value, moment.rights
    if rights is None:
        return unmeasured(key, Gauge(METHOD, "ratio").insufficient(NOT_GATHERED))
    found = rights.alignment
    missing = gaps_of(rights)
    if found.by_exposure.value is None:
        share = Gauge(METHOD, "ratio", len(rights.verdicts)).insufficient(found.by_exposure.reason)
        return replace(unmeasured(key, share), missing=missing)
    told = share_words(found.aligned, found.in_scope, "decision") if found.aligned else ""
    words = f"{told} on the constraint in the right hands" if told else f"none of {found.in_scope} in the right hands"
    return replace(measured(key, found.by_exposure, words=words), missing=missing)


def gaps_of(rights: RightsAnalysis) -> tuple[StateMissing, ...]:
    """What is missing to measure it; else what mends each decision in the wrong hands."""
    if rights.alignment.by_exposure.value is None:
        return tuple(
            StateMissing(what=each.what, who=each.who, first_on=each.first_on, is_unmeasured=True)
            for each in rights.missing
        )
    wrong = [each for each in rights.verdicts if each.is_aligned is False and each.findings]
    return tuple(
        StateMissing(
            what=f"{each.decision}: {each.findings[0].move.words.rstrip('.')}",
            who=PMO,
            first_on=rights.as_of,
            is_unmeasured=False,
        )
        for each in wrong
    )
