"""A cycle changes from a day on: what held before stays in the record."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programs.actions import flows, planning_cycles
from programs.errors import Refused
from programs.models import BusinessFunction, PlanningCycle, Program, RefreshRequest, User
from tests import factories as make
from tests.factories import START
from tests.factories.planning import MONTHLY, make_cycle

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
JUNE, SEPTEMBER = date(2026, 6, 1), date(2026, 9, 1)
TODAY = timezone.localdate()


def begin(function: BusinessFunction, by: User, valid_from: date, **given: Any) -> PlanningCycle:
    values = {**MONTHLY, "level": "Capacity", "reason": "Agreed"} | given
    return planning_cycles.begin(function, by=by, valid_from=valid_from, **values)


def held(function: BusinessFunction) -> list[tuple[date, date | None]]:
    return list(function.planning_cycles.order_by("valid_from").values_list("valid_from", "valid_to"))


def test_the_cycle_before_ends_the_day_before(procurement: BusinessFunction, steward: User) -> None:
    begin(procurement, steward, START)

    weekly = begin(procurement, steward, JUNE, period_days=Decimal(7))

    assert held(procurement) == [(START, JUNE - DAY), (JUNE, None)]
    assert PlanningCycle.objects.valid_on(JUNE).get() == weekly


def test_a_change_that_is_planned_for_later_stays(procurement: BusinessFunction, steward: User) -> None:
    begin(procurement, steward, START)
    begin(procurement, steward, SEPTEMBER)

    begin(procurement, steward, JUNE)

    assert held(procurement) == [(START, JUNE - DAY), (JUNE, SEPTEMBER - DAY), (SEPTEMBER, None)]


def test_a_cycle_that_is_entered_late_lasts_until_the_next(procurement: BusinessFunction, steward: User) -> None:
    begin(procurement, steward, JUNE)

    begin(procurement, steward, START)

    assert held(procurement) == [(START, JUNE - DAY), (JUNE, None)]


def test_two_cycles_do_not_begin_on_one_day(procurement: BusinessFunction, steward: User) -> None:
    begin(procurement, steward, START)

    with pytest.raises(Refused) as refusal:
        begin(procurement, steward, START)

    assert (refusal.value.code, refusal.value.field) == ("already_begins", "valid_from")


@pytest.mark.parametrize(("day", "may_be_silent"), [(TODAY - DAY, False), (TODAY, True)], ids=["yesterday", "today"])
def test_only_a_change_of_the_past_needs_a_reason(
    day: date, may_be_silent: bool, procurement: BusinessFunction, steward: User
) -> None:
    begin(procurement, steward, START)

    if may_be_silent:
        assert begin(procurement, steward, day, reason="").valid_from == day
        return
    with pytest.raises(Refused, match="say why"):
        begin(procurement, steward, day, reason=" ")


def test_a_level_keeps_the_spelling_it_has(program: Program, pmo_lead: User, steward: User) -> None:
    """A stage named the level first; spaces and capital letters make no second level."""
    function = make.make_function()
    flow = make.make_flow(program)
    first = flows.add_stage(flow, by=pmo_lead, function=function, name="Plan", planning_level="Weekly scheduling")

    cycle = begin(function, steward, START, level=" weekly Scheduling ")
    second = flows.add_stage(flow, by=pmo_lead, function=function, name="Order", planning_level="WEEKLY SCHEDULING")
    third = flows.change_stage(first, by=pmo_lead, planning_level="weekly scheduling")

    assert {cycle.level, second.planning_level, third.planning_level} == {"Weekly scheduling"}


def test_another_function_may_write_it_in_another_way(procurement: BusinessFunction, steward: User) -> None:
    begin(make.make_function(), steward, START, level="capacity")

    assert begin(procurement, steward, START, level="Capacity").level == "Capacity"


def test_a_level_needs_a_name(procurement: BusinessFunction, steward: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        begin(procurement, steward, START, level="  ")

    assert set(refusal.value.message_dict) == {"level"}


def test_when_it_runs_is_found_out_later(steward: User) -> None:
    ran = datetime(2026, 1, 5, 8, tzinfo=UTC)

    cycle = planning_cycles.correct(make_cycle(), by=steward, anchor_at=ran)

    assert (cycle.anchor_at, cycle.valid_from) == (ran, START)


def test_a_cycle_ends_before_the_next_begins(procurement: BusinessFunction, steward: User) -> None:
    first = begin(procurement, steward, START)
    begin(procurement, steward, JUNE)

    with pytest.raises(Refused) as refusal:
        planning_cycles.end(first, by=steward, valid_to=JUNE)
    ended = planning_cycles.end(first, by=steward, valid_to=JUNE - 9 * DAY)

    assert refusal.value.code == "next_begins_before"
    assert ended.valid_to == JUNE - 9 * DAY


def test_a_planned_change_is_taken_back_and_the_cycle_before_goes_on(
    procurement: BusinessFunction, steward: User
) -> None:
    begin(procurement, steward, START)
    planned = begin(procurement, steward, TODAY + DAY)
    begin(procurement, steward, TODAY + 30 * DAY)

    planning_cycles.take_back(planned, by=steward)

    assert held(procurement) == [(START, TODAY + 29 * DAY), (TODAY + 30 * DAY, None)]


def test_what_holds_already_is_not_taken_back(procurement: BusinessFunction, steward: User) -> None:
    cycle = begin(procurement, steward, TODAY)

    with pytest.raises(Refused) as refusal:
        planning_cycles.take_back(cycle, by=steward)

    assert refusal.value.code == "already_holds"
    assert PlanningCycle.objects.get() == cycle


def test_a_steward_marks_every_active_program_of_the_function_once(
    procurement: BusinessFunction, steward: User
) -> None:
    using, twice, paused, other = (make.make_program(state=state) for state in ("active", "active", "paused", "active"))
    for program in (using, twice, twice, paused):
        make.make_stage(make.make_flow(program), function=procurement)
    make.make_stage(make.make_flow(other))

    begin(procurement, steward, START)

    assert sorted(RefreshRequest.objects.values_list("program_id", flat=True)) == [using.pk, twice.pk]
