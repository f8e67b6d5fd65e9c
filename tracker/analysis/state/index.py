"""Components and weights -> a state. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.analysis.state.names import NAMES
from tracker.analysis.state.policy import PULSE_SHARE
from tracker.analysis.state.results import METHOD, CulturalSide, StateComponent, StateIndex
from tracker.progress.numbers import Gauge, Number
from tracker.progress.words import and_words

NOTHING = "nothing of it is measured yet"
HALF = 0.5
"""Of the first component each of its two halves."""


def weights_of(components: Sequence[StateComponent], weights: Mapping[str, float]) -> dict[str, float]:
    """Shares of the state that add up to 1 over the components that are not left out; none when all weigh 0."""
    counted = {each.key: weights[each.key] for each in components if not each.is_left_out}
    counted = with_pulse_limited(counted)
    total = sum(counted.values())
    return {key: weight / total for key, weight in counted.items()} if total > 0 else {}


def with_pulse_limited(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights with that of the pulse at most its share of their sum, whatever the policy made of the others."""
    if CulturalSide.PULSE not in weights:
        return dict(weights)
    others = sum(weight for key, weight in weights.items() if key != CulturalSide.PULSE)
    limit = others * PULSE_SHARE / (1 - PULSE_SHARE)
    return {**weights, CulturalSide.PULSE.value: min(weights[CulturalSide.PULSE], limit)}


def index_of(of: str, components: Sequence[StateComponent], weights: Mapping[str, float]) -> StateIndex:
    """The weighted sum; what is not measured counts as 0 and is told.

    source  METHODS 1.5 and 1.6
    """
    shares = weights_of(components, weights)
    weighed = tuple(replace(each, weight=shares.get(each.key, 0.0)) for each in components)
    unmeasured = 100 * sum(each.weight * each.unmeasured for each in weighed)
    return StateIndex(of=of, value=value_of(weighed, unmeasured), unmeasured=unmeasured, components=weighed)


def value_of(components: Sequence[StateComponent], unmeasured: float) -> Number:
    """The index in percent, up to what it would be if everything that is not measured were full."""
    counted = [each for each in components if each.weight > 0]
    gauge = Gauge(METHOD, "percent", sum(each.unmeasured < 1 for each in counted))
    if not counted:
        return gauge.not_applicable("every component weighs nothing or is left out")
    if not gauge.n:
        return gauge.insufficient(NOTHING)
    value = min(100.0, 100 * sum(each.weight * each.earned for each in counted))
    number = gauge.between(value, value, min(100.0, value + unmeasured))
    if unmeasured <= 0:
        return number
    gone = and_words(NAMES[each.key] for each in counted if each.unmeasured > 0)
    reason = f"not measured, or only in part, and counted as 0 there: {gone}"
    return replace(gauge.degraded(value, reason), interval=number.interval)


def unmeasured(key: str, share: Number) -> StateComponent:
    """A component of which nothing is measured."""
    return StateComponent(key=key, weight=0.0, share=share, earned=0.0, unmeasured=1.0)


def measured(key: str, share: Number, *, known: float = 1.0, words: str = "") -> StateComponent:
    """A component with its share; ``known`` is how much of it is measured."""
    assert share.value is not None, "a measured component has a value"
    return StateComponent(
        key=key,
        weight=0.0,
        share=share,
        earned=min(1.0, max(0.0, share.value)),
        unmeasured=1.0 - known,
        words=words,
    )
