"""Lists of decisions, with a maker of one row of each."""

from __future__ import annotations

from typing import Any

from programs.models import Program
from tests.api.resources.resource import Names, Resource
from tests.factories import START, make_flow, make_function, make_user
from tests.factories import decisions as make


def a_right(program: Program) -> Any:
    return make.make_decision_right(program, make.make_committed_resource(), flow=make_flow(program))


def an_overridden_decision(program: Program) -> Any:
    return make.make_decided(
        program,
        right=a_right(program),
        flow=make_flow(program),
        overridden_on=START.replace(day=28),
        overridden_by=make_user(),
        overriding_function=make_function(),
        override_reason="The customer called",
    )


IN_PROGRAM: tuple[Resource, ...] = (
    Resource("teams", lambda program: make.make_team(program, flow=make_flow(program))),
    Resource("team-functions", lambda program: make.make_team_function(make.make_team(program), decides=True)),
    Resource("decision-rights", a_right),
    Resource("decision-right-resources", lambda program: make.make_commitment(a_right(program))),
    Resource("authorities", lambda program: make.make_authority(a_right(program))),
    Resource("decisions", an_overridden_decision),
)
IN_INSTALLATION: tuple[Resource, ...] = ()
NAMED: Names = {
    "right": lambda made: made["decision-rights"],
    "team": lambda made: made["teams"],
}
