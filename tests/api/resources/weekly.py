"""Lists of the week, with a maker of one row of each."""

from __future__ import annotations

from tests.api.resources.resource import Names, Resource
from tests.factories import weekly as make_weekly

IN_PROGRAM: tuple[Resource, ...] = (Resource("weekly-statements", make_weekly.make_statement),)
IN_INSTALLATION: tuple[Resource, ...] = ()
NAMED: Names = {}
