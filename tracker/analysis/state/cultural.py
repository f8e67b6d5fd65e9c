"""The cultural state from the components that the analysis of culture worked out (METHODS 1.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.analysis.culture.missing import owed
from tracker.analysis.culture.results import Components, CultureAnalysis, CultureMissing
from tracker.analysis.state.index import index_of, measured, unmeasured
from tracker.analysis.state.results import (
    METHOD,
    CulturalSide,
    LowestFunction,
    StateComponent,
    StateIndex,
    StateMissing,
)
from tracker.progress.numbers import Gauge, Number

PMO = "the PMO lead"
NO_FUNCTION = "no function is measured yet"


def cultural_index(found: Components, weights: Mapping[str, float], *, missing: Sequence[StateMissing]) -> StateIndex:
    """The cultural state of a program, a flow or a function; nothing is worked out again."""
    sides = (
        (CulturalSide.BEHAVIORS, found.behaviors),
        (CulturalSide.ACCOUNTABILITY, found.accountability),
        (CulturalSide.PULSE, found.pulse),
        (CulturalSide.SUSTAINMENT, found.sustainment),
    )
    components = [component_of(side.value, number) for side, number in sides]
    components[0] = replace(components[0], missing=tuple(missing) if components[0].unmeasured else ())
    return index_of(found.of, components, weights)


def component_of(key: str, number: Number) -> StateComponent:
    """A side of culture as it was measured."""
    if number.value is None:
        gap = StateMissing(what=number.reason, who=PMO, first_on=None, is_unmeasured=True)
        return replace(unmeasured(key, number), missing=(gap,))
    return measured(key, number)


def behavior_gaps(found: Components) -> tuple[StateMissing, ...]:
    """What the behaviors of a program lack to be measured, each with who owes it."""
    return tuple(gap_of(each.missing) for each in found.parts if each.missing is not None) or tuple(
        gap_of(each) for each in owed(found.behaviors, who=PMO, as_of=date.min)
    )


def gap_of(missing: CultureMissing) -> StateMissing:
    first_on = None if missing.first_on == date.min else missing.first_on
    return StateMissing(what=missing.what, who=missing.who, first_on=first_on, is_unmeasured=True)


def cultural_indexes(
    found: CultureAnalysis, weights: Mapping[str, float]
) -> tuple[StateIndex, tuple[StateIndex, ...], tuple[StateIndex, ...]]:
    """Of the program, of each flow, and of each function."""

    def of(each: Components) -> StateIndex:
        return cultural_index(each, weights, missing=behavior_gaps(each))

    return of(found.program), tuple(map(of, found.flows)), tuple(map(of, found.functions))


def lowest_of(functions: Sequence[StateIndex]) -> LowestFunction:
    """The functions with the least; those of which nothing is measured stand beside them, not below them."""
    known = [(each.value.value, each) for each in functions if each.value.value is not None]
    silent = tuple(each.of for each in functions if each.value.value is None)
    if not known:
        none = Gauge(METHOD, "percent").insufficient(NO_FUNCTION)
        return LowestFunction(uids=(), value=none, unmeasured=silent)
    least = min(value for value, _ in known)
    lowest = [each for value, each in known if value == least]
    return LowestFunction(uids=tuple(each.of for each in lowest), value=lowest[0].value, unmeasured=silent)
