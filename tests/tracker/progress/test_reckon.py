"""Properties of the whole: the same facts give the same answer, in any order, in any unit, and soon."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.progress.builders import accepted, make_baseline, make_facts, make_gates, make_item, on
from tracker.progress import METHOD_VERSION
from tracker.progress.facts import ProgramFacts
from tracker.progress.numbers import Number, State
from tracker.progress.reckon import reckon
from tracker.progress.results import ProgramProgress

GATE_DAYS = {"G0": 14, "G1": 28, "G2": 49, "G3": 75, "GR": 110, "G4": 150, "G5": 200}
METHODS = {"earned-value", "earned-schedule", "order-of-work", "forecast", "slip", "delivery", "cost"}


def big_program(size: int, *, late: int, as_of: int, weight: str = "1") -> ProgramFacts:
    """``size`` items spread over the gates and over 18 months, each accepted ``late`` days after its plan."""
    due = {code: accepted(day + late) for code, day in GATE_DAYS.items() if day + late <= as_of}
    gates = make_gates(**due)
    codes = list(GATE_DAYS)
    items, plan = list(gates["items"]), dict(GATE_DAYS)
    for k in range(size):
        code = codes[k % 7]
        cultural = k % 4 == 3
        day = (k * 37) % 540 if cultural else max(1, GATE_DAYS[code] - k % 21)
        before = (codes[codes.index(code) - 1],) if code != "G0" else ()
        kind: dict[str, Any] = {"dimension": "cultural"} if cultural else {"gate": code, "predecessors": before}
        done = accepted(day + late) if day + late <= as_of else ()
        items.append(make_item(f"item-{k:03d}", acceptances=done, **kind))
        plan[f"item-{k:03d}"] = day
    weights = {uid: str(int(weight) * (1 + len(uid) % 3)) for uid in plan}
    baselines = (make_baseline(plan, weights=weights), make_baseline(plan, number=2, locked=35, weights=weights))
    return make_facts(items=tuple(items), gates=gates["gates"], baselines=baselines)


def numbers_in(value: Any) -> list[Number]:
    """Every Number anywhere in a result."""
    if isinstance(value, Number):
        return [value]
    if is_dataclass(value):
        return [found for each in fields(value) for found in numbers_in(getattr(value, each.name))]
    return [found for each in value for found in numbers_in(each)] if isinstance(value, tuple) else []


def ratios(progress: ProgramProgress) -> list[tuple[float | None, ...]]:
    """Everything about the horizons that has no weight in it."""
    return [
        (
            plan.earned_schedule.value,
            plan.schedule_performance.value,
            plan.value_performance.value,
            plan.estimate_at_completion.value,
            plan.to_horizon_performance.value,
        )
        for horizon in progress.horizons
        for plan in (horizon.original, horizon.current)
        if plan
    ]


@pytest.mark.parametrize("day", [0, 3, 33, 70, 119, 330])
def test_every_number_says_what_it_is_a_number_of(day: int) -> None:
    numbers = numbers_in(reckon(big_program(60, late=5, as_of=day), on(day)))

    assert {number.method for number in numbers} <= METHODS
    assert all(number.unit for number in numbers)
    for number in numbers:
        has_value = number.state in (State.VALUE, State.DEGRADED)
        assert (number.value is not None or number.unbounded) is has_value
        assert bool(number.reason) is not (number.state is State.VALUE and not number.unbounded)


@settings(max_examples=25)
@given(st.permutations(range(37)), st.integers(-5, 560))
def test_the_order_of_the_items_changes_nothing(order: list[int], day: int) -> None:
    facts = big_program(30, late=6, as_of=day)
    shuffled = replace(
        facts,
        items=tuple(facts.items[k] for k in order),
        gates=tuple(reversed(facts.gates)),
        baselines=tuple(
            replace(baseline, items=tuple(baseline.items[k] for k in reversed(order)))
            for baseline in reversed(facts.baselines)
        ),
    )

    assert reckon(shuffled, on(day)) == reckon(facts, on(day))


@settings(max_examples=25)
@given(st.integers(1, 560), st.sampled_from(["3", "10", "1000"]))
def test_the_unit_of_weight_changes_nothing(day: int, factor: str) -> None:
    plain = reckon(big_program(30, late=6, as_of=day), on(day))
    scaled = reckon(big_program(30, late=6, as_of=day, weight=factor), on(day))

    assert ratios(scaled) == ratios(plain)
    assert (scaled.delivery, scaled.headline) == (plain.delivery, plain.headline)


@settings(max_examples=40)
@given(st.integers(1, 540))
def test_who_follows_the_plan_is_on_plan_in_every_horizon(day: int) -> None:
    progress = reckon(big_program(40, late=0, as_of=day), on(day))

    for horizon in progress.horizons:
        plan = horizon.original
        assert plan is not None
        assert plan.schedule_performance.value in (1.0, None)
        assert plan.schedule_variance.value in (0.0, None)


def test_the_same_facts_give_the_same_answer() -> None:
    facts = big_program(60, late=5, as_of=70)

    assert reckon(facts, on(70)) == reckon(facts, on(70))
    assert METHOD_VERSION == "5"
