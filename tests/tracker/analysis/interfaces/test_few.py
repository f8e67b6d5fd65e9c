"""The verdict, and numbers with an interval."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tracker.analysis.interfaces.few import bounded, scaled, verdict_at
from tracker.analysis.interfaces.policy import InterfacePolicy
from tracker.analysis.interfaces.results import ConcentrationVerdict, InterfaceStanding
from tracker.analysis.interfaces.rows import standing_of
from tracker.progress.numbers import Gauge

GAUGE = Gauge("interfaces", "interfaces", 40)


@pytest.mark.parametrize(
    ("k", "gini", "verdict"),
    [
        (4, 0.3, ConcentrationVerdict.CONCENTRATED),
        (5, 0.9, ConcentrationVerdict.SPREAD),
        (1, 0.2999, ConcentrationVerdict.SPREAD),
    ],
    ids=["half of them and a Gini of 0.3", "more than half", "a low Gini"],
)
def test_no_concentration_is_more_than_half_or_a_low_gini(k: int, gini: float, verdict: ConcentrationVerdict) -> None:
    assert verdict_at(k, gini, 8, policy=InterfacePolicy()) is verdict


@pytest.mark.parametrize(
    ("often", "is_in", "standing"),
    [
        (0.8, True, InterfaceStanding.CRITICAL),
        (0.7995, True, InterfaceStanding.BORDERLINE),
        (0.0, True, InterfaceStanding.BORDERLINE),
        (0.9, False, InterfaceStanding.BORDERLINE),
        (0.2, False, InterfaceStanding.BORDERLINE),
        (0.1995, False, InterfaceStanding.OUTSIDE),
    ],
)
def test_critical_is_in_the_set_and_in_most_resamples(often: float, is_in: bool, standing: InterfaceStanding) -> None:
    assert standing_of(often, is_in=is_in, critical=Decimal("0.80")) is standing


def test_an_interval_holds_its_number() -> None:
    assert bounded(GAUGE, 7, (5, 6), reason="").interval == (5, 7)
    assert bounded(GAUGE, 4, (5, 6), reason="").interval == (4, 6)
    assert scaled(bounded(GAUGE, 4, (2, 6), reason=""), 0.5).interval == (1, 3)
