from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from programs.actions import authorities
from programs.actions.base import action, change_fields, lock, refresh, require, save_checked
from programs.actions.governance_checks import check_of_program
from programs.errors import Refused
from programs.models import (
    Authority,
    BusinessFunction,
    DecisionRight,
    DecisionRightResource,
    ProcessFlow,
    Program,
    Resource,
    Team,
    User,
)

Role = Authority.Role


class RightFields(TypedDict, total=False):
    decision: str
    flow: ProcessFlow | None
    times_a_month: Decimal | None


class NewRight(RightFields, total=False):
    """What a decision is, the resources it commits, and who holds which part in it."""

    resources: Sequence[Resource]
    deciding_functions: Sequence[BusinessFunction]
    deciding_teams: Sequence[Team]
    recommending: Sequence[BusinessFunction]
    giving_input: Sequence[BusinessFunction]


@action
def create(program: Program, *, by: User, valid_from: date, **given: Unpack[NewRight]) -> DecisionRight:
    """A decision that recurs, with the resources it commits and its holders since ``valid_from``.

    Two that decide at once are taken as they are: the page shows it.
    """
    require(by, "plan_program", program)
    functions = {
        Role.DECIDE: given.pop("deciding_functions", ()),
        Role.RECOMMEND: given.pop("recommending", ()),
        Role.INPUT: given.pop("giving_input", ()),
    }
    teams, resources = given.pop("deciding_teams", ()), given.pop("resources", ())
    check_of_program(program, given.get("flow"), field="flow")
    right = save_checked(DecisionRight(program=program, **given))
    for resource in resources:
        save_checked(DecisionRightResource(right=right, resource=resource))
    for role, holders in functions.items():
        for function in holders:
            authorities.enter(right, role=role, valid_from=valid_from, function=function, team=None)
    for team in teams:
        authorities.enter(right, role=Role.DECIDE, valid_from=valid_from, function=None, team=team)
    refresh([program.pk])
    return right


@action
def change(
    right: DecisionRight, *, by: User, version: int | None = None, **fields: Unpack[RightFields]
) -> DecisionRight:
    """The decision with other words, another flow or another frequency."""
    require(by, "plan_program", right.program)
    check_of_program(right.program, fields.get("flow"), field="flow")
    right = change_fields(lock(right, version=version), dict(fields))
    refresh([right.program_id])
    return right


@action
def end(right: DecisionRight, *, by: User, ended_on: date, version: int | None = None) -> DecisionRight:
    """The decision no longer made after ``ended_on``; whoever holds a part in it ends that day too."""
    require(by, "plan_program", right.program)
    right = lock(right, version=version)
    for authority in right.authorities.exclude(valid_to__lte=ended_on).order_by("valid_from", "id"):
        if authority.valid_from > ended_on:
            message = f"{authority.function or authority.team} begins after that day: delete that first."
            raise Refused("begins_later", message, field="ended_on")
        change_fields(authority, {"valid_to": ended_on})
    right = change_fields(right, {"ended_on": ended_on})
    refresh([right.program_id])
    return right


@action
def commit_resource(right: DecisionRight, *, by: User, resource: Resource) -> DecisionRightResource:
    """One more resource that the decision commits."""
    require(by, "plan_program", right.program)
    right = lock(right)
    if right.committed.filter(resource=resource).exists():
        raise Refused("already_committed", f"{resource} is named here already.", field="resource")
    committed = save_checked(DecisionRightResource(right=right, resource=resource))
    refresh([right.program_id])
    return committed


@action
def release_resource(committed: DecisionRightResource, *, by: User, version: int | None = None) -> None:
    """The resource no longer named by the decision, leaving a tombstone."""
    require(by, "plan_program", committed.right.program)
    program_id = committed.right.program_id
    lock(committed, version=version).delete()
    refresh([program_id])
