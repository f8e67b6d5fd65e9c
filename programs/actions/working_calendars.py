from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, lock, refresh, require, save_checked
from programs.errors import Refused
from programs.models import Holiday, Program, User, WorkingCalendar
from programs.periods import day_name


class CalendarFields(TypedDict, total=False):
    name: str
    working_days: list[int]


@action
def create(name: str, *, by: User, working_days: Sequence[int] = (1, 2, 3, 4, 5)) -> WorkingCalendar:
    """A new calendar without holidays; stewards only."""
    require(by, "keep_installation")
    return save_checked(WorkingCalendar(name=name, working_days=sorted(set(working_days))))


@action
def change(
    calendar: WorkingCalendar, *, by: User, version: int | None = None, **fields: Unpack[CalendarFields]
) -> WorkingCalendar:
    """The calendar with another name or other working days; stewards only."""
    require(by, "keep_installation")
    if "working_days" in fields:
        fields["working_days"] = sorted(set(fields["working_days"]))
    calendar = change_fields(lock(calendar, version=version), dict(fields))
    refresh_working_by(calendar)
    return calendar


@action
def add_holiday(calendar: WorkingCalendar, *, by: User, on: date, name: str) -> Holiday:
    """A day on which nobody of the calendar works; refused when the day is a holiday already. Stewards only."""
    require(by, "keep_installation")
    calendar = lock(calendar)
    taken = calendar.holidays.filter(on=on).first()
    if taken is not None:
        raise Refused("already_a_holiday", f"{day_name(on)} is a holiday already: {taken.name}.", field="on")
    holiday = save_checked(Holiday(calendar=calendar, on=on, name=name))
    refresh_working_by(calendar)
    return holiday


@action
def add_holidays(calendar: WorkingCalendar, *, by: User, days: dict[date, str]) -> WorkingCalendar:
    """The calendar with these holidays; a day that it has already gets the name given here. Stewards only."""
    require(by, "keep_installation")
    calendar = lock(calendar)
    present = {holiday.on: holiday for holiday in calendar.holidays.select_for_update()}
    for on, name in sorted(days.items()):
        if on in present:
            change_fields(present[on], {"name": name})
        else:
            save_checked(Holiday(calendar=calendar, on=on, name=name))
    refresh_working_by(calendar)
    return calendar


@action
def remove_holiday(holiday: Holiday, *, by: User, version: int | None = None) -> None:
    """The holiday deleted, leaving a tombstone: people work on that day. Stewards only."""
    require(by, "keep_installation")
    lock(holiday, version=version).delete()
    refresh_working_by(holiday.calendar)


def refresh_working_by(calendar: WorkingCalendar) -> None:
    """Marks the active programs in which a function plans by this calendar; one query."""
    using = Program.objects.active().filter(flows__stages__function__planning_cycles__calendar=calendar)
    refresh(using.order_by("id").values_list("id", flat=True).distinct())
