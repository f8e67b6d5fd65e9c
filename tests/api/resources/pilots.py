"""Lists of pilots, with a maker of one row of each."""

from __future__ import annotations

from typing import Any

from programs.models import Program
from tests.api.resources.resource import Names, Resource
from tests.factories import pilots as make_pilots


def a_pilot(program: Program) -> Any:
    """A draft that follows a locked one."""
    return make_pilots.make_pilot(program, follows=make_pilots.make_pilot(program, step="locked"))


IN_PROGRAM: tuple[Resource, ...] = (
    Resource("pilots", a_pilot),
    Resource("pilot-guardrails", lambda program: make_pilots.make_guardrail(make_pilots.make_pilot(program))),
)
IN_INSTALLATION: tuple[Resource, ...] = ()
NAMED: Names = {
    "pilot": lambda made: made["pilots"],
    "primary": lambda made: made["pilots"].primary,
    "follows": lambda made: made["pilots"].follows,
}
