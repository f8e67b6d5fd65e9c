from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypedDict, Unpack

from django.utils import timezone

from programs.actions.base import action, change_fields, lock, refresh, require, save_checked
from programs.errors import Refused
from programs.models import BusinessFunction, PlanningCycle, Program, User, WorkingCalendar
from programs.periods import day_name

DAY = timedelta(days=1)


class CycleFields(TypedDict, total=False):
    period_days: Decimal
    anchor_at: datetime | None
    cut_off_lead_days: Decimal
    processing_days: Decimal
    handoff_days: Decimal
    calendar: WorkingCalendar | None
    reason: str


@action
def begin(
    function: BusinessFunction, *, by: User, level: str, valid_from: date, **fields: Unpack[CycleFields]
) -> PlanningCycle:
    """The function's cycle on the level from a day on; the one that held until then ends the day before.

    A change that is planned for later stays: this cycle lasts until the day before it. Stewards only.
    """
    require(by, "keep_installation")
    function = lock(function)  # Two changes of one level at once would each end the same row.
    level = PlanningCycle.objects.spelling(function, level)
    rows = PlanningCycle.objects.filter(function=function, level=level)
    before = rows.valid_on(valid_from).first()
    if before is not None:
        make_room(before, valid_from, reason=fields.get("reason", ""))
    later = rows.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    valid_to = later.valid_from - DAY if later is not None else None
    cycle = save_checked(
        PlanningCycle(function=function, level=level, valid_from=valid_from, valid_to=valid_to, **fields)
    )
    refresh_planning_by(function)
    return cycle


def make_room(before: PlanningCycle, valid_from: date, *, reason: str) -> None:
    """Ends the cycle the day before; a change of days that have passed says why."""
    if before.valid_from == valid_from:
        message = f"A cycle begins on {day_name(valid_from)} already: correct that one, or give another day."
        raise Refused("already_begins", message, field="valid_from")
    if valid_from < timezone.localdate() and not reason.strip():
        raise Refused("past_needs_a_reason", "This changes days that have passed: say why.", field="reason")
    change_fields(lock(before), {"valid_to": valid_from - DAY})


@action
def correct(
    cycle: PlanningCycle, *, by: User, version: int | None = None, **fields: Unpack[CycleFields]
) -> PlanningCycle:
    """The cycle with what it should have said from its first day, such as when it runs; stewards only.

    What really changes from a day on is a new cycle: ``begin``.
    """
    require(by, "keep_installation")
    cycle = change_fields(lock(cycle, version=version), dict(fields))
    refresh_planning_by(cycle.function)
    return cycle


@action
def end(cycle: PlanningCycle, *, by: User, valid_to: date, version: int | None = None) -> PlanningCycle:
    """The cycle's last day, when the function stops planning on this level; stewards only."""
    require(by, "keep_installation")
    lock(cycle.function)
    cycle = lock(cycle, version=version)
    others = PlanningCycle.objects.filter(function=cycle.function, level=cycle.level)
    following = others.filter(valid_from__gt=cycle.valid_from, valid_from__lte=valid_to).order_by("valid_from").first()
    if following is not None:
        message = (
            f"The next cycle begins on {day_name(following.valid_from)}: give a day before, or take that one back."
        )
        raise Refused("next_begins_before", message, field="valid_to")
    cycle = change_fields(cycle, {"valid_to": valid_to})
    refresh_planning_by(cycle.function)
    return cycle


@action
def take_back(cycle: PlanningCycle, *, by: User, version: int | None = None) -> None:
    """A planned cycle deleted, leaving a tombstone; the one before it goes on in its place. Stewards only."""
    require(by, "keep_installation")
    function = lock(cycle.function)
    cycle = lock(cycle, version=version)
    if cycle.valid_from <= timezone.localdate():
        message = "It holds already. Change the cycle from a day on, so that what was true stays in the record."
        raise Refused("already_holds", message)
    others = PlanningCycle.objects.filter(function=function, level=cycle.level)
    before = others.filter(valid_to=cycle.valid_from - DAY).first()
    cycle.delete()
    if before is not None:
        change_fields(lock(before), {"valid_to": cycle.valid_to})
    refresh_planning_by(function)


def refresh_planning_by(function: BusinessFunction) -> None:
    """Marks the active programs in which the function holds a stage; one query."""
    using = Program.objects.active().filter(flows__stages__function=function)
    refresh(using.order_by("id").values_list("id", flat=True).distinct())
