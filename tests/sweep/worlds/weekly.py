"""One of everything of the week."""

from __future__ import annotations

from typing import Any

from django.core import signing

from programs.actions.digests import SALT
from programs.models import Program, User
from tests import factories
from tests.factories import weekly as make_weekly

SOMEBODY = "01890a5d-ac96-774b-bcce-b302099a8057"

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {"<str:signed>": signing.Signer(salt=SALT).sign(SOMEBODY)}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid."""
    factories.make_user(uid=SOMEBODY)
    return {"weekly-statements": make_weekly.make_statement(program)}
