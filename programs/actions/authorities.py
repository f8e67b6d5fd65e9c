from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from programs.actions.base import action, change_fields, lock, refresh, require, save_checked, touch
from programs.actions.governance_checks import check_of_program
from programs.errors import Refused
from programs.models import Authority, BusinessFunction, DecisionRight, Program, Team, TeamFunction, User
from programs.periods import day_name

Held = TypeVar("Held", Authority, TeamFunction)


def enter(
    right: DecisionRight, *, role: str, valid_from: date, function: BusinessFunction | None, team: Team | None
) -> Authority:
    """An authority row without a question of rights, for actions that have asked already."""
    check_holder(function, team, program=right.program)
    holder = {"function": function, "team": team}
    present = right.authorities.filter(role=role, **holder).exclude(valid_to__lt=valid_from).first()
    if present is not None:
        label = present.get_role_display().lower()
        since = f"{day_name(present.valid_from)}"
        raise Refused("already_held", f"{function or team} {label} here from {since}.", field="valid_from")
    return save_checked(Authority(right=right, role=role, valid_from=valid_from, **holder))


def check_holder(function: BusinessFunction | None, team: Team | None, *, program: Program) -> None:
    """Returns when a function, or a team of this program, is named and not both; else raises Refused."""
    if (function is None) == (team is None):
        raise Refused("holder_missing", "Name one function or one team.", field="function")
    check_of_program(program, team, field="team")


def end_before(row: Held, day: date) -> Held:
    """The row ended on the day before ``day``; refused when it begins on that day or later."""
    if row.valid_from >= day:
        message = f"{row} begins on {day_name(row.valid_from)}: choose a later day, or delete that first."
        raise Refused("begins_later", message, field="valid_from")
    return change_fields(row, {"valid_to": day - timedelta(days=1)})


def check_still_made(right: DecisionRight, day: date, *, field: str = "valid_from") -> None:
    """Returns unless the decision is no longer made on ``day``."""
    if right.ended_on is not None and day > right.ended_on:
        message = f"Nobody makes this decision after {day_name(right.ended_on)}."
        raise Refused("decision_ended", message, field=field)


@action
def give(
    right: DecisionRight,
    *,
    by: User,
    role: str,
    valid_from: date,
    function: BusinessFunction | None = None,
    team: Team | None = None,
) -> Authority:
    """A function or a team that decides, recommends or gives input from a day on, beside those who do already."""
    require(by, "plan_program", right.program)
    right = lock(right)
    check_still_made(right, valid_from)
    authority = enter(right, role=role, valid_from=valid_from, function=function, team=team)
    refresh([right.program_id])
    return authority


@action
def move(
    right: DecisionRight,
    *,
    by: User,
    valid_from: date,
    function: BusinessFunction | None = None,
    team: Team | None = None,
    version: int | None = None,
) -> Authority:
    """The decision moved: from ``valid_from`` this holder alone decides; whoever did so ends the day before."""
    require(by, "plan_program", right.program)
    right = lock(right, version=version)
    check_still_made(right, valid_from)
    check_holder(function, team, program=right.program)
    deciding = right.authorities.filter(role=Authority.Role.DECIDE).exclude(valid_to__lt=valid_from)
    stays = None
    ended = 0
    deciding = deciding.select_related("function", "team").select_for_update(of=("self",))
    for authority in deciding.order_by("valid_from", "id"):
        if (authority.function, authority.team) == (function, team) and authority.valid_to is None:
            stays = authority
        else:
            end_before(authority, valid_from)
            ended += 1
    if stays is not None and not ended:
        raise Refused("already_held", f"{function or team} decides this already.", field="function")
    moved = stays or enter(right, role=Authority.Role.DECIDE, valid_from=valid_from, function=function, team=team)
    touch(right)
    refresh([right.program_id])
    return moved


@action
def end(authority: Authority, *, by: User, valid_to: date, version: int | None = None) -> Authority:
    """The authority ended after ``valid_to``."""
    require(by, "plan_program", authority.right.program)
    right = lock(authority.right)
    check_still_made(right, valid_to, field="valid_to")
    authority = change_fields(lock(authority, version=version), {"valid_to": valid_to})
    refresh([right.program_id])
    return authority


@action
def remove(authority: Authority, *, by: User, version: int | None = None) -> None:
    """An authority that was entered by mistake deleted, leaving a tombstone and its history."""
    require(by, "plan_program", authority.right.program)
    right = lock(authority.right)
    lock(authority, version=version).delete()
    refresh([right.program_id])
