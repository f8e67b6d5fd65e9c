from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from programs.models import BusinessFunction, Program
from tests import factories as make
from tests.factories.pilots import make_pilot
from tracker.analysis.facts.change_load import FunctionWeek
from tracker.facts.change_load import WEEKS_BACK, read_change_load

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 18)
MONDAY = date(2026, 11, 16)


@pytest.fixture
def operations() -> BusinessFunction:
    return make.make_function(name="Operations")


def due(program: Program, function: BusinessFunction, *days: date, **given: Any) -> None:
    """A milestone of the function for each day, expected on it."""
    for day in days:
        make.make_milestone(program, function=function, finish_on=day, **given)


def weeks(program: Program, *, limit: int = 0) -> tuple[FunctionWeek, ...]:
    return read_change_load([program.pk], as_of=TODAY).over(program.pk, limit=limit)


def test_work_due_is_counted_by_function_and_week_over_all_programs(
    program: Program, operations: BusinessFunction
) -> None:
    other = make.make_program()
    due(program, operations, MONDAY, MONDAY + timedelta(days=6))
    due(other, operations, MONDAY + timedelta(days=2))

    (found,) = weeks(program)

    assert (found.function, found.week_starts_on) == (str(operations.uid), MONDAY)
    assert (found.due, found.total, found.programs) == (3, 3, 2)


def test_only_weeks_above_the_limit_in_which_the_program_takes_part_are_told(
    program: Program, operations: BusinessFunction
) -> None:
    other = make.make_program()
    due(program, operations, MONDAY)
    due(other, operations, MONDAY, MONDAY - timedelta(days=7), MONDAY - timedelta(days=8))

    assert len(weeks(program, limit=1)) == 1
    assert weeks(program, limit=2) == ()
    assert {each.week_starts_on for each in weeks(other)} == {MONDAY - timedelta(days=age) for age in (0, 7, 14)}


def test_functions_of_which_the_program_asks_nothing_are_not_read(
    program: Program, operations: BusinessFunction
) -> None:
    due(program, operations, MONDAY)
    due(make.make_program(), make.make_function(), MONDAY)

    load = read_change_load([program.pk], as_of=TODAY)

    assert set(load.carried) == {(str(operations.uid), MONDAY)}


def test_the_latest_stated_finish_counts(program: Program, operations: BusinessFunction) -> None:
    milestone = make.make_milestone(program, function=operations, finish_on=MONDAY)
    make.make_forecast(milestone, finish_on=MONDAY - timedelta(weeks=2), stated_on=TODAY)

    assert [each.week_starts_on for each in weeks(program)] == [MONDAY - timedelta(weeks=2)]


def test_gates_removed_work_and_programs_at_rest_ask_for_nothing(
    program: Program, operations: BusinessFunction
) -> None:
    resting = make.make_program(state="paused")
    due(resting, operations, MONDAY)
    due(program, operations, MONDAY, kind="gate")
    due(program, operations, MONDAY, removed_on=MONDAY, removed_by=make.make_user())
    due(program, operations, MONDAY - timedelta(weeks=WEEKS_BACK, days=1), MONDAY + timedelta(weeks=1))

    assert weeks(program) == ()


def test_a_run_counts_for_each_function_of_its_flow_in_each_week_through_its_decision(
    program: Program, operations: BusinessFunction
) -> None:
    flow = make.make_flow(program)
    for position, function in enumerate((operations, make.make_function(), operations), start=1):
        make.make_stage(flow, function=function, position=position)
    started = MONDAY - timedelta(weeks=3)
    make_pilot(
        program, flow=flow, step="cut_over", on=started, decided_on=started + timedelta(days=9),
        cut_over_on=MONDAY, outcome="cut_over",
    )  # fmt: skip

    mine = [each for each in weeks(program) if each.function == str(operations.uid)]

    assert [(each.week_starts_on, each.pilots, each.cut_overs) for each in mine] == [
        (started, 1, 0),
        (started + timedelta(weeks=1), 1, 0),
        (MONDAY, 0, 1),
    ]


def test_it_takes_two_queries_whatever_the_number_of_programs(
    program: Program, operations: BusinessFunction, django_assert_num_queries: Any
) -> None:
    programs = [program, *(make.make_program() for _ in range(3))]
    for each in programs:
        due(each, operations, MONDAY)

    with django_assert_num_queries(2):
        load = read_change_load([each.pk for each in programs], as_of=TODAY)

    assert [load.over(each.pk, limit=3)[0].programs for each in programs] == [4] * 4
