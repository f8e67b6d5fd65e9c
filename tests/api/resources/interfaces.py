"""Lists of interfaces between functions and their incidents, with a maker of one row of each."""

from __future__ import annotations

from datetime import date
from typing import Any

from programs.models import Program
from tests import factories
from tests.api.resources.resource import Names, Resource
from tests.factories import interfaces as make


def an_interface(_: Program) -> Any:
    """With everybody whom it can name."""
    return make.make_interface(
        owner=factories.make_user(),
        redesign="Daily call",
        redesign_accepted_by=factories.make_user(),
        redesign_accepted_on=date(2026, 3, 1),
    )


def an_incident(program: Program) -> Any:
    use = make.make_use(program)
    return make.make_incident(program, interface=use.interface, flow=use.flow)


IN_PROGRAM: tuple[Resource, ...] = (
    Resource("flow-interfaces", make.make_use),
    Resource("incidents", an_incident),
)
IN_INSTALLATION: tuple[Resource, ...] = (
    Resource("interfaces", an_interface),
    Resource("handoff-counts", lambda _: make.make_count(make.make_interface())),
)
NAMED: Names = {
    "interface": lambda made: made["incidents"].interface,
    "from_function": lambda made: made["interfaces"].from_function,
    "to_function": lambda made: made["interfaces"].to_function,
}
