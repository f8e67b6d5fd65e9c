"""Lists of constraints and what was observed of them, with a maker of one row of each."""

from __future__ import annotations

from tests.api.resources.resource import Names, Resource
from tests.factories import constraints as make

IN_PROGRAM: tuple[Resource, ...] = (
    Resource("constraints", make.constraint_in),
    Resource("focusing-steps", make.step_in),
    Resource("constraint-observations", make.observation_in),
)
IN_INSTALLATION: tuple[Resource, ...] = (
    Resource("resources", lambda _: make.make_resource()),
    Resource("resource-controls", lambda _: make.make_control()),
)
NAMED: Names = {
    "resource": lambda made: made["resources"],
    "constraint": lambda made: made["constraints"],
}
