"""Lists of a program's life, with a maker of one row of each."""

from __future__ import annotations

from tests.api.resources.resource import Names, Resource
from tests.factories.lifecycle import make_pause

IN_PROGRAM: tuple[Resource, ...] = (Resource("program-pauses", make_pause),)
IN_INSTALLATION: tuple[Resource, ...] = ()
NAMED: Names = {}
