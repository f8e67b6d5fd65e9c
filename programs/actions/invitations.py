from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from programs.actions.base import action, change_fields, lock, require, said_in_words, save_checked, signature
from programs.errors import Refused
from programs.models import Invitation, Membership, User
from programs.models.effective import holds_between
from programs.periods import day_name

LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation and the secret of its link, which is stored nowhere."""

    invitation: Invitation
    secret: str


def digest_of(secret: str) -> str:
    """What is stored of a secret."""
    return sha256(secret.encode()).hexdigest()


def invitation_of(secret: str) -> Invitation | None:
    """The invitation of a link, whether it can still be taken up or not; None for a wrong one."""
    rows = Invitation.objects.select_related("program", "function", "invited_by")
    return rows.filter(digest=digest_of(secret)).first()


@action
def invite(invitation: Invitation, *, by: User) -> Invited:
    """The invitation entered, open for 14 days, and its secret; refused while the same person is asked already."""
    require(by, "plan_program", invitation.program)
    lock(invitation.program)
    check_time(invitation)
    if invitation.email.strip().lower() == by.email.lower() and not by.is_superuser:
        raise Refused("oneself", "Nobody gives themselves a role: ask another PMO lead.", field="email")
    asked = invitation.program.invitations.open().filter(
        email__iexact=invitation.email, role=invitation.role, function=invitation.function
    )
    if asked.exists():
        raise Refused("already_invited", "This person is asked already: withdraw that invitation first.", field="email")
    secret = secrets.token_urlsafe(32)
    invitation.digest, invitation.expires_at = digest_of(secret), timezone.now() + LASTS
    invitation.invited_by = by
    invitation.email = User.objects.normalize_email(invitation.email).strip()
    return Invited(invitation=save_checked(invitation), secret=secret)


@action
def withdraw(invitation: Invitation, *, by: User, version: int | None = None) -> Invitation:
    """The invitation closed: its link works no more."""
    require(by, "plan_program", invitation.program)
    invitation = lock(invitation, version=version)
    if invitation.accepted_at is not None:
        raise Refused("already_accepted", "The invitation was taken up: end the role instead.")
    if invitation.withdrawn_at is not None:
        raise Refused("already_withdrawn", "The invitation was withdrawn already.")
    return change_fields(invitation, {"withdrawn_at": timezone.now()})


def accept(secret: str, *, by: User) -> Membership:
    """The role taken by the person who was asked and who signed in; a link works once, also for two clicks at once.

    It is no ``@action``: whoever holds the secret of an open invitation may, and ``accept_as_new`` has no author yet.
    """
    with said_in_words(), transaction.atomic(), signature(user=by.pk, action="invitations.accept"):
        invitation = open_invitation(secret)
        if not by.is_active or by.email.lower() != invitation.email.lower():
            raise Refused("another_person", f"The invitation is for {invitation.email}.")
        return take_up(invitation, by)


def accept_as_new(secret: str, *, name: str, password: str) -> Membership:
    """A person who can sign in from now on, with the role; refused when somebody has the address already."""
    with said_in_words(), transaction.atomic():
        invitation = open_invitation(secret)
        with signature(user=invitation.invited_by_id, action="invitations.accept_as_new"):
            user = new_person(invitation.email, name=name, password=password)
        with signature(user=user.pk, action="invitations.accept_as_new"):
            return take_up(invitation, user)


def new_person(email: str, *, name: str, password: str) -> User:
    """The person entered; refused when somebody has the address, also since a moment ago by another invitation."""
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, name=name)
    except IntegrityError as error:
        if not User.objects.filter(email__iexact=email).exists():
            raise
        raise Refused("has_account", "This address signs in already: sign in to take the role.") from error


def open_invitation(secret: str) -> Invitation:
    """The invitation of the link, locked; refused once it was used or withdrawn, or its time is over."""
    found = invitation_of(secret)
    if found is None:
        raise Refused("unknown", "This link is wrong.")
    invitation = lock(found)
    check_open(invitation)
    return invitation


def check_open(invitation: Invitation) -> None:
    """Returns while the invitation can be taken up; else Refused says why not."""
    if invitation.accepted_at is not None:
        raise Refused("already_accepted", "This invitation was used already.")
    if invitation.withdrawn_at is not None or invitation.program.removed_on is not None:
        raise Refused("already_withdrawn", "This invitation was withdrawn.")
    if not invitation.is_open:
        raise Refused("expired", "This invitation has expired: ask for a new one.")
    host = invitation.invited_by
    if not host.is_active or not host.has_perm("programs.plan_program", invitation.program):
        raise Refused("host_has_left", f"{host} leads the program no more: ask who leads it now for an invitation.")
    check_time(invitation)


def take_up(invitation: Invitation, user: User) -> Membership:
    """The membership entered, and the invitation used up."""
    held = Membership.objects.filter(
        holds_between(invitation.valid_from, invitation.valid_to),
        user=user,
        program=invitation.program,
        role=invitation.role,
        function=invitation.function,
    )
    if held.exists():
        raise Refused("has_role", "You have this role in the program already.")
    membership = save_checked(
        Membership(
            user=user,
            program=invitation.program,
            role=invitation.role,
            function=invitation.function,
            valid_from=invitation.valid_from,
            valid_to=invitation.valid_to,
        )
    )
    change_fields(invitation, {"accepted_at": timezone.now(), "accepted_by": user})
    return membership


def check_time(invitation: Invitation) -> None:
    """Returns unless the role would be over before it was taken."""
    last: date | None = invitation.valid_to
    if last is not None and last < timezone.localdate():
        raise Refused("role_is_over", f"The role ends on {day_name(last)}, which has passed.", field="valid_to")
