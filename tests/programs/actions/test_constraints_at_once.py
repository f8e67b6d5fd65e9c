"""Two people who say or name at the same moment: a source has one word, a flow one constraint."""

from __future__ import annotations

from typing import Any

import pytest

from programs.actions import constraints, resources
from programs.models import Program, User
from tests.factories import START, make_flow, make_function
from tests.factories.constraints import make_constraint, make_resource
from tests.programs.actions.test_at_once import DAY, at_once, codes, held_back

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_source_that_is_loaded_twice_at_once_has_one_word(program: Program, pmo_lead: User) -> None:
    flow, line = make_flow(program), make_resource()

    def load() -> Any:
        return constraints.observe(
            flow, by=pmo_lead, week_starts_on=START, source="Board", resource=line, basis="queue"
        )

    assert codes(at_once(load, load)) == ["done", "done"]
    assert flow.constraint_observations.count() == 1


def test_of_two_resources_named_at_once_one_is_the_constraint(program: Program, pmo_lead: User) -> None:
    flow = make_flow(program)
    named = [make_resource(), make_resource()]

    results = at_once(
        *(lambda each=each: constraints.name(flow, by=pmo_lead, resource=each, on=START) for each in named)
    )

    assert codes(results) == ["constraint_in_force", "done"]
    assert flow.constraints.count() == 1


def test_of_two_moves_at_once_one_is_told(program: Program, pmo_lead: User) -> None:
    former = make_constraint(make_flow(program))
    later = START + 9 * DAY

    def move() -> Any:
        return constraints.move(former, by=pmo_lead, resource=make_resource(), on=later, end_reason="Queue moved")

    assert codes(at_once(move, move)) == ["already_ended", "done"]
    assert former.flow.constraints.count() == 2


def test_control_given_twice_at_once_passes_without_an_overlap(steward: User) -> None:
    resource = make_resource()
    functions = [make_function(), make_function()]

    results = at_once(
        *(
            lambda each=each, day=day: resources.give_control(resource, by=steward, function=each, on=START + day * DAY)
            for day, each in enumerate(functions)
        )
    )

    assert codes(results) in (["done", "done"], ["control_given_later", "done"])
    assert resource.controls.valid_on(START + 9 * DAY).count() == 1


def test_a_resource_is_not_named_while_it_is_retired(program: Program, pmo_lead: User, steward: User) -> None:
    flow, resource = make_flow(program), make_resource()
    results: list[Any] = []

    def name() -> None:
        results.extend(at_once(lambda: constraints.name(flow, by=pmo_lead, resource=resource, on=START + 9 * DAY)))

    with held_back(name):
        resources.retire(resource, by=steward, retired_on=START)

    assert codes(results) == ["resource_retired"]
    assert not flow.constraints.exists()
