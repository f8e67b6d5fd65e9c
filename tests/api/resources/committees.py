"""Lists of committees and their meetings, with a maker of one row of each."""

from __future__ import annotations

from tests.api.resources.resource import Names, Resource
from tests.factories import committees as make

IN_PROGRAM: tuple[Resource, ...] = (
    Resource("committees", make.make_committee),
    Resource("committee-mandates", make.make_mandate),
    Resource("committee-members", lambda program: make.make_seat(make.make_committee(program))),
    Resource("meetings", lambda program: make.make_held(make.make_committee(program))),
    Resource("meeting-attendances", lambda program: make.make_attendance(make.make_held(make.make_committee(program)))),
)
IN_INSTALLATION: tuple[Resource, ...] = ()
NAMED: Names = {
    "committee": lambda made: made["committees"],
    "meeting": lambda made: made["meetings"],
}
