"""Decisions as the analyses read them: every value, a total order, and the same queries for any batch."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from programs.models import Program
from tests.factories import START, make_flow, make_function, make_program, make_user
from tests.factories import decisions as make
from tracker.analysis.facts.decisions import Authority, Control, DecisionFacts, Seat
from tracker.facts.decisions import decision_facts, organization

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def gathered(program: Program) -> DecisionFacts:
    return decision_facts([program.pk])[program.pk]


def test_a_right_names_what_it_commits_and_who_holds_it_when(program: Program) -> None:
    flow, team, function = make_flow(program), make.make_team(program), make_function()
    resources = [make.make_committed_resource() for _ in range(2)]
    made = make.make_decision_right(program, *reversed(resources), flow=flow, times_a_month=Decimal("12.50"))
    make.make_authority(made, team=team, valid_from=START + DAY)
    make.make_authority(made, function=function, valid_to=START)

    (right,) = gathered(program).rights

    assert (right.uid, right.flow, right.times_a_month) == (str(made.uid), str(flow.uid), Decimal("12.50"))
    assert right.resources == tuple(str(each.uid) for each in resources)
    assert right.authorities == (
        Authority(role="decide", function=str(function.uid), team="", valid_from=START, valid_to=START),
        Authority(role="decide", function="", team=str(team.uid), valid_from=START + DAY, valid_to=None),
    )


def test_a_team_has_its_seats_over_time(program: Program) -> None:
    first, second = make_function(), make_function()
    made = make.make_team(program, name="Pumps")
    make.make_team_function(made, function=second, valid_from=START + DAY, decides=True)
    make.make_team_function(made, function=first, valid_to=START)

    (team,) = gathered(program).teams

    assert (team.uid, team.name) == (str(made.uid), "Pumps")
    assert team.seats == (
        Seat(function=str(first.uid), decides=False, valid_from=START, valid_to=START),
        Seat(function=str(second.uid), decides=True, valid_from=START + DAY, valid_to=None),
    )


def test_decisions_come_by_the_day_they_were_raised(program: Program) -> None:
    later = make.make_decision(program, raised_on=START + DAY)
    sooner = make.make_decision(program)

    assert [each.uid for each in gathered(program).decisions] == [str(sooner.uid), str(later.uid)]


def test_a_decision_says_who_decided_and_who_overrode_it(program: Program) -> None:
    above, right = make_function(), make.make_decision_right(program)
    made = make.make_decided(
        program, right=right, alternatives=3, is_trade_off=True, overriding_function=above,
        overridden_on=START + 5 * DAY, overridden_by=make_user(), override_reason="Customer",
    )  # fmt: skip

    (decision,) = gathered(program).decisions

    assert (decision.right, decision.flow, decision.decided_on) == (str(right.uid), "", START + 3 * DAY)
    assert made.decided_function is not None
    assert (decision.decided_function, decision.decided_team) == (str(made.decided_function.uid), "")
    assert (decision.alternatives, decision.is_trade_off, decision.overriding_function) == (3, True, str(above.uid))


def test_only_what_the_batch_commits_has_its_controls(program: Program) -> None:
    parent = make_function()
    function = make_function(parent=parent)
    resource, other = make.make_committed_resource(function=function), make.make_committed_resource(function=parent)
    make.make_decision_right(program, resource)
    make.make_decision_right(make_program(), other)

    shared = organization([program.pk])

    assert shared.controls == (
        Control(resource=str(resource.uid), function=str(function.uid), valid_from=START, valid_to=None),
    )
    assert shared.parent_of == {str(function.uid): str(parent.uid)}


def test_a_batch_takes_the_same_queries_whatever_its_size(django_assert_num_queries: Any) -> None:
    programs = [make_program() for _ in range(3)]
    for program in programs:
        right = make.make_decision_right(program, make.make_committed_resource(function=make_function()))
        make.make_authority(right, team=make.make_team_function(make.make_team(program)).team)
        make.make_decided(program, right=right)
    keys = [program.pk for program in [*programs, make_program()]]

    with django_assert_num_queries(8):
        found, shared = decision_facts(keys), organization(keys)

    counted = [(len(each.rights), len(each.teams), len(each.decisions)) for each in found.values()]
    assert counted == [(1, 1, 1)] * 3 + [(0, 0, 0)]
    assert len(shared.controls) == 3
