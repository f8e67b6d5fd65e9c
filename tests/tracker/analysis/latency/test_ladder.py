"""The ladder of METHODS 4: from monthly, weekly and daily planning to one weekly session."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tests.tracker.analysis.latency.builders import LADDER, MONDAY, Length, make_facts, pass_through, steps_of
from tracker.analysis.latency.changes import Change, SessionChange, changed
from tracker.analysis.latency.costs import lag_cost
from tracker.analysis.latency.model import Ground, passage
from tracker.analysis.latency.results import RunsKnown

WORK, HANDOFFS = LADDER[1:]
WEEKLY = (7, 7, 7)


def test_monthly_weekly_and_daily_planning_whose_runs_nobody_knows() -> None:
    way = pass_through(make_facts(*LADDER))

    latency = way.latency
    assert (latency.mean, latency.variance, latency.longest) == pytest.approx((29.0, 69.5, 47))
    assert [latency.quantile(share) for share in (0.5, 0.9, 0.95)] == pytest.approx([29.0, 40.24567, 42.08223])
    assert (way.working, way.waiting, way.basis, way.is_exact) == (11, 18, RunsKnown.UNKNOWN, True)


@pytest.mark.parametrize(
    ("periods", "runs", "mean"),
    [
        (LADDER[0], (0, 0, 0), 25.0),
        (LADDER[0], (0, 3, 0), 28.0),
        (LADDER[0], (0, 0, "0.5"), 25.5),
        (WEEKLY, (0, 0, 0), 18.5),
    ],
    ids=["b together", "b weekly on Thursdays", "b daily at noon", "d all weekly together"],
)
def test_known_runs(periods: Sequence[Length], runs: Sequence[Length], mean: float) -> None:
    way = pass_through(make_facts(periods, WORK, HANDOFFS, runs=runs))

    assert way.latency.mean == pytest.approx(mean)
    assert (way.basis, way.is_exact, way.working) == (RunsKnown.KNOWN, True, pytest.approx(11))
    first = float(periods[0])
    assert way.latency.longest - first == pytest.approx(mean - first / 2)


def test_equal_frequency_alone_still_waits_at_each_stage() -> None:
    latency = pass_through(make_facts(WEEKLY, WORK, HANDOFFS)).latency

    assert (latency.mean, latency.variance) == pytest.approx((21.5, 12.25))
    assert [latency.quantile(share) for share in (0.9, 0.95)] == pytest.approx([26.09597, 27.31397])


def test_one_weekly_session_of_all() -> None:
    steps = steps_of(make_facts(*LADDER))
    session = SessionChange(first="flow-0", last="flow-2", period_days=Decimal(7))

    latency = passage(changed(steps, Change(sessions=(session,)), zone="UTC"), Ground.of((), MONDAY)).latency

    assert latency.mean == pytest.approx(9.0)
    assert lag_cost(latency.mean, latency.variance) == pytest.approx(42.54167, abs=5e-6)


def test_the_lag_of_separate_cycles_costs_ten_times_as_much() -> None:
    latency = pass_through(make_facts(*LADDER)).latency

    assert lag_cost(latency.mean, latency.variance) == pytest.approx(455.25)
    assert lag_cost(latency.mean, latency.variance, step=4) == pytest.approx(4 * 455.25)
