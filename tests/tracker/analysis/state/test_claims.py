from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.analysis.state.builders import (
    analyzed,
    make_gate,
    make_interfaces,
    make_moment,
    make_plan,
    make_record,
    make_rights,
    make_work,
)
from tracker.analysis.facts.plan import PlannedWork
from tracker.analysis.state.results import StateClaims
from tracker.progress.numbers import State

GATE = make_gate("G1", day=10, done=10, weight=20.0)


def claims_with(*work: PlannedWork) -> StateClaims:
    """The record shows 10 points: the gate of the constraint and its two interfaces."""
    interfaces = make_interfaces(redesigned={"a": 1, "b": 1})
    now = make_moment(interfaces=interfaces, rights=make_rights(aligned=0, wrong=4))
    return analyzed(make_record(plan=replace(make_plan(), work=(GATE, *work)), now=now)).claims


def test_the_share_of_accepted_structural_weight_is_compared_with_the_state() -> None:
    found = claims_with(make_work("open", day=50, step="metrics", weight=60.0))

    assert found.earned.value == pytest.approx(25)
    assert found.ahead.value == pytest.approx(15)
    assert not found.is_ahead
    assert found.rests_on == ()


def test_more_than_15_points_ahead_is_flagged_with_the_milestones_it_rests_on() -> None:
    accepted = make_work("Service defined", day=20, done=30, step="metrics", weight=1.0)

    found = claims_with(accepted, make_work("open", day=50, step="metrics", weight=60.0))

    assert found.is_ahead
    (claimed,) = found.rests_on
    assert (claimed.key, claimed.milestones, claimed.shown) == ("metrics", ("Service defined",), 0.0)
    assert claimed.claimed == pytest.approx(1 / 61)


def test_the_widest_gap_stands_first() -> None:
    found = claims_with(
        make_work("half", day=20, done=30, step="metrics"),
        make_work("open", day=50, step="metrics"),
        make_work("whole", day=20, done=30, step="cut_over"),
    )

    assert [each.key for each in found.rests_on] == ["cycles", "metrics"]


def test_cultural_work_and_work_outside_of_the_first_plan_claim_nothing() -> None:
    found = claims_with(
        make_work("culture", day=20, done=30, dimension="cultural", step="sustain", weight=80.0),
        make_work("added", done=30, step="metrics", weight=0.0),
        make_work("open", day=50, step="metrics", weight=60.0),
    )

    assert found.earned.value == pytest.approx(25)


def test_without_a_plan_nothing_is_claimed() -> None:
    found = analyzed(make_record(plan=replace(make_plan(), work=()))).claims

    assert found.earned.state is State.INSUFFICIENT_DATA
    assert not found.is_ahead
