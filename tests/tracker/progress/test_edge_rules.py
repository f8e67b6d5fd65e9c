"""Every edge rule of METHODS 1.2 (a to k) on a whole program, by its letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.progress.builders import (
    START,
    accepted,
    make_baseline,
    make_facts,
    make_item,
    make_plan_facts,
    on,
)
from tracker.progress.facts import Acceptance, ProgramFacts
from tracker.progress.numbers import State
from tracker.progress.reckon import reckon
from tracker.progress.results import BaselineProgress, HorizonProgress


def horizon(facts: ProgramFacts, day: int, key: str = "day_90") -> HorizonProgress:
    """One horizon of the program on a day."""
    return next(each for each in reckon(facts, on(day)).horizons if each.key == key)


def original(facts: ProgramFacts, day: int, key: str = "day_90") -> BaselineProgress:
    """The same against the original baseline, which must exist."""
    progress = horizon(facts, day, key).original
    assert progress is not None
    return progress


def test_a_on_a_plateau_a_program_that_did_what_was_due_is_on_plan() -> None:
    facts = make_plan_facts({"a": 7, "b": 42}, {"a": accepted(7)})

    paces = [original(facts, day).schedule_performance.value for day in (7, 20, 36, 41)]

    assert paces == [1.0, 1.0, 1.0, 1.0]


def test_a_past_the_plateau_it_falls_behind() -> None:
    facts = make_plan_facts({"a": 7, "b": 42}, {"a": accepted(7)})

    progress = original(facts, 82)

    assert progress.earned_schedule.value == pytest.approx(41 / 7)
    assert progress.schedule_variance.value == pytest.approx(-41 / 7)
    assert progress.schedule_performance.value == pytest.approx(0.5)


def test_a_while_nothing_is_due_it_is_on_plan_and_says_that_nothing_is_due() -> None:
    progress = original(make_plan_facts({"a": 60}), 40)

    assert (progress.schedule_performance.value, progress.schedule_variance.value) == (1.0, 0.0)
    assert progress.schedule_performance.state is State.DEGRADED
    assert progress.schedule_performance.reason == "on plan: nothing is due yet"
    assert (progress.estimate_at_completion.state, progress.likely_finish_on) == (State.INSUFFICIENT_DATA, None)


def test_b_on_the_start_day_nothing_is_measured() -> None:
    progress = original(make_plan_facts({"a": 7}), 0)

    numbers = (
        progress.earned_schedule,
        progress.schedule_variance,
        progress.schedule_performance,
        progress.estimate_at_completion,
        progress.to_horizon_performance,
    )
    assert {(number.state, number.value) for number in numbers} == {(State.NOT_APPLICABLE, None)}
    assert progress.total_weight.value == 1.0


def test_c_nothing_earned_though_due_is_the_end_of_the_leading_plateau() -> None:
    progress = original(make_plan_facts({"a": 15, "b": 30}), 28)

    assert progress.earned_schedule.value == 2.0
    assert progress.schedule_performance.value == 0.5


def test_c_without_a_leading_plateau_the_pace_is_zero_and_the_end_unbounded() -> None:
    progress = original(make_plan_facts({"a": 1, "b": 30}), 42)

    assert (progress.schedule_performance.state, progress.schedule_performance.value) == (State.VALUE, 0.0)
    assert (progress.estimate_at_completion.value, progress.estimate_at_completion.unbounded) == (None, True)
    assert progress.likely_finish_on is None


def test_d_when_everything_is_accepted_time_stands_still() -> None:
    facts = make_plan_facts({"a": 28, "b": 56}, {"a": accepted(30), "b": accepted(70)})

    progress = original(facts, 200)

    assert (progress.complete_on, progress.actual_time.value) == (on(70), 10.0)
    assert progress.schedule_performance.value == pytest.approx(0.8)
    assert (progress.schedule_performance.state, progress.likely_finish_on) == (State.VALUE, on(70))
    assert progress.to_horizon_performance.reason == "everything is accepted"


def test_d_completion_counts_from_the_day_it_was_complete_for_good() -> None:
    shaky = (Acceptance(accepted_on=on(40), revoked_on=on(50)), Acceptance(accepted_on=on(63)))
    facts = make_plan_facts({"a": 28, "b": 42}, {"a": accepted(30), "b": shaky})

    assert [original(facts, day).complete_on for day in (39, 45, 55, 63, 90)] == [None, on(40), None, on(63), on(63)]


def test_e_past_the_end_of_the_plan_time_keeps_running() -> None:
    progress = original(make_plan_facts({"a": 14, "b": 28}, {"a": accepted(14)}), 56)

    assert (progress.planned_value.value, progress.actual_time.value) == (2.0, 8.0)
    assert progress.schedule_performance.value == pytest.approx(27 / 7 / 8)


def test_f_what_is_due_and_open_is_listed_longest_late_first() -> None:
    started = make_item("b", started_on=on(5))
    facts = make_plan_facts({"a": 20, "b": 10, "c": 40, "d": 12}, {"d": accepted(30)})
    facts = replace(facts, items=tuple(started if item.uid == "b" else item for item in facts.items))

    late = horizon(facts, 40).late

    assert [(each.uid, each.days_late, each.started) for each in late] == [("b", 30, True), ("a", 20, False)]


def test_g_an_acceptance_that_is_taken_back_lowers_what_is_earned_and_is_flagged() -> None:
    facts = make_plan_facts({"a": 10, "b": 20, "c": 80}, {"a": accepted(10), "b": accepted(20, revoked=35)})

    before, after = original(facts, 34), original(facts, 35)

    assert (before.earned_value.value, before.regression) == (2.0, False)
    assert (after.earned_value.value, after.regression) == (1.0, True)


def test_g_accepted_again_it_is_no_regression_any_more() -> None:
    spans = (Acceptance(accepted_on=on(20), revoked_on=on(35)), Acceptance(accepted_on=on(50)))

    assert not original(make_plan_facts({"b": 20, "c": 80}, {"b": spans}), 50).regression


def test_h_a_new_plan_never_replaces_the_original() -> None:
    facts = make_plan_facts(
        {"a": 14, "b": 28},
        {"a": accepted(14)},
        baselines=(
            make_baseline({"a": 14, "b": 28}),
            make_baseline({"a": 14, "b": 70}, number=2, locked=40, reason="Supplier strike"),
        ),
    )

    day_50 = horizon(facts, 50)

    assert day_50.original is not None
    assert day_50.current is not None
    assert (day_50.original.baseline_number, day_50.current.baseline_number) == (1, 2)
    assert day_50.original.schedule_performance.value == pytest.approx(27 / 50)
    assert (day_50.current.schedule_performance.value, day_50.horizon_on) == (1.0, on(90))


def test_h_a_new_plan_counts_from_the_day_it_is_locked() -> None:
    facts = make_plan_facts(
        {"a": 14}, baselines=(make_baseline({"a": 14}), make_baseline({"a": 70}, number=2, locked=40))
    )
    numbers = [current.baseline_number for day in (39, 40) if (current := horizon(facts, day).current)]

    assert numbers == [1, 2]


def test_h_new_scope_enters_the_current_plan_only() -> None:
    facts = make_plan_facts(
        {"a": 14, "new": 60},
        baselines=(make_baseline({"a": 14}), make_baseline({"a": 14, "new": 60}, number=2, locked=30)),
    )

    day_40 = horizon(facts, 40)

    assert day_40.original is not None
    assert day_40.current is not None
    assert (day_40.original.total_weight.value, day_40.current.total_weight.value) == (1.0, 2.0)


def test_h_removed_scope_stays_in_the_original_unearned_and_is_shown() -> None:
    facts = make_plan_facts({"a": 14, "b": 28}, {"a": accepted(14)}, weights={"a": "1", "b": "3"})
    gone = replace(facts.items[1], removed_on=on(35))
    facts = replace(facts, items=(facts.items[0], gone))

    before, after = original(facts, 34), original(facts, 35)

    assert (before.descoped_weight.value, after.descoped_weight.value) == (0.0, 3.0)
    assert (after.total_weight.value, after.earned_value.value, after.complete_on) == (4.0, 1.0, None)
    assert [each.uid for each in horizon(facts, 35).late] == []


def test_h_what_was_accepted_before_it_was_removed_stays_earned() -> None:
    facts = make_plan_facts({"a": 14}, {"a": accepted(10)})
    facts = replace(facts, items=(replace(facts.items[0], removed_on=on(20)),))

    progress = original(facts, 30)

    assert (progress.earned_value.value, progress.descoped_weight.value, progress.regression) == (1.0, 0.0, False)


def test_i_a_blocked_item_is_unearned_until_somebody_decides() -> None:
    facts = make_plan_facts({"a": 14, "b": 28}, {"a": accepted(14)})

    assert original(facts, 60).earned_value.value == 1.0
    assert original(facts, 60).descoped_weight.value == 0.0


@pytest.mark.parametrize("weights", [None, {"a": "0"}], ids=["no items", "no weight"])
def test_j_without_weight_nothing_is_measured(weights: dict[str, str] | None) -> None:
    plan = {"a": 14} if weights else {}
    facts = make_facts(items=(make_item("a"),), baselines=(make_baseline(plan, weights=weights),))

    measured = horizon(facts, 30)

    assert (measured.state, measured.original, measured.curve) == (State.INSUFFICIENT_DATA, None, ())
    assert measured.reason == "the original baseline has no item for gates G0 to G3: plan them"


def test_k_weights_come_from_the_baseline() -> None:
    facts = make_plan_facts({"a": 14, "b": 28}, {"b": accepted(28)}, weights={"a": "2.5", "b": "7.5"})

    progress = original(facts, 30)

    assert (progress.total_weight.value, progress.earned_value.value, progress.planned_value.value) == (10.0, 7.5, 10.0)
    assert (progress.value_performance.value, progress.item_count) == (0.75, 2)


def test_when_all_was_due_on_the_start_day_there_is_no_pace() -> None:
    progress = original(make_plan_facts({"a": 0}, {"a": accepted(6)}), 30)

    assert (progress.planned_duration.value, progress.complete_on) == (0.0, on(6))
    assert progress.schedule_performance.state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("day", "state"), [(34, State.DEGRADED), (35, State.VALUE)], ids=["under five weeks", "five weeks"]
)
def test_a_pace_over_fewer_than_five_periods_is_called_early(day: int, state: State) -> None:
    progress = original(make_plan_facts({"a": 7, "b": 80}, {"a": accepted(9)}), day)

    assert (progress.schedule_performance.state, progress.estimate_at_completion.state) == (state, state)
    assert ("early" in progress.schedule_performance.reason) is (state is State.DEGRADED)


def test_the_likely_finish_is_the_plan_at_the_pace_so_far() -> None:
    progress = original(make_plan_facts({"a": 21, "b": 43, "c": 63}, {"a": accepted(42)}), 84)

    assert progress.schedule_performance.value == 0.5
    assert progress.estimate_at_completion.value == 18.0
    assert progress.likely_finish_on == on(126)


def test_the_pace_needed_is_taken_to_the_horizon_and_not_to_the_end_of_the_plan() -> None:
    progress = original(make_plan_facts({"a": 21, "b": 43, "c": 63}, {"a": accepted(21)}), 76)

    assert progress.to_horizon_performance.value == pytest.approx((63 - 42) / (90 - 76))
    assert original(make_plan_facts({"a": 21}), 90).to_horizon_performance.unbounded


def test_cultural_work_is_measured_in_calendar_months() -> None:
    facts = make_plan_facts({"a": 30, "b": 300}, {"a": accepted(30)}, dimension="cultural")

    progress = original(facts, (START.replace(month=9) - START).days, "month_12")

    assert (progress.actual_time.value, progress.actual_time.unit) == (6.0, "months")
    assert progress.schedule_performance.value == 1.0
