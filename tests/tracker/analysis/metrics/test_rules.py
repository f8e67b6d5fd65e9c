"""The four rules, strictly: on a line is not beyond it, and a gap of more than one period ends a window."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tracker.analysis.metrics.builders import NIST, floats, places, week
from tracker.analysis.metrics.control_limits import limits_of
from tracker.analysis.metrics.results import ChartRule
from tracker.analysis.metrics.rules import ZONES, Phase, found_by, signals_of

BEYOND, EIGHT = ChartRule.BEYOND_LIMIT, ChartRule.EIGHT_IN_A_ROW
TWO, FOUR = ChartRule.TWO_OF_THREE, ChartRule.FOUR_OF_FIVE


def met(rule: ChartRule, z: list[float], *, skip: dict[int, int] | None = None) -> list[int]:
    """Where the rule is met, 1 above and -1 below."""
    found: list[int] = found_by(ZONES[rule], floats(z), places(len(z), skip=skip)).tolist()
    return found


@pytest.mark.parametrize(
    ("rule", "z", "expected"),
    [
        pytest.param(BEYOND, [0, 3.01, 0], [0, 1, 0], id="beyond"),
        pytest.param(BEYOND, [0, 3.0, -3.0], [0, 0, 0], id="on the limit"),
        pytest.param(BEYOND, [-3.01], [-1], id="below"),
        pytest.param(TWO, [2.1, 0, 2.1], [0, 0, 1], id="two of three"),
        pytest.param(TWO, [2.1, 0, 0, 2.1], [0, 0, 0, 0], id="two of four"),
        pytest.param(TWO, [2.1, -2.1, 0.5], [0, 0, 0], id="not on the same side"),
        pytest.param(TWO, [2.0, 2.0, 2.0], [0, 0, 0], id="on two sigmas"),
        pytest.param(TWO, [2.1, 2.1, 0], [0, 1, 0], id="the reading itself must lie beyond"),
        pytest.param(FOUR, [1.1, 1.1, 0, 1.1, 1.1], [0, 0, 0, 0, 1], id="four of five"),
        pytest.param(FOUR, [1.1, 1.1, 0, 0, 1.1, 1.1], [0] * 6, id="four of six"),
        pytest.param(FOUR, [-1.1] * 4, [0, 0, 0, -1], id="four in a row"),
        pytest.param(FOUR, [1.0] * 5, [0] * 5, id="on one sigma"),
        pytest.param(EIGHT, [0.1] * 8, [0] * 7 + [1], id="eight in a row"),
        pytest.param(EIGHT, [0.1] * 7, [0] * 7, id="seven in a row"),
        pytest.param(EIGHT, [-0.1] * 9, [0] * 7 + [-1, -1], id="nine below"),
        pytest.param(EIGHT, [0.1] * 4 + [0.0] + [0.1] * 7, [0] * 12, id="on the center breaks a run"),
        pytest.param(EIGHT, [0.1] * 4 + [-0.1] + [0.1] * 7, [0] * 12, id="one on the other side"),
    ],
)
def test_a_rule_is_met(rule: ChartRule, z: list[float], expected: list[int]) -> None:
    assert met(rule, z) == expected


def test_one_missing_period_is_bridged_and_two_are_not() -> None:
    run = [0.1] * 8

    assert met(EIGHT, run, skip={3: 1})[-1] == 1
    assert met(EIGHT, run, skip={3: 2})[-1] == 0
    assert met(EIGHT, run, skip={2: 1, 5: 1})[-1] == 0


def test_a_gap_before_the_window_does_not_count() -> None:
    assert met(EIGHT, [0.1] * 9, skip={0: 5})[-1] == 1
    assert met(TWO, [0, 2.1, 2.1], skip={0: 5}) == [0, 0, 1]


def test_signals_that_go_on_are_told_once() -> None:
    values = floats([50.81] * 3 + [50.0] * 10 + [60.0])
    limits = limits_of(floats(NIST), places(10))
    assert limits is not None
    periods = [week(number) for number in range(14)]

    found = signals_of(Phase(periods=periods, places=places(14), values=values, limits=limits), higher_is_better=True)

    assert [(each.rule, each.first_on, each.last_on, each.readings) for each in found] == [
        (BEYOND, week(13), week(13), 1),
        (EIGHT, week(10), week(12), 3),
    ]
    assert [(each.is_above, each.is_favorable, each.is_firm) for each in found] == [
        (True, True, True),
        (False, False, True),
    ]


def test_only_the_limit_and_the_run_are_firm() -> None:
    limits = limits_of(floats(NIST), places(10))
    assert limits is not None
    z = floats([2.5, 2.5, 1.5, 1.5, 0])
    values = limits.center + z * limits.sigma

    found = signals_of(
        Phase(periods=[week(n) for n in range(5)], places=places(5), values=values, limits=limits),
        higher_is_better=False,
    )

    assert [(each.rule, each.is_firm) for each in found] == [(TWO, False), (FOUR, False)]


def test_in_control_chance_speaks_once_in_92_readings() -> None:
    """Champ and Woodall 1987: an average run length of 91.75 for all four rules."""
    draws = np.random.default_rng(6).standard_normal((3000, 900))
    row = np.arange(900, dtype=np.int64)

    first = [min(first_met(rule, z, row) for rule in ZONES) for z in draws]

    assert np.mean(first) == pytest.approx(91.75, abs=4.0)


def first_met(rule: ChartRule, z: np.ndarray, row: np.ndarray) -> int:
    """Number of the first reading at which the rule is met; the length of the row when it never is."""
    where = np.flatnonzero(found_by(ZONES[rule], z, row))
    return int(where[0]) + 1 if len(where) else len(row)
