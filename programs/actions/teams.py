from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from programs.actions.authorities import end_before
from programs.actions.base import action, change_fields, lock, refresh, require, save_checked, touch
from programs.actions.governance_checks import check_of_program
from programs.errors import Refused
from programs.models import BusinessFunction, ProcessFlow, Program, Team, TeamFunction, User
from programs.periods import day_name


class TeamFields(TypedDict, total=False):
    name: str
    flow: ProcessFlow | None


@action
def create(
    program: Program,
    *,
    by: User,
    valid_from: date,
    functions: Sequence[BusinessFunction],
    deciding: BusinessFunction | None = None,
    **fields: Unpack[TeamFields],
) -> Team:
    """A cross-functional team with its functions since ``valid_from``; ``deciding`` holds the deciding vote."""
    require(by, "plan_program", program)
    check_of_program(program, fields.get("flow"), field="flow")
    if deciding is not None and deciding not in functions:
        raise Refused("not_in_the_team", f"{deciding} does not sit in the team.", field="deciding")
    team = save_checked(Team(program=program, **fields))
    for function in functions:
        save_checked(
            TeamFunction(team=team, function=function, decides=function == deciding, valid_from=valid_from),
        )
    refresh([program.pk])
    return team


@action
def change(team: Team, *, by: User, version: int | None = None, **fields: Unpack[TeamFields]) -> Team:
    """The team with another name or flow."""
    require(by, "plan_program", team.program)
    check_of_program(team.program, fields.get("flow"), field="flow")
    team = change_fields(lock(team, version=version), dict(fields))
    refresh([team.program_id])
    return team


@action
def add_function(team: Team, *, by: User, function: BusinessFunction, valid_from: date) -> TeamFunction:
    """A function that sits in the team from a day on, without the deciding vote."""
    require(by, "plan_program", team.program)
    team = lock(team)
    seat = seat_of(team, function, day=valid_from)
    if seat is not None:
        message = f"{function} sits in the team from {day_name(seat.valid_from)}."
        raise Refused("already_in_the_team", message, field="function")
    seat = save_checked(TeamFunction(team=team, function=function, valid_from=valid_from))
    refresh([team.program_id])
    return seat


@action
def move_vote(
    team: Team, *, by: User, function: BusinessFunction, valid_from: date, version: int | None = None
) -> TeamFunction:
    """The deciding vote moved: from ``valid_from`` this function holds it, until the day before whoever did."""
    require(by, "plan_program", team.program)
    team = lock(team, version=version)
    seat = seat_of(team, function, day=valid_from)
    if seat is not None and seat.decides:
        raise Refused("already_held", f"{function} holds the deciding vote already.", field="function")
    for other in team.functions.filter(decides=True).exclude(valid_to__lt=valid_from).order_by("id"):
        go_on(other, decides=False, day=valid_from)
    if seat is None:
        seat = save_checked(TeamFunction(team=team, function=function, decides=True, valid_from=valid_from))
    else:
        seat = go_on(seat, decides=True, day=valid_from)
    touch(team)
    refresh([team.program_id])
    return seat


@action
def end_function(seat: TeamFunction, *, by: User, valid_to: date, version: int | None = None) -> TeamFunction:
    """The function's seat in the team ended after ``valid_to``."""
    require(by, "plan_program", seat.team.program)
    team = lock(seat.team)
    seat = change_fields(lock(seat, version=version), {"valid_to": valid_to})
    refresh([team.program_id])
    return seat


def seat_of(team: Team, function: BusinessFunction, *, day: date) -> TeamFunction | None:
    """The seat that the function has on the day, or will have later."""
    return team.functions.filter(function=function).exclude(valid_to__lt=day).order_by("valid_from").first()


def go_on(seat: TeamFunction, *, decides: bool, day: date) -> TeamFunction:
    """The seat from ``day`` on with or without the vote; a seat that begins that day is put right instead."""
    if seat.valid_from == day:
        return change_fields(seat, {"decides": decides})
    valid_to = seat.valid_to
    end_before(seat, day)
    after = TeamFunction(team=seat.team, function=seat.function, decides=decides, valid_from=day, valid_to=valid_to)
    return save_checked(after)
