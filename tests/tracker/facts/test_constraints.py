"""Rows of constraints become facts in a total order, with as many queries for one program as for many."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from programs.models import DecisionRight, Program
from tests.factories import START, make_flow, make_function, make_program
from tests.factories.constraints import make_constraint, make_control, make_observation, make_resource, make_step
from tests.factories.governance import make_waiver
from tracker.analysis.facts.constraints import ConstraintFacts, Control, FocusingStep, Observation
from tracker.facts.constraints import constraint_facts, read_constraint_tables

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def gathered(program: Program) -> ConstraintFacts:
    return constraint_facts(program, read_constraint_tables([program.pk]))


def test_observations_come_in_order_of_week_and_source(program: Program) -> None:
    flow, line = make_flow(program), make_resource()
    for week, source in ((7, "Board"), (0, "System"), (0, "Board")):
        make_observation(flow, week_starts_on=START + week * DAY, source=source, resource=line, severity="2.50")

    (found,) = gathered(program).flows

    assert [(each.week_starts_on, each.source) for each in found.observations] == [
        (START, "Board"),
        (START, "System"),
        (START + 7 * DAY, "Board"),
    ]
    assert found.observations[0] == Observation(
        resource_uid=str(line.uid), week_starts_on=START, source="Board", basis="opinion", lost_hours=Decimal("2.50")
    )


def test_episodes_come_with_their_steps_in_order(program: Program) -> None:
    flow = make_flow(program, name="Hospital lifts")
    second = make_constraint(flow, identified_on=START + 9 * DAY)
    first = make_constraint(flow, ended_on=START + 8 * DAY, end_reason="Moved")
    make_step(second, "elevate", entered_on=START + 12 * DAY)
    make_step(second, "exploit", entered_on=START + 10 * DAY)

    (found,) = gathered(program).flows

    assert [each.uid for each in found.episodes] == [str(first.uid), str(second.uid)]
    assert [each.ended_on for each in found.episodes] == [START + 8 * DAY, None]
    assert found.episodes[1].steps == (
        FocusingStep(step="identify", entered_on=START + 9 * DAY),
        FocusingStep(step="exploit", entered_on=START + 10 * DAY),
        FocusingStep(step="elevate", entered_on=START + 12 * DAY),
    )


def test_flows_come_in_the_order_of_expansion_even_when_nothing_is_known_of_them(program: Program) -> None:
    make_flow(program, name="Second", position=2)
    make_flow(program, name="First", position=1)

    assert [(each.name, each.position) for each in gathered(program).flows] == [("First", 1), ("Second", 2)]


def test_resources_are_those_that_the_program_names_with_who_controlled_them(program: Program) -> None:
    flow, operations = make_flow(program), make_function(name="Operations")
    observed, named, committed, _ = (make_resource(name=name) for name in ("C", "B", "A", "Unused"))
    make_observation(flow, resource=observed)
    make_constraint(flow, resource=named)
    DecisionRight.objects.create(program=program, decision="Expedite").resources.add(committed)
    make_control(observed, function=operations, valid_from=START + DAY)
    make_control(observed, function=operations, valid_from=START - DAY, valid_to=START)

    found = gathered(program).resources

    assert [each.name for each in found] == ["A", "B", "C"]
    uid = str(operations.uid)
    assert found[2].controls == (
        Control(function_uid=uid, function_name="Operations", valid_from=START - DAY, valid_to=START),
        Control(function_uid=uid, function_name="Operations", valid_from=START + DAY),
    )


def test_waivers_are_those_of_focusing_steps(program: Program) -> None:
    make_waiver(program, rule="focusing_step")
    make_waiver(program, rule="change_load")
    make_waiver(make_program(), rule="focusing_step")

    assert [(each.rule, each.granted_on) for each in gathered(program).waivers] == [("focusing_step", START)]


def test_a_batch_takes_the_same_queries_whatever_its_size(django_assert_num_queries: Any) -> None:
    programs = [make_program() for _ in range(3)]
    for program in programs:
        flow = make_flow(program)
        constraint = make_constraint(flow)
        make_observation(flow, resource=make_control(constraint.resource).resource)

    with django_assert_num_queries(8):
        tables = read_constraint_tables([program.pk for program in programs])
        found = [constraint_facts(program, tables) for program in programs]

    assert [len(each.resources) for each in found] == [1, 1, 1]
    assert all(each.flows[0].episodes[0].steps and each.resources[0].controls for each in found)
