"""Lists of readings, with a maker of one row of each."""

from __future__ import annotations

from tests.api.resources.resource import Names, Resource
from tests.factories import readings as make

IN_PROGRAM: tuple[Resource, ...] = (Resource("readings", make.make_flow_reading),)
IN_INSTALLATION: tuple[Resource, ...] = ()
NAMED: Names = {}
