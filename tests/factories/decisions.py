"""Makers of rows of decisions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from programs.models import (
    Authority,
    DecisionRecord,
    DecisionRight,
    DecisionRightResource,
    Program,
    Resource,
    ResourceControl,
    Team,
    TeamFunction,
)
from tests.factories.plan import START, make_function, make_user, serial


def make_committed_resource(**given: Any) -> Resource:
    """A supplier's capacity that decisions commit; with ``function`` the function that controls it since START."""
    function = given.pop("function", None)
    resource = Resource.objects.create(**{"name": f"Castings {next(serial)}", "kind": "supplier"} | given)
    if function is not None:
        ResourceControl.objects.create(resource=resource, function=function, valid_from=START)
    return resource


def make_team(program: Program, **given: Any) -> Team:
    return Team.objects.create(program=program, **{"name": f"Pump team {next(serial)}"} | given)


def make_team_function(team: Team, **given: Any) -> TeamFunction:
    """A seat since START, without the deciding vote."""
    if "function" not in given:
        given["function"] = make_function()
    return TeamFunction.objects.create(**{"team": team, "valid_from": START} | given)


def make_decision_right(program: Program, *resources: Resource, **given: Any) -> DecisionRight:
    """A decision made ten times a month that commits these resources."""
    values = {"decision": f"Which orders are expedited {next(serial)}", "times_a_month": 10} | given
    right = DecisionRight.objects.create(program=program, **values)
    for resource in resources:
        make_commitment(right, resource=resource)
    return right


def make_commitment(right: DecisionRight, **given: Any) -> DecisionRightResource:
    if "resource" not in given:
        given["resource"] = make_committed_resource()
    return DecisionRightResource.objects.create(right=right, **given)


def make_authority(right: DecisionRight, **given: Any) -> Authority:
    """A function that decides since START; give ``function`` or ``team`` for another holder."""
    if "function" not in given and "team" not in given:
        given["function"] = make_function()
    return Authority.objects.create(**{"right": right, "role": "decide", "valid_from": START} | given)


def make_decision(program: Program, **given: Any) -> DecisionRecord:
    """A question that was raised on START and waits."""
    values = {"question": f"Air freight for order {next(serial)}", "raised_on": START, "raised_by": make_user()}
    return DecisionRecord.objects.create(program=program, **values | given)


def make_decided(program: Program, **given: Any) -> DecisionRecord:
    """A decision that a function made three days after START."""
    if "decided_function" not in given and "decided_team" not in given:
        given["decided_function"] = make_function()
    values = {"decided_on": START + timedelta(days=3), "decided_by": make_user(), "outcome": "By sea, in two lots"}
    return make_decision(program, **values | given)
