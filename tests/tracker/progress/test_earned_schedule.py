"""Earned schedule on any curve: the reference vectors, the plateau rule, and its properties."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.progress.earned_schedule import (
    PlanCurve,
    earned_schedule,
    estimate_at_completion,
    performance,
    planned_value,
    to_horizon_performance,
)

PV_A = (105, 200, 515, 845, 1175, 1475, 1805, 2135, 2435, 2665, 2760, 2823)
# AT, EV, ES, SV(t), SPI(t), SPI($), IEAC(t)
VECTOR_A = (
    (1, 95, 0.904762, -0.0952, 0.9048, 0.9048, 13.2632),
    (2, 180, 1.789474, -0.2105, 0.8947, 0.9000, 13.4118),
    (3, 470, 2.857143, -0.1429, 0.9524, 0.9126, 12.6000),
    (4, 770, 3.772727, -0.2273, 0.9432, 0.9112, 12.7229),
    (5, 1065, 4.666667, -0.3333, 0.9333, 0.9064, 12.8571),
    (6, 1315, 5.466667, -0.5333, 0.9111, 0.8915, 13.1707),
    (7, 1610, 6.409091, -0.5909, 0.9156, 0.8920, 13.1064),
    (8, 1900, 7.287879, -0.7121, 0.9110, 0.8899, 13.1726),
    (9, 2150, 8.050000, -0.9500, 0.8944, 0.8830, 13.4161),
    (10, 2275, 8.466667, -1.5333, 0.8467, 0.8537, 14.1732),
    (11, 2425, 8.966667, -2.0333, 0.8152, 0.8786, 14.7212),
    (12, 2555, 9.521739, -2.4783, 0.7935, 0.9051, 15.1233),
    (13, 2695, 10.315789, -2.6842, 0.7935, 0.9547, 15.1224),
    (14, 2770, 11.158730, -2.8413, 0.7971, 0.9812, 15.0555),
    (15, 2823, 12.000000, -3.0000, 0.8000, 1.0000, 15.0000),
)
weights = st.decimals(min_value="0.01", max_value=1000, places=2)
increments = st.lists(st.one_of(st.just(Decimal(0)), weights), min_size=1, max_size=30).filter(lambda steps: any(steps))


def sampled(values: tuple[int, ...]) -> PlanCurve:
    """A plan sampled at period ends, with nothing planned at time 0."""
    return PlanCurve(tuple(float(k) for k in range(len(values) + 1)), tuple(Decimal(v) for v in (0, *values)))


def curve_of(steps: list[Decimal]) -> PlanCurve:
    """A plan sampled at period ends that grows by ``steps``."""
    sums = [sum(steps[:k], Decimal(0)) for k in range(len(steps) + 1)]
    return PlanCurve(tuple(float(k) for k in range(len(sums))), tuple(sums))


def by_definition(curve: PlanCurve, ev: Decimal, at: float) -> float:
    """METHODS 1.2 read word by word, period by period: the independent check."""
    pv = curve.weights
    if ev >= pv[-1]:
        return curve.times[-1]
    level = [k for k, value in enumerate(pv) if value == ev]
    if len(level) > 1:
        return min(max(at, level[0]), level[-1])
    c = max(k for k, value in enumerate(pv) if value <= ev)
    return c + float((ev - pv[c]) / (pv[c + 1] - pv[c]))


@pytest.mark.parametrize("row", VECTOR_A, ids=[f"month {row[0]}" for row in VECTOR_A])
def test_vector_a_to_every_printed_digit(row: tuple[float, ...]) -> None:
    at, ev, es, sv, spi, spi_value, ieac = row
    curve = sampled(PV_A)

    schedule = earned_schedule(curve, Decimal(int(ev)), at)

    assert f"{schedule:.6f}" == f"{es:.6f}"
    assert (f"{schedule - at:.4f}", f"{performance(schedule, at):.4f}") == (f"{sv:.4f}", f"{spi:.4f}")
    assert f"{ev / float(planned_value(curve, at)):.4f}" == f"{spi_value:.4f}"
    assert f"{estimate_at_completion(curve, schedule, at):.4f}" == f"{ieac:.4f}"


@pytest.mark.parametrize(
    ("at", "expected"), [(1, "1.0087"), (5, "1.0476"), (8, "1.1780"), (9, "1.3167"), (11, "3.0333")]
)
def test_vector_a_pace_needed_to_month_12(at: int, expected: str) -> None:
    schedule = earned_schedule(sampled(PV_A), Decimal(VECTOR_A[at - 1][1]), at)

    needed = to_horizon_performance(sampled(PV_A), schedule, at=at, horizon=12)

    assert f"{needed:.4f}" == expected


@pytest.mark.parametrize("at", [12, 13, 14])
def test_vector_a_pace_needed_is_unbounded_from_month_12(at: int) -> None:
    schedule = earned_schedule(sampled(PV_A), Decimal(VECTOR_A[at - 1][1]), at)

    assert to_horizon_performance(sampled(PV_A), schedule, at=at, horizon=12) is None


@pytest.mark.parametrize(("at", "expected"), [(2, 2.0), (3, 3.0), (5, 4.0), (1, 2.0)])
def test_vector_b_on_a_plateau_the_time_nearest_to_now_counts(at: int, expected: float) -> None:
    assert earned_schedule(sampled((10, 20, 20, 20, 40)), Decimal(20), at) == expected


def test_vector_c() -> None:
    curve = sampled((10, 20, 30, 40))

    schedule = earned_schedule(curve, Decimal(25), 4)

    assert (schedule, schedule - 4, performance(schedule, 4)) == (2.5, -1.5, 0.625)
    assert estimate_at_completion(curve, schedule, 4) == 6.4


def test_before_anything_is_planned_nothing_earned_is_on_plan() -> None:
    curve = sampled((0, 0, 10))

    assert [earned_schedule(curve, Decimal(0), at) for at in (0.5, 2, 3)] == [0.5, 2, 2]


def test_no_pace_has_no_estimate() -> None:
    assert estimate_at_completion(sampled((10, 20)), 0.0, 1) is None


def test_a_vertical_jump_at_the_start_is_earned_at_time_zero() -> None:
    curve = PlanCurve((0.0, 0.0, 1.0, 2.0), (Decimal(0), Decimal(4), Decimal(4), Decimal(8)))

    assert [earned_schedule(curve, Decimal(ev), 0.5) for ev in (0, 2, 4, 6)] == [0.0, 0.0, 0.5, 1.5]


@pytest.mark.parametrize(
    ("times", "values"),
    [((), ()), ((0.0, 1.0), (0,)), ((1.0,), (0,)), ((0.0,), (3,))],
    ids=["empty", "uneven", "starts late", "starts high"],
)
def test_a_curve_starts_at_nothing(times: tuple[float, ...], values: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="plan curve"):
        PlanCurve(times, tuple(Decimal(value) for value in values))


@given(increments, st.floats(0, 40), st.data())
def test_it_agrees_with_the_definition_period_by_period(steps: list[Decimal], at: float, data: st.DataObject) -> None:
    curve = curve_of(steps)
    ev = data.draw(st.one_of(st.sampled_from(curve.weights), st.decimals(0, curve.total, places=2)))

    assert earned_schedule(curve, ev, at) == pytest.approx(by_definition(curve, ev, at), abs=1e-9)


@given(increments, st.floats(0, 40), st.data())
def test_more_earned_is_never_earlier_and_never_outside_of_the_plan(
    steps: list[Decimal], at: float, data: st.DataObject
) -> None:
    curve = curve_of(steps)
    low, high = sorted(data.draw(st.tuples(*[st.decimals(0, curve.total * 2, places=2)] * 2)))

    assert 0 <= earned_schedule(curve, low, at) <= earned_schedule(curve, high, at) <= curve.duration


@given(increments, st.floats(0, 40), st.sampled_from(["0.01", "0.5", "3", "1000"]), st.data())
def test_the_unit_of_weight_does_not_matter(steps: list[Decimal], at: float, factor: str, data: st.DataObject) -> None:
    curve, scaled = curve_of(steps), curve_of([step * Decimal(factor) for step in steps])
    ev = data.draw(st.sampled_from(curve.weights))

    assert earned_schedule(scaled, ev * Decimal(factor), at) == earned_schedule(curve, ev, at)
