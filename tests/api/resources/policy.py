"""Lists of the policy, with a maker of one row of each."""

from __future__ import annotations

from tests.api.resources.resource import Names, Resource

IN_PROGRAM: tuple[Resource, ...] = ()
IN_INSTALLATION: tuple[Resource, ...] = ()
NAMED: Names = {}
