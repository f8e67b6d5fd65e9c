"""A flow to the floor: as far as a market shift had to reach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.analysis.latency.builders import MONDAY, make_facts, make_stage
from tracker.analysis.facts.planning import PlanningFacts
from tracker.analysis.facts.tradeoffs import ResponseFact, ShiftFact
from tracker.analysis.latency.in_time import Planning


def make_loop() -> PlanningFacts:
    """Three stages, and a fourth at which the first function hears of it again."""
    facts = make_facts((28, 7, 1), (5, 2, "0.5"), (2, 1, "0.5"))
    return replace(facts, stages=(*facts.stages, make_stage(3, function="function 0")))


def shift_of(*functions: str) -> ShiftFact:
    return ShiftFact(
        uid="shift",
        title="Shift",
        flow="flow",
        visible_on=MONDAY,
        floor_changed_on=None,
        responses=tuple(ResponseFact(function=each, known_on=None, replanned_on=None) for each in functions),
    )


@pytest.mark.parametrize(
    ("functions", "days"),
    [(("function 0", "function 2"), 29.0), (("function 1",), 27.5), (("elsewhere",), 49.0), ((), 49.0)],
    ids=["to the third", "to the second", "of another flow", "nobody named"],
)
def test_a_shift_is_measured_to_the_last_function_that_it_names(functions: tuple[str, ...], days: float) -> None:
    planning = Planning.of(make_loop(), as_of=MONDAY, zone="UTC")

    latency = planning.latency_of(shift_of(*functions))

    assert latency is not None
    assert latency.mean == pytest.approx(days, abs=0.1)


def test_a_cycle_that_is_missing_behind_the_floor_does_not_matter() -> None:
    facts = make_loop()
    stages = (*facts.stages[:3], make_stage(3, function="unknown"))
    planning = Planning.of(replace(facts, stages=stages), as_of=MONDAY, zone="UTC")

    assert planning.latency_of(shift_of("function 2")) is not None
    assert planning.latency_of(shift_of()) is None
