from __future__ import annotations

from datetime import date

from programs.actions.base import action, change_fields, lock, require, save_checked
from programs.errors import Refused
from programs.models import BusinessFunction, Membership, Program, User


def enter(
    program: Program, *, user: User, role: str, valid_from: date, function: BusinessFunction | None = None
) -> Membership:
    """A membership row without a question of rights, for actions that have asked already."""
    return save_checked(Membership(program=program, user=user, role=role, valid_from=valid_from, function=function))


@action
def grant(membership: Membership, *, by: User) -> Membership:
    """The role entered; the program's PMO lead may give every role, but none to themselves."""
    require(by, "plan_program", membership.program)
    check_another(membership.user, by, field="email")
    return save_checked(membership)


@action
def end(membership: Membership, *, by: User, valid_to: date, version: int | None = None) -> Membership:
    """The role ended after ``valid_to``; refused when the program would have no PMO lead left."""
    require(by, "plan_program", membership.program)
    if membership.valid_to is not None and valid_to > membership.valid_to:
        check_another(membership.user, by, field="valid_to")
    program = lock(membership.program)  # Two leads who end each other's role at once would leave none.
    membership = lock(membership, version=version)
    if membership.role == Membership.Role.PMO_LEAD:
        leads = program.memberships.filter(role=membership.role, user__is_active=True, user__is_service=False)
        others = leads.exclude(pk=membership.pk)
        if not others.valid_on(valid_to).filter(valid_to__isnull=True).exists():
            raise Refused("last_pmo_lead", "Name another PMO lead first: a program is never without one.")
    return change_fields(membership, {"valid_to": valid_to})


def check_another(person: User, by: User, *, field: str) -> None:
    """Returns unless the person would give a role to themselves or prolong it; an administrator may."""
    if person == by and not by.is_superuser:
        raise Refused("oneself", "Nobody gives themselves a role: ask another PMO lead.", field=field)
