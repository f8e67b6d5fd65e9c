"""A chain with another rhythm, another moment, or stages in one session."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.analysis.latency.builders import LADDER, MONDAY, WEEKDAYS, Length, at, make_facts, steps_of
from tracker.analysis.latency.chain import Step
from tracker.analysis.latency.changes import Change, CycleChange, SessionChange, changed
from tracker.analysis.latency.model import Ground, Passage, passage
from tracker.analysis.latency.moments import DAY, length_of

ALL = SessionChange(first="flow-0", last="flow-2")
periods = st.lists(st.sampled_from([1, 2, 7, 14, 28]), min_size=3, max_size=3)
halves = st.integers(0, 12).map(lambda each: str(each / 2))
works = st.lists(halves, min_size=3, max_size=3)


def ladder(**given: object) -> tuple[Step, ...]:
    return steps_of(make_facts(*LADDER, **given))  # type: ignore[arg-type]


def mean_of(steps: tuple[Step, ...]) -> float:
    return way_of(steps).latency.mean


def way_of(steps: tuple[Step, ...]) -> Passage:
    return passage(steps, Ground.of((WEEKDAYS,), MONDAY))


def cycle(number: int, **given: object) -> Change:
    return Change(cycles=(CycleChange(cycle=f"cycle {number}", **given),))  # type: ignore[arg-type]


def test_weekly_planning_of_the_first_stage_saves_half_the_difference_of_the_periods() -> None:
    after = changed(ladder(), cycle(0, period_days=Decimal(7)), zone="UTC")

    assert mean_of(ladder()) - mean_of(after) == pytest.approx(10.5)


def test_only_what_is_given_changes() -> None:
    before = ladder(runs=(0, 3, 0))

    after = changed(before, cycle(1, cut_off_lead_days=Decimal("1.5")), zone="UTC")

    assert (after[0], after[2]) == (before[0], before[2])
    assert (after[1].lead, after[1].period, after[1].runs_at) == (3 * DAY // 2, 7 * DAY, before[1].runs_at)


def test_another_moment_of_the_weekly_run_removes_its_wait() -> None:
    before, after = ladder(runs=(0, 3, 0)), changed(ladder(runs=(0, 3, 0)), cycle(1, anchor_at=at(7)), zone="UTC")

    assert (mean_of(before), mean_of(after)) == pytest.approx((28.0, 25.0))


@pytest.mark.parametrize("runs", [None, (0, 3, 0)], ids=["unknown", "known"])
def test_a_cycle_that_follows_its_inputs_does_not_let_them_wait(runs: tuple[Length, ...] | None) -> None:
    after = changed(ladder(runs=runs), cycle(1, follows=True), zone="UTC")

    assert way_of(after).parts[1].wait == pytest.approx(0)


def test_the_first_cycle_has_nothing_to_follow() -> None:
    after = changed(ladder(), cycle(0, follows=True), zone="UTC")

    assert mean_of(after) == pytest.approx(29.0, abs=0.05)


def test_a_session_takes_the_shortest_rhythm_the_longest_work_and_the_last_hand_off() -> None:
    steps = steps_of(make_facts((28, 7, 1), (3, 2, "0.5"), (2, 1, "0.5"), runs=(0, 3, 0)))

    (one,) = changed(steps, Change(sessions=(ALL,)), zone="UTC")

    assert (one.period, one.runs_at) == (7 * DAY, steps[1].runs_at)
    assert (one.processing, one.handoff, one.lead) == (3 * DAY, DAY // 2, 0)
    assert [stage.uid for stage in one.stages] == ["flow-0", "flow-1", "flow-2"]


def test_a_session_is_never_more_often_than_its_work_allows() -> None:
    steps = steps_of(make_facts((28, 7, 1), (9, 2, 0), (0, 0, 0)))

    (one,) = changed(steps, Change(sessions=(ALL,)), zone="UTC")

    assert one.period == 28 * DAY


@given(periods, works, works)
def test_a_session_never_makes_it_longer(every: list[int], work: list[str], handoffs: list[str]) -> None:
    steps = steps_of(make_facts(every, work, handoffs))

    for last in ("flow-1", "flow-2"):
        after = changed(steps, Change(sessions=(SessionChange(first="flow-0", last=last),)), zone="UTC")
        assert mean_of(after) <= mean_of(steps) + 1e-9


@given(periods, works, st.integers(0, 2), st.sampled_from(["0.5", "1", "3", "7"]))
def test_a_shorter_period_never_raises_the_mean_of_unknown_runs(
    every: list[int], work: list[str], number: int, shorter: str
) -> None:
    steps = steps_of(make_facts(every, work, (0, 0, 0)))

    after = changed(steps, cycle(number, period_days=Decimal(shorter)), zone="UTC")

    saved = mean_of(steps) - mean_of(after)
    assert saved == pytest.approx((every[number] - float(shorter)) / 2)
    assert saved >= 0 or Decimal(shorter) > every[number]


@given(periods, works, st.integers(0, 2), st.lists(st.integers(0, 27), min_size=3, max_size=3))
def test_more_runs_beside_the_known_ones_never_make_it_longer(
    every: list[int], work: list[str], number: int, runs: list[int]
) -> None:
    """Half the period keeps every run that there was."""
    steps = steps_of(make_facts(every, work, (0, 0, 0), runs=runs, calendar=WEEKDAYS))

    after = changed(steps, cycle(number, period_days=Decimal(every[number]) / 2), zone="UTC")

    assert mean_of(after) <= mean_of(steps) + 1e-9


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (cycle(9, period_days=Decimal(7)), "No stage of this flow plans by that cycle."),
        (Change(sessions=(SessionChange(first="flow-0", last="other"),)), "only take stages of this flow"),
        (Change(sessions=(SessionChange(first="flow-1", last="flow-1"),)), "at least two stages"),
    ],
    ids=["cycle", "stage", "one stage"],
)
def test_a_change_of_what_is_not_there_is_refused_in_words(change: Change, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        changed(ladder(), change, zone="UTC")


def test_stages_of_a_session_may_be_named_in_any_order() -> None:
    turned = SessionChange(first="flow-2", last="flow-1", period_days=Decimal(1))

    steps = changed(ladder(), Change(sessions=(turned,)), zone="UTC")

    assert [step.period for step in steps] == [28 * DAY, DAY]
    assert length_of(Decimal("0.001")) == round(timedelta(days=0.001) / timedelta(microseconds=1))
