"""Lists of decisions that stand below a program, with a maker of one row of each."""

from __future__ import annotations

from collections.abc import Callable

from programs.models import Program
from tests.factories import decisions as make
from tests.factories import make_flow, make_function


def one_of_each(program: Program) -> None:
    """A right with a controlled resource, held by a team and a function; a question that waits, a made decision."""
    resource = make.make_committed_resource(function=make_function())
    right = make.make_decision_right(program, resource, flow=make_flow(program))
    seat = make.make_team_function(make.make_team(program), decides=True)
    make.make_authority(right, team=seat.team)
    make.make_authority(right)
    make.make_decision(program, right=right)
    make.make_decided(program, right=right, decided_team=seat.team)


MAKERS: dict[str, Callable[[Program], object]] = {"decision-list": one_of_each}
