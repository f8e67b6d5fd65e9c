from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.tracker.analysis.state.builders import VECTOR, components_of
from tracker.analysis.state.index import index_of, measured, weights_of
from tracker.analysis.state.policy import StatePolicy
from tracker.analysis.state.results import CulturalSide
from tracker.progress.numbers import Gauge, State

WEIGHTS = StatePolicy().structural
shares = some.lists(some.one_of(some.none(), some.floats(0, 1)), min_size=5, max_size=5)
weighings = some.lists(some.floats(0, 100), min_size=5, max_size=5)


def value_of(found: list[float | None]) -> float:
    return index_of("", components_of(found), WEIGHTS).value.value or 0.0


def test_the_vector_of_the_method_is_56_and_a_quarter_percent() -> None:
    found = index_of("", components_of(VECTOR), WEIGHTS)

    assert found.value.value == pytest.approx(56.25)
    assert [100 * each.weight * each.earned for each in found.components] == pytest.approx([10, 20, 12.5, 10, 3.75])
    assert found.value.state is State.VALUE


def test_what_is_not_measured_counts_as_0_and_is_told() -> None:
    found = index_of("", components_of((1.0, None, 0.5, None, 0.25)), WEIGHTS)

    assert found.value.value == pytest.approx(26.25)
    assert found.unmeasured == pytest.approx(50)
    assert found.value.interval == pytest.approx((26.25, 76.25))
    assert (
        found.value.reason
        == "not measured, or only in part, and counted as 0 there: shared metrics and decision authority"
    )


def test_nothing_measured_is_no_zero() -> None:
    found = index_of("", components_of((None,) * 5), WEIGHTS)

    assert found.value.state is State.INSUFFICIENT_DATA
    assert found.value.value is None


def test_a_component_that_is_left_out_gives_its_weight_to_the_others() -> None:
    components = components_of((1.0, None, 1.0, 1.0, 1.0))
    components[1] = replace(components[1], is_left_out=True)

    found = index_of("", components, WEIGHTS)

    assert found.value.value == pytest.approx(100)
    assert found.components[0].weight == pytest.approx(10 / 75)
    assert found.components[1].weight == 0
    assert found.unmeasured == 0


def test_weights_that_are_all_0_leave_nothing_to_say() -> None:
    found = index_of("", components_of(VECTOR), dict.fromkeys(WEIGHTS, 0.0))

    assert found.value.state is State.NOT_APPLICABLE


def test_the_pulse_is_never_more_than_a_fifth_whatever_the_policy() -> None:
    gauge = Gauge("state", "ratio", 1)
    sides = [measured(side.value, gauge.value(1.0)) for side in CulturalSide]

    found = weights_of(sides, {"behaviors": 10, "accountability": 0, "pulse": 20, "sustainment": 0})

    assert found["pulse"] == pytest.approx(0.2)
    assert found["behaviors"] == pytest.approx(0.8)


@given(shares)
def test_a_state_lies_between_0_and_100(found: list[float | None]) -> None:
    assert 0 <= value_of(found) <= 100


@given(shares, some.integers(0, 4), some.floats(0, 1))
def test_a_state_never_falls_when_a_component_rises(found: list[float | None], place: int, more: float) -> None:
    risen = list(found)
    risen[place] = max(found[place] or 0.0, more)

    assert value_of(risen) >= value_of(found) - 1e-9


@given(shares, some.integers(0, 4))
def test_losing_a_measurement_never_raises_a_state(found: list[float | None], place: int) -> None:
    lost = list(found)
    lost[place] = None

    assert value_of(lost) <= value_of(found) + 1e-9


@given(weighings, some.integers(0, 4))
def test_weights_add_up_to_one_over_what_is_not_left_out(weights: list[float], place: int) -> None:
    components = components_of(VECTOR)
    components[place] = replace(components[place], is_left_out=True)

    found = weights_of(components, dict(zip(WEIGHTS, weights, strict=True)))

    assert not found or sum(found.values()) == pytest.approx(1)
    assert components[place].key not in found
