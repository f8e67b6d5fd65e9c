"""Every action on people."""

from __future__ import annotations

from typing import Any

from programs.actions import invitations, people
from programs.models import Invitation, Program, User
from tests import factories
from tests.factories import START
from tests.factories.people import make_invitation
from tests.programs.actions.case import LEAD, STEWARD, ActionCase


def asked(program: Program) -> Invitation:
    return Invitation(
        program=program, email="new@example.com", name="New", role="viewer", valid_from=START, invited_by=None
    )


def person(_: Program) -> User:
    return factories.make_user()


def second_steward(_: Program) -> User:
    factories.make_user(is_steward=True)
    return factories.make_user(is_steward=True)


def owned(program: Program) -> Any:
    """A milestone of somebody."""
    return factories.make_milestone(program, owner=factories.make_user())


def hand_over(it: Any, by: User) -> Any:
    to = factories.make_user()
    factories.make_membership(to, it.program)
    people.hand_over(it.owner, by=by, to=to, programs=[it.program], on=START)
    return it


CASES: dict[str, ActionCase] = {
    "invitations.invite": ActionCase(
        LEAD, asked, lambda it, by: invitations.invite(it, by=by).invitation, refreshes=False
    ),
    "invitations.withdraw": ActionCase(
        LEAD,
        make_invitation,
        lambda it, by, **read: invitations.withdraw(it, by=by, **read),
        refreshes=False,
        versioned=True,
    ),
    "people.deactivate": ActionCase(STEWARD, person, lambda it, by: people.deactivate(it, by=by), refreshes=False),
    "people.reactivate": ActionCase(
        STEWARD,
        lambda _: factories.make_user(is_active=False),
        lambda it, by: people.reactivate(it, by=by),
        refreshes=False,
    ),
    "people.make_steward": ActionCase(STEWARD, person, lambda it, by: people.make_steward(it, by=by), refreshes=False),
    "people.take_back": ActionCase(
        STEWARD, second_steward, lambda it, by: people.take_back(it, by=by), refreshes=False
    ),
    "people.hand_over": ActionCase(STEWARD, owned, hand_over),
}
