"""One of everything of people."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests.factories.people import make_invitation

SECRET = "an-invitation-that-was-not-used-yet"
# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {"<str:invitation_secret>": SECRET, "<uidb64>": "MQ", "<token>": "c0ffee-0123456789"}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid."""
    return {
        "people": pmo_lead,
        "invitations": make_invitation(program, SECRET, invited_by=pmo_lead),
        "service-accounts": User.objects.create_service("planview@service.invalid", name="Planview"),
    }
