"""Every action on constraints and what was observed of them."""

from __future__ import annotations

from typing import Any

from programs.actions import constraints, resources
from programs.models import Program, Resource
from tests import factories
from tests.factories import START
from tests.factories import constraints as make
from tests.programs.actions.case import ANSWERING, COMMITTEE, LEAD, ON, STEWARD, ActionCase

NEXT_DAY = START.replace(day=6)


def used(program: Program) -> Resource:
    """A resource that limits a flow of the program."""
    return make.constraint_in(program).resource


def freed(program: Program) -> Resource:
    """A resource that limited a flow of the program until START."""
    return make.constraint_in(program, ended_on=START, end_reason="Moved").resource


def retired(program: Program) -> Resource:
    resource = freed(program)
    resource.retired_on = START
    resource.save(update_fields=["retired_on"])
    return resource


def observe(flow: Any, by: Any) -> Any:
    return constraints.observe(flow, by=by, week_starts_on=START, resource=make.make_resource(), basis="queue")


CASES: dict[str, ActionCase] = {
    "constraints.observe": ActionCase(ANSWERING, factories.make_flow, observe),
    "constraints.withdraw": ActionCase(
        LEAD, make.observation_in, lambda it, by, **read: constraints.withdraw(it, by=by, **read), versioned=True
    ),
    "constraints.name": ActionCase(
        COMMITTEE,
        factories.make_flow,
        lambda it, by: constraints.name(it, by=by, resource=make.make_resource(), **ON),
    ),
    "constraints.enter_step": ActionCase(
        COMMITTEE, make.constraint_in, lambda it, by: constraints.enter_step(it, by=by, step="exploit", **ON)
    ),
    "constraints.end": ActionCase(
        COMMITTEE,
        make.constraint_in,
        lambda it, by, **read: constraints.end(it, by=by, ended_on=START, end_reason="The queue is gone", **read),
        versioned=True,
    ),
    "constraints.move": ActionCase(
        COMMITTEE,
        make.constraint_in,
        lambda it, by, **read: constraints.move(
            it, by=by, resource=make.make_resource(), on=NEXT_DAY, end_reason="The queue moved", **read
        ),
        versioned=True,
    ),
    "resources.create": ActionCase(
        STEWARD, lambda _: "Paint line", lambda it, by: resources.create(it, by=by, kind="production"), refreshes=False
    ),
    "resources.change": ActionCase(
        STEWARD, used, lambda it, by, **read: resources.change(it, by=by, name="Paint line", **read), versioned=True
    ),
    "resources.give_control": ActionCase(
        STEWARD,
        used,
        lambda it, by: resources.give_control(it, by=by, function=factories.make_function(), **ON),
    ),
    "resources.retire": ActionCase(
        STEWARD, freed, lambda it, by, **read: resources.retire(it, by=by, retired_on=START, **read), versioned=True
    ),
    "resources.bring_back": ActionCase(
        STEWARD, retired, lambda it, by, **read: resources.bring_back(it, by=by, **read), versioned=True
    ),
}
