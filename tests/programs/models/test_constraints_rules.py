"""What can never be true of resources and constraints: one refusal for each rule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from programs.models import Constraint, ConstraintObservation, FocusingStep, Program, Resource
from tests.factories import START, make_flow
from tests.factories.constraints import (
    constraint_in,
    make_constraint,
    make_control,
    make_observation,
    make_resource,
    observation_in,
)
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Step = FocusingStep.Step


def two_controllers(_: Program) -> None:
    resource = make_resource()
    make_control(resource, valid_to=START + DAY)
    make_control(resource, valid_from=START + DAY)


def two_votes(program: Program) -> None:
    flow = make_flow(program)
    for _ in range(2):
        make_observation(flow, source="Planning board")


def two_constraints(program: Program) -> None:
    flow = make_flow(program)
    make_constraint(flow, ended_on=START + DAY, end_reason="Moved")
    make_constraint(flow, identified_on=START + DAY)


def change(observation: ConstraintObservation, **values: Any) -> None:
    ConstraintObservation.objects.filter(pk=observation.pk).update(**values)


CASES: dict[str, Write] = {
    "resource_control_ends_after_it_begins": lambda _: make_control(valid_to=START - DAY),
    "resource_has_one_controller_at_a_time": two_controllers,
    "constraint_is_observed_once_a_week_by_a_source": two_votes,
    "constraint_observation_week_starts_on_monday": lambda program: observation_in(program, week_starts_on=START + DAY),
    "constraint_observation_names_its_source": lambda program: change(observation_in(program), source=""),
    "constraint_observation_severity_is_not_negative": lambda program: observation_in(program, severity=-1),
    "constraint_ends_after_it_begins": lambda program: constraint_in(program, ended_on=START - DAY, end_reason="Moved"),
    "flow_has_one_constraint_at_a_time": two_constraints,
    "constraint_that_ended_says_why": lambda program: constraint_in(program, ended_on=START),
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


def test_two_flows_have_a_constraint_each_even_the_same_resource(program: Program) -> None:
    resource = make_resource()

    assert constraint_in(program, resource=resource).pk != constraint_in(program, resource=resource).pk


def test_control_passes_on_the_next_day() -> None:
    resource = make_resource()
    make_control(resource, valid_to=START)
    make_control(resource, valid_from=START + DAY)

    assert resource.controls.valid_on(START).count() == 1


@pytest.mark.parametrize(
    ("step", "entered", "skipped"),
    [
        (Step.IDENTIFY, set(), []),
        (Step.EXPLOIT, {"identify"}, []),
        (Step.ELEVATE, {"identify"}, [Step.EXPLOIT, Step.SUBORDINATE]),
        (Step.EXPLOIT, {"identify", "elevate"}, []),
        (Step.SUBORDINATE, set(), [Step.IDENTIFY, Step.EXPLOIT]),
        (Step.BROKEN, {"identify"}, []),
    ],
    ids=["first", "next", "spent-at-once", "back", "from-nothing", "broke-early"],
)
def test_a_step_skips_what_should_have_come_before_it(step: Step, entered: set[str], skipped: list[Step]) -> None:
    assert step.skips(entered) == skipped


@pytest.mark.parametrize(("days", "limits"), [(-1, False), (0, True), (2, True), (3, False)])
def test_a_constraint_is_in_force_through_its_last_day(days: int, limits: bool, program: Program) -> None:
    constraint_in(program, ended_on=START + 2 * DAY, end_reason="Moved")

    assert Constraint.objects.in_force(START + days * DAY).exists() == limits


def test_a_resource_is_in_use_through_the_day_it_is_retired() -> None:
    make_resource(retired_on=START)

    assert Resource.objects.in_use(START).exists()
    assert not Resource.objects.in_use(START + DAY).exists()
