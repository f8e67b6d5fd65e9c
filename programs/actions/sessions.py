from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypedDict

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.errors import Refused
from programs.models import BusinessFunction, IntegratedSession, ProcessFlow, SessionFunction, User
from programs.periods import day_name

MOST_AT_ONCE = 104


class Attendance(TypedDict):
    """A function that came, and the version of the demand plan that it worked from; blank when nobody said."""

    function: BusinessFunction
    demand_plan: str


class Series(TypedDict):
    """Days of a series: the first, how many days from one to the next, and how many sessions."""

    first_on: date
    every_days: int
    count: int


@action
def schedule(
    flow: ProcessFlow, *, by: User, scheduled_on: date, functions: Sequence[BusinessFunction]
) -> IntegratedSession:
    """A session of the flow on a day, with the functions that it needs."""
    require(by, "plan_program", flow.program)
    session = add_session(flow, by, on=scheduled_on, functions=functions)
    refresh([flow.program_id])
    return session


@action
def schedule_series(
    flow: ProcessFlow, *, by: User, series: Series, functions: Sequence[BusinessFunction]
) -> list[IntegratedSession]:
    """Sessions of the flow at a fixed distance, each with the functions that it needs; all of them or none."""
    require(by, "plan_program", flow.program)
    if not 1 <= series["count"] <= MOST_AT_ONCE:
        raise Refused("too_many", f"Schedule between 1 and {MOST_AT_ONCE} sessions at once.", field="count")
    if series["every_days"] < 1:
        raise Refused("no_distance", "Give at least one day from one session to the next.", field="every_days")
    days = [series["first_on"] + timedelta(days=number * series["every_days"]) for number in range(series["count"])]
    sessions = [add_session(flow, by, on=day, functions=functions) for day in days]
    refresh([flow.program_id])
    return sessions


@action
def hold(
    session: IntegratedSession, *, by: User, on: date, attendance: Iterable[Attendance], version: int | None = None
) -> IntegratedSession:
    """The session as it was held, with who came; said again, it corrects what was said before.

    attendance  functions that came; a required one that is not named did not come
    """
    require(by, "record_fact", session)
    check_happened(on)
    session = lock(session, version=version)
    if session.cancel_reason:
        raise Refused("session_cancelled", "This session was cancelled. Schedule another one.")
    came = {each["function"].pk: each for each in attendance}
    if not came:
        raise Refused("nobody_came", "A session that nobody came to was not held: cancel it.", field="attendance")
    expected = list(session.functions.select_for_update())
    for row in expected:
        there = came.pop(row.function_id, None)
        row.came, row.demand_plan = there is not None, there["demand_plan"] if there else ""
        row.clean_fields(exclude={"session", "function"})
    SessionFunction.objects.bulk_update(expected, ["came", "demand_plan"])
    for guest in came.values():
        save_checked(SessionFunction(session=session, is_required=False, came=True, **guest))
    session = change_fields(session, {"held_on": on, "recorded_by": by})
    refresh([session.flow.program_id])
    return session


@action
def cancel(session: IntegratedSession, *, by: User, reason: str, version: int | None = None) -> IntegratedSession:
    """The session that did not happen, with why."""
    require(by, "record_fact", session)
    session = lock(session, version=version)
    if session.held_on is not None:
        raise Refused("session_held", "This session was held; it cannot be cancelled.")
    if session.cancel_reason:
        raise Refused("session_cancelled", "This session was cancelled already.")
    if not reason.strip():
        raise Refused("reason_missing", "Say why the session did not happen.", field="reason")
    session = change_fields(session, {"cancel_reason": reason.strip(), "recorded_by": by})
    refresh([session.flow.program_id])
    return session


def add_session(flow: ProcessFlow, by: User, *, on: date, functions: Sequence[BusinessFunction]) -> IntegratedSession:
    """The session and the functions it needs; refused when the flow has one on that day or nobody is needed."""
    if not functions:
        raise Refused("nobody_required", "Name the functions that the session needs.", field="functions")
    if flow.sessions.filter(scheduled_on=on).exists():
        raise Refused("session_exists", f"{flow} has a session on {day_name(on)} already.", field="scheduled_on")
    session = save_checked(IntegratedSession(flow=flow, scheduled_on=on, recorded_by=by))
    required = [SessionFunction(session=session, function=function) for function in dict.fromkeys(functions)]
    SessionFunction.objects.bulk_create(required)
    return session
