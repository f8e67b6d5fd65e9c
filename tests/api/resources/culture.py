"""Lists of culture, with a maker of one row of each."""

from __future__ import annotations

from tests import factories as make
from tests.api.resources.resource import Names, Resource
from tests.factories import culture as make_culture

IN_PROGRAM: tuple[Resource, ...] = (
    Resource("sessions", lambda program: make_culture.make_session(make.make_flow(program))),
    Resource("session-functions", lambda program: make_culture.make_session(make.make_flow(program)).functions.get()),
    Resource(
        "interventions",
        lambda program: make_culture.make_intervention(make.make_flow(program), function=make.make_function()),
    ),
    Resource("pulse-waves", lambda program: make_culture.make_closed_wave(program, {"Pulse": (9, 6)})),
    Resource("pulse-groups", lambda program: make_culture.make_group(make_culture.make_wave(program))),
)
IN_INSTALLATION: tuple[Resource, ...] = ()
NAMED: Names = {
    "session": lambda made: made["sessions"],
    "wave": lambda made: made["pulse-waves"],
}
