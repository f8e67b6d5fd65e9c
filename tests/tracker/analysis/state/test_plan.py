from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.tracker.analysis.state.builders import (
    START,
    VECTOR,
    analyzed,
    component,
    components_of,
    make_gate,
    make_plan,
    make_record,
    make_work,
    on,
)
from tracker.analysis.facts.plan import PlannedWork
from tracker.analysis.state.index import index_of
from tracker.analysis.state.plan import StatePlan, beside_plan, curve_of, earns, status_of, without_pulse_alone
from tracker.analysis.state.policy import StatePolicy
from tracker.analysis.state.results import StateIndex, StructuralSide
from tracker.progress.results import Status

POLICY = StatePolicy()
WORK = (
    make_work("map", day=10, step="map"),
    make_work("metric", day=40, step="metrics", weight=3.0),
    make_work("lock", day=50, step="metrics"),
    make_work("cycle", day=100, step="cut_over"),
    make_work("authority", day=80, step="parallel_run", kind="decision", gate="G3"),
    make_work("pairs", day=60, step="parallel_run", gate="GR"),
)


def plan_of(*work: PlannedWork) -> StatePlan:
    return StatePlan(work=work, start_on=START, structural_until=on(120), cultural_until=on(546))


def index() -> StateIndex:
    return index_of("", components_of(VECTOR), POLICY.structural)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"step": "map"}, "constraint"),
        ({"step": "constraint", "gate": "G1"}, "constraint"),
        ({"step": "metrics", "kind": "decision"}, "metrics"),
        ({"step": "parallel_run"}, "pilot"),
        ({"step": "parallel_run", "kind": "decision", "gate": "G3"}, "authority"),
        ({"step": "parallel_run", "kind": "decision", "gate": "G4"}, "pilot"),
        ({"step": "cut_over"}, "cycles"),
        ({"step": "cut_over", "kind": "decision", "gate": "G5"}, "authority"),
        ({"step": "cut_over", "kind": "system_go_live"}, ""),
        ({"step": "expand"}, ""),
        ({"dimension": "delivery"}, ""),
        ({"dimension": "cultural", "step": "sustain", "kind": "behavior"}, "behaviors"),
        ({"dimension": "cultural", "step": "metrics"}, "accountability"),
        ({"dimension": "cultural", "step": "sustain"}, "sustainment"),
    ],
)
def test_what_an_item_earns(given: dict[str, Any], key: str) -> None:
    assert earns(make_work("item", day=1, **given)) == key


@pytest.mark.parametrize(("code", "key"), [("G0", "constraint"), ("G2", "metrics"), ("GR", "pilot"), ("G5", "pilot")])
def test_what_a_gate_earns(code: str, key: str) -> None:
    assert earns(make_gate(code, day=1)) == key


def test_a_component_is_planned_by_the_weight_of_its_items() -> None:
    plan = plan_of(*WORK)

    assert [plan.share("metrics", on(day)) for day in (39, 40, 49, 50)] == [0, 0.75, 0.75, 1]
    assert not plan.is_linear("metrics")


def test_without_items_a_straight_line_to_day_120_stands_for_the_plan_and_says_so() -> None:
    plan = plan_of(*WORK[:1])

    assert [plan.share("cycles", on(day)) for day in (-5, 0, 30, 120, 200)] == [0, 0, 0.25, 1, 1]
    assert plan.is_linear("cycles")
    assert plan.share("pulse", on(273)) == 0.5


def test_the_distance_to_the_plan_is_told_in_points() -> None:
    found = beside_plan(index(), plan_of(*WORK), day=on(60), policy=POLICY)

    assert found.planned == pytest.approx(10 + 25 + 15)
    assert found.to_plan is not None
    assert found.to_plan.value == pytest.approx(6.25)
    assert found.status is Status.GREEN


def test_an_item_outside_of_the_first_plan_earns_nothing_in_it() -> None:
    record = make_record(plan=make_plan([make_work("late", step="metrics"), *WORK]))

    found = component(analyzed(record), StructuralSide.METRICS)

    assert found.planned == pytest.approx(5 / 5)


@pytest.mark.parametrize(
    ("points", "status"),
    [(0, Status.GREEN), (-5, Status.GREEN), (-5.1, Status.AMBER), (-15, Status.AMBER), (-15.1, Status.RED)],
)
def test_the_color_follows_the_distance(points: float, status: Status) -> None:
    assert status_of(points, POLICY) is status


def test_level_with_a_plan_that_has_nothing_yet_is_grey() -> None:
    found = beside_plan(index(), plan_of(make_work("map", day=10, step="map"), *WORK), day=START, policy=POLICY)

    assert found.planned == 0
    assert found.status is Status.GREY


def test_no_plan_is_no_distance_and_grey() -> None:
    found = analyzed(make_record(plan=make_plan(work=(), horizons=())))

    assert found.structural.to_plan is None
    assert found.structural.status is Status.GREY
    assert found.curve == ()


def test_the_pulse_alone_turns_nothing_green() -> None:
    green, amber = replace(index(), status=Status.GREEN), replace(index(), status=Status.AMBER)

    assert without_pulse_alone(green, amber).status is Status.AMBER
    assert without_pulse_alone(green, green).status is Status.GREEN


@given(some.lists(some.tuples(some.integers(0, 200), some.floats(0.1, 9)), max_size=6))
def test_a_plan_never_falls_and_ends_whole(items: list[tuple[int, float]]) -> None:
    work = [make_work(f"{n}", day=day, step="metrics", weight=weight) for n, (day, weight) in enumerate(items)]
    points = list(curve_of(plan_of(*work), index().components, (), until=on(210)))
    values = [each.structural or 0.0 for each in points]

    assert values == sorted(values)
    assert values[-1] == pytest.approx(100)
    assert isinstance(points[0].on, date)
