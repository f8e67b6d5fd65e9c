"""Better or worse is told by signals against the locked baseline, newest first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.tracker.analysis.metrics.builders import (
    CALM,
    analyze,
    found,
    make_baseline,
    make_facts,
    make_metric,
    make_pilot,
    make_readings,
    week,
)
from tracker.analysis.metrics.results import MetricStanding
from tracker.progress.numbers import State

IMPROVED, WORSENED, SAME = MetricStanding.IMPROVED, MetricStanding.WORSENED, MetricStanding.NO_SIGNAL
# Center 10.5, sigma 23 / 11 / 1.128 = 1.854: limits 4.94 and 16.06.


@pytest.mark.parametrize(
    ("after", "standing"),
    [
        pytest.param([4.0], IMPROVED, id="one below the limit"),
        pytest.param([17.0], WORSENED, id="one above"),
        pytest.param([10.0] * 8, IMPROVED, id="eight on the good side"),
        pytest.param([10.0, 11.0, 10.0], SAME, id="nothing"),
        pytest.param([6.5, 6.5], MetricStanding.MAYBE_IMPROVED, id="two beyond two sigmas"),
        pytest.param([14.5, 14.5], MetricStanding.MAYBE_WORSENED, id="to the worse"),
        pytest.param([4.0, 17.0], WORSENED, id="the newer one decides"),
        pytest.param([17.0, 4.0], IMPROVED, id="whichever way"),
        pytest.param([4.0, *[10.0, 10.6] * 4], SAME, id="nine readings ago is history"),
        pytest.param([4.0, 14.0, 14.0, 10.5, 12.0], SAME, id="it went back since"),
        pytest.param([], MetricStanding.UNKNOWN, id="no reading yet"),
    ],
)
def test_where_a_metric_stands(after: list[float], standing: MetricStanding) -> None:
    assert found(after).standing is standing


def test_a_signal_within_the_baseline_is_no_result() -> None:
    baseline = make_baseline((*[10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9], 60))

    finding = found([12.0, 14.0], baselines=(baseline,))

    assert (finding.standing, finding.signals) == (SAME, ())
    assert [each.last_on for each in finding.series[0].phases[0].signals] == [week(11), week(10)]


def test_the_change_is_told_with_its_interval_beside() -> None:
    finding = found([8.0, 9.0, 7.0, 8.0, 9.0])

    assert finding.change.n == 5
    assert finding.change.value == pytest.approx(-2.3)
    assert finding.change.interval is not None
    assert finding.change.interval[1] < 0


def test_only_the_last_eight_readings_make_the_change() -> None:
    finding = found([*[30.0] * 4, *[9.0, 10.0] * 4])

    assert finding.change.value == pytest.approx(-1.0)


def test_before_three_readings_no_change_is_told() -> None:
    change = found([8.0, 9.0]).change

    assert (change.state, change.value) == (State.INSUFFICIENT_DATA, None)


def test_the_level_after_a_cut_over_can_be_lost_again() -> None:
    later = [value - 6 for value in CALM]
    pilots = (make_pilot(cut_over=24),)

    kept, lost, better = (
        analyze(make_facts(make_metric(), readings=make_readings([*CALM, *later, more]), pilots=pilots), weeks=37)
        for more in (4.0, 10.2, -2.0)
    )

    assert [each.metrics[0].slipped for each in (kept, lost, better)] == [False, True, False]
    assert better.metrics[0].series[0].phases[1].signals[0].is_firm
    assert lost.metrics[0].standing is IMPROVED


@pytest.mark.parametrize(("value", "expected"), [(9.0, True), (9.5, False), (8.0, True)])
def test_the_target_counts_by_the_direction(value: float, expected: bool) -> None:
    assert found([value], target=Decimal(9)).on_target is expected
    assert found([value], target=Decimal(9), higher_is_better=True).on_target is (value >= 9)
    assert found([value]).on_target is None
