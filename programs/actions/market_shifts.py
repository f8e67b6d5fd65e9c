from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.governance_checks import check_of_program
from programs.errors import Refused
from programs.models import BusinessFunction, MarketShift, ProcessFlow, Program, ShiftResponse, User
from programs.periods import day_name


class ShiftFields(TypedDict, total=False):
    title: str
    description: str
    flow: ProcessFlow | None
    visible_on: date
    floor_changed_on: date | None


@action
def record(
    program: Program, *, by: User, functions: Sequence[BusinessFunction], **fields: Unpack[ShiftFields]
) -> MarketShift:
    """A change of the market, and the functions that it has to reach; when each knew may be said later."""
    require(by, "record_fact", program)
    check_days(program, fields)
    shift = save_checked(MarketShift(program=program, recorded_by=by, **fields))
    for function in functions:
        save_checked(ShiftResponse(shift=shift, function=function))
    refresh([program.pk])
    return shift


@action
def change(shift: MarketShift, *, by: User, version: int | None = None, **fields: Unpack[ShiftFields]) -> MarketShift:
    """The shift with other words or days, such as the day on which the floor changed."""
    require(by, "record_fact", shift)
    shift = lock(shift, version=version)
    check_days(shift.program, fields)
    shift = change_fields(shift, dict(fields))
    refresh([shift.program_id])
    return shift


@action
def respond(
    shift: MarketShift,
    *,
    by: User,
    function: BusinessFunction,
    known_on: date | None,
    replanned_on: date | None,
) -> ShiftResponse:
    """When a function knew of the shift and when it had planned anew; said again it replaces what was said."""
    require(by, "record_fact", shift)
    shift = lock(shift)
    for field, day in (("known_on", known_on), ("replanned_on", replanned_on)):
        if day is not None:
            check_happened(day, field=field)
            check_visible(shift.visible_on, day, field=field)
    days = {"known_on": known_on, "replanned_on": replanned_on}
    said = shift.responses.select_for_update().filter(function=function).first()
    if said is None:
        response = save_checked(ShiftResponse(shift=shift, function=function, **days))
    else:
        response = change_fields(said, days)
    refresh([shift.program_id])
    return response


def check_days(program: Program, fields: ShiftFields) -> None:
    """Refuses days that lie ahead and a flow of another program."""
    for field in ("visible_on", "floor_changed_on"):
        day = fields.get(field)
        if isinstance(day, date):
            check_happened(day, field=field)
    check_of_program(program, fields.get("flow"), field="flow")


def check_visible(visible_on: date, day: date, *, field: str) -> None:
    """Refuses a day before anybody could have seen the shift."""
    if day < visible_on:
        raise Refused("before_it_was_visible", f"It was visible from {day_name(visible_on)} on.", field=field)
