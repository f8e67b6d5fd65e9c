"""How often the sequence cuts over wrongly, and how often it finds an effect: the table of METHODS 6.2, simulated."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import stdtrit

from tracker.analysis.pilots.design import is_too_dependent, verdict_chances
from tracker.analysis.pilots.sequence import Floats, path_of

WEEKS = 26
FIRST_LOOK = 8
QUICK, LONG = 1_500, 16_000


def simulated(runs: int, *, phi: float = 0.0, effect: float = 0.0, weeks: int = WEEKS) -> Floats:
    """Runs whose weeks depend on the week before by ``phi``, each with a standard deviation of 1."""
    shocks = np.random.default_rng(62).standard_normal((runs, weeks))
    found = np.empty_like(shocks)
    found[:, 0] = shocks[:, 0]
    for week in range(1, weeks):
        found[:, week] = phi * found[:, week - 1] + np.sqrt(1 - phi**2) * shocks[:, week]
    return found + effect


def share_cut_over(differences: Floats, *, widened: bool) -> float:
    """Share of the runs whose lower bound was above 0 at some look from the eighth on."""
    path = path_of(differences, alpha=0.05, widened=widened)
    return float((path.low[:, FIRST_LOOK - 1 :] > 0).any(axis=1).mean())


def share_settled(differences: Floats) -> float:
    """The same by all looks together, where nothing forbids a verdict: as the rule and the page read it."""
    path = path_of(differences, alpha=0.05)
    n = np.arange(1, differences.shape[1] + 1)
    settled = (path.lower > 0) & ~is_too_dependent(path.correlation, n)
    return float(settled[:, FIRST_LOOK - 1 :].any(axis=1).mean())


def share_by_naive_t(differences: Floats) -> float:
    """The same by a t test of 2.5 % at every look."""
    n = np.arange(1, differences.shape[1] + 1)
    path = path_of(differences, alpha=0.05)
    t = path.mean[:, 1:] / np.sqrt(path.variance[:, 1:] / (n[1:] - 1))
    return float((t[:, FIRST_LOOK - 2 :] > stdtrit(n[FIRST_LOOK - 1 :] - 1, 0.975)).any(axis=1).mean())


WRONG = [(0.0, 0.009, 0.005), (0.2, 0.025, 0.017), (0.4, 0.070, 0.033), (0.6, 0.153, 0.069)]
WRONG_BY_THE_RULE = [(0.0, 0.008), (0.2, 0.019), (0.4, 0.039), (0.6, 0.067)]
FOUND_IN_13_BY_THE_RULE = [(0.8, 0.29), (1.0, 0.48), (1.5, 0.84)]
FOUND = [(0.8, 0.74), (1.0, 0.92), (1.5, 1.00)]
FOUND_IN_13 = [(0.8, 0.37), (1.0, 0.57), (1.5, 0.95)]


@pytest.mark.parametrize(("phi", "plain", "widened"), WRONG)
def test_wrong_cut_overs_in_short(phi: float, plain: float, widened: float) -> None:
    differences = simulated(QUICK, phi=phi)

    assert share_cut_over(differences, widened=False) == pytest.approx(plain, abs=0.025)
    assert share_cut_over(differences, widened=True) == pytest.approx(widened, abs=0.02)


@pytest.mark.parametrize(("effect", "share"), FOUND)
def test_effects_found_in_half_a_year_in_short(effect: float, share: float) -> None:
    assert share_cut_over(simulated(QUICK, effect=effect), widened=True) == pytest.approx(share, abs=0.04)


@pytest.mark.slow
@pytest.mark.parametrize(("phi", "plain", "widened"), WRONG)
def test_wrong_cut_overs(phi: float, plain: float, widened: float) -> None:
    differences = simulated(LONG, phi=phi)

    assert share_cut_over(differences, widened=False) == pytest.approx(plain, abs=0.009)
    assert share_cut_over(differences, widened=True) == pytest.approx(widened, abs=0.006)


@pytest.mark.slow
@pytest.mark.parametrize(("phi", "share"), WRONG_BY_THE_RULE)
def test_wrong_cut_overs_as_the_rule_reads_them(phi: float, share: float) -> None:
    assert share_settled(simulated(LONG, phi=phi)) == pytest.approx(share, abs=0.004)


@pytest.mark.slow
@pytest.mark.parametrize(("effect", "share"), FOUND_IN_13_BY_THE_RULE)
def test_effects_found_in_ninety_days_as_the_rule_reads_them(effect: float, share: float) -> None:
    assert share_settled(simulated(LONG, effect=effect, weeks=13)) == pytest.approx(share, abs=0.015)


@pytest.mark.slow
def test_a_t_test_at_every_look_is_wrong_far_more_often_than_it_says() -> None:
    assert share_by_naive_t(simulated(LONG)) == pytest.approx(0.096, abs=0.015)
    assert share_by_naive_t(simulated(LONG, phi=0.4)) == pytest.approx(0.245, abs=0.02)


@pytest.mark.slow
@pytest.mark.parametrize(("effect", "share"), FOUND)
def test_effects_found_in_half_a_year(effect: float, share: float) -> None:
    assert share_cut_over(simulated(LONG, effect=effect), widened=True) == pytest.approx(share, abs=0.015)


@pytest.mark.slow
@pytest.mark.parametrize(("effect", "share"), FOUND_IN_13)
def test_effects_found_in_ninety_days(effect: float, share: float) -> None:
    differences = simulated(LONG, effect=effect, weeks=13)

    assert share_cut_over(differences, widened=False) == pytest.approx(share, abs=0.02)


def test_planned_chances_grow_with_pairs_and_with_the_effect() -> None:
    small, large = (verdict_chances(0.05, 8, WEEKS, effect=effect) for effect in (0.8, 1.5))

    assert small[6] == 0
    assert list(small) == sorted(small)
    assert all(one <= other for one, other in zip(small, large, strict=True))
    assert small[-1] == pytest.approx(0.74, abs=0.06)
