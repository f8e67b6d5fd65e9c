"""Resources: control passes without a gap or an overlap, and the retired are kept for what they were."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from programs.actions import resources
from programs.errors import Refused
from programs.models import BusinessFunction, DecisionRight, Program, RefreshRequest, Resource, User
from tests.factories import START, make_flow, make_function, make_program
from tests.factories.constraints import constraint_in, make_constraint, make_control, make_observation, make_resource

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refused(code: str, field: str = "") -> Any:
    """Expects a refusal with this code beside this field."""
    return pytest.raises(Refused, check=lambda error: (error.code, error.field) == (code, field))


def held(resource: Resource) -> list[tuple[str, date, date | None]]:
    """Who controlled the resource when, in order."""
    return [(each.function.name, each.valid_from, each.valid_to) for each in resource.controls.all()]


def test_a_resource_is_added_with_who_controls_it(steward: User, procurement: BusinessFunction) -> None:
    made = resources.create("Motors", by=steward, kind="supplier", function=procurement, on=START)

    assert held(made) == [("Procurement", START, None)]


def test_a_resource_may_have_no_known_controller(steward: User, procurement: BusinessFunction) -> None:
    assert held(resources.create("Motors", by=steward, kind="supplier")) == []
    with refused("day_missing", "on"):
        resources.create("Doors", by=steward, kind="supplier", function=procurement)


def test_two_resources_have_two_names(steward: User) -> None:
    make_resource(name="Motors")

    with pytest.raises(ValidationError, match="already exists"):
        resources.create("Motors", by=steward, kind="supplier")


def test_control_passes_from_the_day_before_to_the_day(steward: User, procurement: BusinessFunction) -> None:
    resource = make_control(function=make_function(name="Operations")).resource

    resources.give_control(resource, by=steward, function=procurement, on=START + 9 * DAY)

    assert held(resource) == [
        ("Operations", START, START + 8 * DAY),
        ("Procurement", START + 9 * DAY, None),
    ]


def test_control_given_for_the_same_day_replaces_what_was_given(steward: User, procurement: BusinessFunction) -> None:
    resource = make_control().resource

    resources.give_control(resource, by=steward, function=procurement, on=START)

    assert held(resource) == [("Procurement", START, None)]


def test_control_that_ended_leaves_its_gap(steward: User, procurement: BusinessFunction) -> None:
    resource = make_control(function=procurement, valid_to=START + DAY).resource

    resources.give_control(resource, by=steward, function=procurement, on=START + 9 * DAY)

    assert held(resource)[0][2] == START + DAY


def test_control_that_ends_on_the_day_itself_ends_the_day_before(steward: User, procurement: BusinessFunction) -> None:
    resource = make_control(valid_to=START + 9 * DAY).resource

    resources.give_control(resource, by=steward, function=procurement, on=START + 9 * DAY)

    assert held(resource)[0][2] == START + 8 * DAY


def test_control_is_not_given_for_a_time_before_the_latest(steward: User, procurement: BusinessFunction) -> None:
    resource = make_control().resource

    with refused("control_given_later", "on"):
        resources.give_control(resource, by=steward, function=procurement, on=START - DAY)


def test_control_is_not_given_to_who_has_it(steward: User, procurement: BusinessFunction) -> None:
    resource = make_control(function=procurement).resource

    with refused("controls_already", "function"):
        resources.give_control(resource, by=steward, function=procurement, on=START + DAY)


def test_a_retired_resource_gets_no_new_controller(steward: User, procurement: BusinessFunction) -> None:
    with refused("resource_retired", "on"):
        resources.give_control(make_resource(retired_on=START), by=steward, function=procurement, on=START + DAY)


def test_a_resource_that_limits_a_flow_is_not_retired(program: Program, steward: User) -> None:
    resource = constraint_in(program, ended_on=START + DAY, end_reason="Moved").resource

    with refused("limits_a_flow", "retired_on"):
        resources.retire(resource, by=steward, retired_on=START)
    assert resources.retire(resource, by=steward, retired_on=START + DAY).retired_on == START + DAY


def test_a_resource_is_not_retired_before_it_was_last_observed(program: Program, steward: User) -> None:
    resource = make_observation(make_flow(program), week_starts_on=START + 7 * DAY).resource

    with refused("observed_later", "retired_on"):
        resources.retire(resource, by=steward, retired_on=START)


def test_a_resource_is_retired_once_and_may_come_back(steward: User) -> None:
    resource = resources.retire(make_resource(), by=steward, retired_on=START)

    with refused("already_retired"):
        resources.retire(resource, by=steward, retired_on=START)
    assert resources.bring_back(resource, by=steward).retired_on is None
    with refused("not_retired"):
        resources.bring_back(resource, by=steward)


def test_active_programs_that_name_a_resource_are_computed_again(steward: User) -> None:
    resource = make_resource()
    limited, observed, deciding, _, paused = (make_program() for _ in range(5))
    make_constraint(make_flow(limited), resource=resource)
    make_observation(make_flow(observed), resource=resource)
    DecisionRight.objects.create(program=deciding, decision="Expedite").resources.add(resource)
    make_constraint(make_flow(paused), resource=resource)
    Program.objects.filter(pk=paused.pk).update(state="paused")

    resources.change(resource, by=steward, name="Renamed")

    assert list(RefreshRequest.objects.values_list("program", flat=True)) == [limited.pk, observed.pk, deciding.pk]
