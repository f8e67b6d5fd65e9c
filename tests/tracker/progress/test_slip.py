"""How far the finish moved: slip, drift, and what may not be said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.progress.builders import (
    accepted,
    forecasts,
    make_baseline,
    make_facts,
    make_item,
    make_plan_facts,
    make_single,
    on,
)
from tracker.progress.facts import ProgramFacts
from tracker.progress.numbers import State
from tracker.progress.reckon import reckon
from tracker.progress.results import SlipProgress


def slip_of(facts: ProgramFacts, day: int) -> SlipProgress:
    """Slip of a program as of a day."""
    return reckon(facts, on(day)).slip


def test_slip_and_drift_of_a_program_without_a_sequence() -> None:
    slip = slip_of(make_single((0, 100), (30, 130), (60, 120), planned=100), 70)

    assert (slip.finish.value, slip.drift.value, slip.total_drift.value) == (20, -10, 20)
    assert (slip.planned_on, slip.expected_on, slip.last_stated_on) == (on(100), on(120), on(60))
    assert [(point.stated_on, point.finish_on) for point in slip.history] == [
        (on(0), on(100)),
        (on(30), on(130)),
        (on(60), on(120)),
    ]
    assert (slip.finish.unit, slip.drift.n, slip.total_drift.n) == ("days", 2, 3)


def test_one_dated_forecast_is_not_a_slip_of_zero() -> None:
    slip = slip_of(make_single((0, 100), planned=100), 70)

    numbers = (slip.finish, slip.drift, slip.total_drift)
    assert {(number.state, number.value) for number in numbers} == {(State.INSUFFICIENT_DATA, None)}
    assert {number.reason for number in numbers} == {"only one dated forecast so far"}


def test_one_forecast_that_differs_from_a_plan_of_its_own_is_a_slip() -> None:
    slip = slip_of(make_single((0, 112), planned=100), 70)

    assert (slip.finish.value, slip.drift.value) == (12, None)


def test_a_forecast_stated_again_unchanged_is_a_slip_of_zero() -> None:
    slip = slip_of(make_single((0, 100), (30, 100), planned=100), 70)

    assert (slip.finish.value, slip.drift.value, slip.total_drift.value) == (0, 0, 0)


def test_without_a_forecast_nothing_is_known() -> None:
    slip = slip_of(make_single(planned=100), 70)

    assert (slip.finish.state, slip.finish.reason) == (State.INSUFFICIENT_DATA, "nobody has stated a forecast yet")
    assert (slip.last_stated_on, slip.forecast_passed, slip.history) == (None, False, ())


def test_without_a_baseline_drift_is_still_known() -> None:
    slip = slip_of(make_single((0, 100), (30, 130)), 70)

    assert (slip.finish.state, slip.planned_on) == (State.INSUFFICIENT_DATA, None)
    assert slip.drift.value == 30


def test_an_outdated_forecast_is_not_moved_up_to_today() -> None:
    slip = slip_of(make_single((0, 100), (30, 110), planned=100), 155)

    assert (slip.expected_on, slip.forecast_passed) == (on(110), True)
    assert (slip.finish.state, slip.finish.value) == (State.DEGRADED, 10)
    assert slip.finish.reason == "the expected finish, 20 June 2026, passed 45 days ago and nothing says it is done"


def test_an_accepted_finish_is_the_finish() -> None:
    slip = slip_of(make_single((0, 100), (30, 110), planned=100, acceptances=accepted(104)), 155)

    assert (slip.expected_on, slip.forecast_passed) == (on(104), False)
    assert (slip.finish.state, slip.finish.value) == (State.VALUE, 4)


def test_an_open_item_without_a_forecast_is_expected_as_planned() -> None:
    facts = make_plan_facts({"a": 20, "b": 60})
    items = (facts.items[0], replace(facts.items[1], forecasts=forecasts((10, 75))))

    assert slip_of(facts, 15).finish.value == 0
    assert slip_of(replace(facts, items=items), 15).finish.value == 15


def test_late_items_are_listed_worst_first_and_at_most_ten() -> None:
    plan = {f"item-{k:02d}": 10 + k for k in range(12)}
    items = tuple(
        make_item(uid, forecasts=forecasts((1, due + 2 * place))) for place, (uid, due) in enumerate(plan.items())
    )
    facts = make_facts(items=items, baselines=(make_baseline(plan),))

    late = slip_of(facts, 5).items

    assert [each.days for each in late] == [22, 20, 18, 16, 14, 12, 10, 8, 6, 4]
    assert (late[0].uid, late[0].planned_on, late[0].expected_on) == ("item-11", on(21), on(43))


def test_slip_is_against_the_original_plan_of_the_items_still_in_the_program() -> None:
    items = (
        make_item("a", forecasts=forecasts((5, 50))),
        make_item("gone", removed_on=on(30)),
        make_item("new", forecasts=forecasts((31, 400))),
    )
    baselines = (
        make_baseline({"a": 40, "gone": 90}),
        make_baseline({"a": 50, "new": 380}, number=2, locked=31),
    )
    facts = make_facts(items=items, baselines=baselines)

    slip = slip_of(facts, 35)

    assert (slip.planned_on, slip.expected_on, slip.finish.value) == (on(40), on(50), 10)


@pytest.mark.parametrize(("day", "passed"), [(110, False), (111, True)])
def test_a_forecast_has_passed_on_the_day_after_it(day: int, passed: bool) -> None:
    slip = slip_of(make_single((0, 100), (30, 110), planned=100), day)

    assert slip.forecast_passed is passed
    assert (slip.finish.state is State.DEGRADED) is passed


def test_a_program_with_an_overdue_item_left_is_not_finished() -> None:
    facts = make_plan_facts({"a": 20, "b": 15}, {"a": accepted(30)})

    slip = slip_of(facts, 40)

    assert (slip.finish.state, slip.finish.value) == (State.DEGRADED, 10)
