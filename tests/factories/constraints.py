"""Makers of rows of constraints and what was observed of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from programs.models import (
    BusinessFunction,
    Constraint,
    ConstraintObservation,
    FocusingStep,
    ProcessFlow,
    Program,
    Resource,
    ResourceControl,
)
from tests.factories.plan import START, make_flow, make_function, make_user, serial


def make_resource(**given: Any) -> Resource:
    """The capacity of a line."""
    return Resource.objects.create(**{"name": f"Line {next(serial)}", "kind": "production"} | given)


def make_control(
    resource: Resource | None = None, *, function: BusinessFunction | None = None, **given: Any
) -> ResourceControl:
    """Control by a function since START, without an end."""
    return ResourceControl.objects.create(
        resource=resource or make_resource(), function=function or make_function(), **{"valid_from": START} | given
    )


def make_constraint(flow: ProcessFlow, *, resource: Resource | None = None, **given: Any) -> Constraint:
    """A constraint in its first focusing step; since START, without an end."""
    values: dict[str, Any] = {"identified_on": START, "identified_by": make_user()} | given
    constraint = Constraint.objects.create(flow=flow, resource=resource or make_resource(), **values)
    make_step(constraint, entered_on=values["identified_on"])
    return constraint


def make_step(
    constraint: Constraint, step: str = "identify", *, entered_on: date = START, **given: Any
) -> FocusingStep:
    values = {"decided_by": make_user()} | given
    return FocusingStep.objects.create(constraint=constraint, step=step, entered_on=entered_on, **values)


def make_observation(flow: ProcessFlow, **given: Any) -> ConstraintObservation:
    """A person's vote in the week of START, from a source of its own."""
    values = {"week_starts_on": START, "source": f"Source {next(serial)}", "basis": "opinion"} | given
    values = {"resource": values.get("resource") or make_resource(), "observed_by": make_user()} | values
    return ConstraintObservation.objects.create(flow=flow, **values)


def constraint_in(program: Program, **given: Any) -> Constraint:
    """A constraint of a new flow of the program."""
    return make_constraint(make_flow(program), **given)


def observation_in(program: Program, **given: Any) -> ConstraintObservation:
    """An observation of a new flow of the program."""
    return make_observation(make_flow(program), **given)


def step_in(program: Program, **given: Any) -> FocusingStep:
    """The second focusing step of a constraint of a new flow of the program."""
    return make_step(constraint_in(program), "exploit", **given)
