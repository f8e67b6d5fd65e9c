"""People are asked by a link that works once; a second click, another person and an old link are told so."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import invitations
from programs.errors import Refused
from programs.models import Invitation, Membership, Program, User
from tests.factories import START, make_user
from tests.factories.people import make_invitation
from tests.programs.actions.test_at_once import at_once, codes

pytestmark = pytest.mark.django_db
NEW = {"name": "New Person", "password": "four quiet green boats"}


def asked(program: Program, **given: Any) -> Invitation:
    values = {"email": "New@Example.com", "name": "New", "role": "viewer", "valid_from": START} | given
    return Invitation(program=program, **values)


def test_only_the_digest_of_the_secret_is_stored(program: Program, pmo_lead: User) -> None:
    invited = invitations.invite(asked(program, invited_by=pmo_lead), by=pmo_lead)

    assert invitations.invitation_of(invited.secret) == invited.invitation
    assert invited.secret not in str(Invitation.objects.values().get())
    assert invited.invitation.expires_at - timezone.now() > timedelta(days=13, hours=23)


def test_the_same_person_is_asked_once_until_it_is_withdrawn(program: Program, pmo_lead: User) -> None:
    first = invitations.invite(asked(program), by=pmo_lead).invitation

    with pytest.raises(Refused) as refusal:
        invitations.invite(asked(program, email="new@example.com"), by=pmo_lead)
    invitations.withdraw(first, by=pmo_lead)

    assert refusal.value.code == "already_invited"
    assert invitations.invite(asked(program), by=pmo_lead).invitation.pk


def test_a_role_that_is_over_is_not_offered(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused, match="has passed"):
        invitations.invite(asked(program, valid_to=START), by=pmo_lead)


def test_somebody_new_gets_an_account_and_the_role(program: Program) -> None:
    invitation = make_invitation(program, "secret", email="new@example.com")

    membership = invitations.accept_as_new("secret", **NEW)

    invitation.refresh_from_db()
    assert membership.user.check_password(NEW["password"])
    assert (membership.user.email, membership.role) == ("new@example.com", "viewer")
    assert invitation.accepted_by == membership.user


def test_somebody_who_is_here_takes_the_role_signed_in(program: Program) -> None:
    user = make_user(email="here@example.com")
    make_invitation(program, "secret", email="Here@example.com")

    with pytest.raises(Refused, match="signs in already"):
        invitations.accept_as_new("secret", **NEW)
    membership = invitations.accept("secret", by=user)

    assert membership.user == user


def test_the_link_of_somebody_else_gives_nothing(program: Program, outsider: User) -> None:
    make_invitation(program, "secret")

    with pytest.raises(Refused, match="is for"):
        invitations.accept("secret", by=outsider)

    assert not program.memberships.filter(user=outsider).exists()


def test_who_has_the_role_already_takes_it_not_twice(program: Program, viewer: User) -> None:
    make_invitation(program, "secret", email=viewer.email)

    with pytest.raises(Refused, match="already"):
        invitations.accept("secret", by=viewer)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"expires_at": timezone.now()}, "expired"),
        ({"withdrawn_at": timezone.now()}, "already_withdrawn"),
        ({"valid_to": START}, "role_is_over"),
    ],
    ids=["expired", "withdrawn", "over"],
)
def test_a_link_that_works_no_more_says_why(given: dict[str, Any], code: str, program: Program) -> None:
    make_invitation(program, "secret", **given)

    with pytest.raises(Refused) as refusal:
        invitations.accept_as_new("secret", **NEW)

    assert refusal.value.code == code


def test_a_wrong_link_says_so(program: Program, viewer: User) -> None:
    with pytest.raises(Refused, match="wrong"):
        invitations.accept("secret", by=viewer)


def test_what_was_taken_up_is_not_withdrawn(program: Program, pmo_lead: User) -> None:
    invitation = make_invitation(program, "secret")
    invitations.accept_as_new("secret", **NEW)

    with pytest.raises(Refused, match="end the role"):
        invitations.withdraw(invitation, by=pmo_lead)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_give_one_role(program: Program) -> None:
    user = make_user(email="here@example.com")
    make_invitation(program, "secret", email="here@example.com")

    results = at_once(*[lambda: invitations.accept("secret", by=user)] * 2)

    assert codes(results) == ["already_accepted", "done"]
    assert Membership.objects.filter(user=user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_account(program: Program) -> None:
    make_invitation(program, "secret", email="new@example.com")

    results = at_once(*[lambda: invitations.accept_as_new("secret", **NEW)] * 2)

    assert "done" in codes(results)
    assert User.objects.filter(email="new@example.com").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_invitations_of_one_new_person_taken_up_at_once_make_one_account(program: Program) -> None:
    for secret, role in (("first", "viewer"), ("second", "committee_member")):
        make_invitation(program, secret, email="new@example.com", role=role)

    results = at_once(*(partial(invitations.accept_as_new, secret, **NEW) for secret in ("first", "second")))

    assert codes(results) == ["done", "has_account"]
    assert User.objects.filter(email="new@example.com").count() == 1
