"""Lists of the policy and of sources, with a maker of one row of each."""

from __future__ import annotations

from tests.api.resources.resource import Names, Resource
from tests.factories.policy import make_source

IN_PROGRAM: tuple[Resource, ...] = (Resource("field-sources", make_source),)
IN_INSTALLATION: tuple[Resource, ...] = ()
NAMED: Names = {}
