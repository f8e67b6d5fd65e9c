"""One of everything of committees and their meetings."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests.factories import committees as make

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid."""
    committee = make.make_committee(program)
    seat = make.make_seat(committee)
    return {
        "committees": committee,
        "committee-mandates": committee.mandates.get(),
        "committee-members": seat,
        "meetings": make.make_meeting(committee),
        "meeting-attendances": make.make_attendance(make.make_held(committee), member=seat),
    }
