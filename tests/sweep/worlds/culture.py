"""One of everything of culture."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests import factories
from tests.factories import culture as make_culture

SECRET = "a-link-that-was-not-used-yet"
# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {"<str:secret>": SECRET}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid; one wave takes answers, the other is closed."""
    flow = factories.make_flow(program)
    session = make_culture.make_session(flow)
    make_culture.make_pulse_link(make_culture.make_wave(program), SECRET)
    closed = make_culture.make_closed_wave(program, {"Logistics": (8, 6)})
    return {
        "sessions": session,
        "session-functions": session.functions.get(),
        "interventions": make_culture.make_intervention(flow),
        "pulse-waves": closed,
        "pulse-groups": closed.groups.get(),
    }
