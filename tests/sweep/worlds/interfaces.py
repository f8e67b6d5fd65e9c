"""One of everything of interfaces between functions and their incidents."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests.factories import interfaces as make

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid."""
    use = make.make_use(program)
    incident = make.make_incident(program, interface=use.interface, flow=use.flow)
    make.make_incident(program, interface=use.interface, amount=5, currency="EUR")
    return {
        "interfaces": use.interface,
        "flow-interfaces": use,
        "handoff-counts": make.make_count(use.interface),
        "incidents": incident,
        "event-logs": make.make_event_log(pmo_lead),
    }
