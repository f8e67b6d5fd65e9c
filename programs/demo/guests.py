"""People asked into a program: one takes the role up, one has not answered yet, one was asked by mistake."""

from __future__ import annotations

from datetime import date

from programs.actions import invitations
from programs.demo.cast import DEMO_PASSWORD, INVITED
from programs.demo.governance_story import InvitationStory
from programs.demo.telling import Telling
from programs.models import Invitation

BY_KEY = {person.key: person for person in INVITED}


def tell_guests(telling: Telling) -> None:
    for told in telling.story.record.invitations:
        telling.at(told.on, invite, told)
        if told.accepted is not None:
            telling.at(told.accepted, accept, told)
        if told.withdrawn is not None:
            telling.at(told.withdrawn, withdraw, told)


def invite(telling: Telling, told: InvitationStory, on: date) -> None:
    person = BY_KEY[told.person]
    invitation = Invitation(
        program=telling.program,
        email=person.email,
        name=person.name,
        role=told.role,
        function=telling.stage.functions.get(told.function),
        valid_from=on,
    )
    telling.invited[told.person] = invitations.invite(invitation, by=telling.pmo)


def accept(telling: Telling, told: InvitationStory, _on: date) -> None:
    """The guest signs in for the first time, and can act from now on."""
    secret = telling.invited[told.person].secret
    membership = invitations.accept_as_new(secret, name=BY_KEY[told.person].name, password=DEMO_PASSWORD)
    telling.stage.people[told.person] = membership.user


def withdraw(telling: Telling, told: InvitationStory, _on: date) -> None:
    invitations.withdraw(telling.invited[told.person].invitation, by=telling.pmo)
