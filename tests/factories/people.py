"""Makers of rows of people."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from programs.models import Invitation, Program, User
from tests.factories.plan import START, make_membership, make_user, serial


def a_lead(program: Program) -> User:
    """Who leads the program, made when nobody does."""
    leads = program.memberships.filter(role="pmo_lead", valid_to=None, user__is_active=True)
    return (leads.first() or make_membership(make_user(), program, "pmo_lead")).user


def make_invitation(program: Program, secret: str = "", **given: Any) -> Invitation:
    """Somebody asked to look at the program, by a link that works for long; without ``secret`` nobody knows it."""
    number = next(serial)
    values = {
        "email": f"asked{number}@example.com",
        "name": f"Asked {number}",
        "role": "viewer",
        "valid_from": START,
        "digest": sha256((secret or str(number)).encode()).hexdigest(),
        "expires_at": timezone.now() + timedelta(days=14),
    } | given
    if "invited_by" not in values:
        values["invited_by"] = a_lead(program)
    return Invitation.objects.create(program=program, **values)
