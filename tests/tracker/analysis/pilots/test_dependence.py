"""Periods that resemble the one before are worth fewer: from which correlation and worth on a verdict is forbidden."""

from __future__ import annotations

import numpy as np
import pytest

from tracker.analysis.pilots.design import is_too_dependent


@pytest.mark.parametrize(
    ("correlation", "pairs", "is_forbidden"),
    [
        pytest.param(0.6, 100, False, id="as much as may be"),
        pytest.param(0.61, 100, True, id="more, however many pairs"),
        pytest.param(0.0, 8, False, id="independent, worth eight"),
        pytest.param(0.25, 14, False, id="worth 8.4"),
        pytest.param(0.25, 13, True, id="worth 7.8"),
        pytest.param(-0.5, 3, False, id="opposites are worth more"),
    ],
)
def test_dependence_forbids_a_verdict(correlation: float, pairs: int, is_forbidden: bool) -> None:
    found = is_too_dependent(np.array([correlation]), np.array([pairs]))

    assert found.tolist() == [is_forbidden]
