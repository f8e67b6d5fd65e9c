"""Who decides from which day on: nothing of the past is changed, and nobody is left out by accident."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from programs.actions import authorities, decision_rights
from programs.errors import Refused
from programs.models import Authority, BusinessFunction, DecisionRight, Program, User
from tests.factories import START, make_flow, make_function, make_program
from tests.factories import decisions as make

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)
MAY_31 = date(2026, 5, 31)


@pytest.fixture
def plant() -> BusinessFunction:
    return make_function(name="Plant management")


@pytest.fixture
def right(program: Program, plant: BusinessFunction) -> DecisionRight:
    """A decision that plant management makes since START."""
    right = make.make_decision_right(program)
    make.make_authority(right, function=plant)
    return right


def held(right: DecisionRight) -> list[tuple[str, date, date | None]]:
    rows = right.authorities.filter(role="decide").order_by("valid_from", "id")
    return [(str(each.function or each.team), each.valid_from, each.valid_to) for each in rows]


def test_a_move_ends_the_old_holder_the_day_before(
    right: DecisionRight, procurement: BusinessFunction, pmo_lead: User
) -> None:
    authorities.move(right, by=pmo_lead, function=procurement, valid_from=JUNE)

    assert held(right) == [("Plant management", START, MAY_31), ("Procurement", JUNE, None)]


def test_a_move_to_one_of_two_deciders_leaves_that_one_alone(
    right: DecisionRight, procurement: BusinessFunction, pmo_lead: User
) -> None:
    make.make_authority(right, function=procurement)

    authorities.move(right, by=pmo_lead, function=procurement, valid_from=JUNE)

    assert held(right) == [("Plant management", START, MAY_31), ("Procurement", START, None)]


def test_a_move_leaves_those_who_recommend(right: DecisionRight, procurement: BusinessFunction, pmo_lead: User) -> None:
    advising = authorities.give(right, by=pmo_lead, role="recommend", function=procurement, valid_from=START)

    authorities.move(right, by=pmo_lead, team=make.make_team(right.program), valid_from=JUNE)

    advising.refresh_from_db()
    assert advising.valid_to is None


def test_who_decides_alone_already_gets_it_no_second_time(
    right: DecisionRight, plant: BusinessFunction, pmo_lead: User
) -> None:
    with pytest.raises(Refused) as refusal:
        authorities.move(right, by=pmo_lead, function=plant, valid_from=JUNE)

    assert refusal.value.code == "already_held"


@pytest.mark.parametrize("days", [0, -1])
def test_authority_cannot_move_before_its_holder_began(
    days: int, right: DecisionRight, procurement: BusinessFunction, pmo_lead: User
) -> None:
    with pytest.raises(Refused) as refusal:
        authorities.move(right, by=pmo_lead, function=procurement, valid_from=START + timedelta(days=days))

    assert (refusal.value.code, refusal.value.field) == ("begins_later", "valid_from")
    assert held(right) == [("Plant management", START, None)]


def test_the_same_part_is_given_once(right: DecisionRight, plant: BusinessFunction, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        authorities.give(right, by=pmo_lead, role="decide", function=plant, valid_from=JUNE)

    assert refusal.value.code == "already_held"


def test_a_second_decider_is_taken_as_it_is(
    right: DecisionRight, procurement: BusinessFunction, pmo_lead: User
) -> None:
    authorities.give(right, by=pmo_lead, role="decide", function=procurement, valid_from=JUNE)

    assert len(held(right)) == 2


def test_a_holder_is_one_function_or_one_team(right: DecisionRight, plant: BusinessFunction, pmo_lead: User) -> None:
    team = make.make_team(right.program)

    for function, both in ((None, None), (plant, team)):
        with pytest.raises(Refused) as refusal:
            authorities.give(right, by=pmo_lead, role="input", function=function, team=both, valid_from=START)
        assert refusal.value.code == "holder_missing"


def test_a_team_of_another_program_holds_nothing_here(right: DecisionRight, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        authorities.move(right, by=pmo_lead, team=make.make_team(make_program()), valid_from=JUNE)

    assert (refusal.value.code, refusal.value.field) == ("other_program", "team")


def test_an_end_before_the_beginning_is_refused(right: DecisionRight, pmo_lead: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        authorities.end(right.authorities.get(), by=pmo_lead, valid_to=START - timedelta(days=1))

    assert "valid_to" in refusal.value.message_dict


def test_a_decision_is_added_as_it_is_held(program: Program, pmo_lead: User, procurement: BusinessFunction) -> None:
    sales, team, resource = make_function(name="Sales"), make.make_team(program), make.make_committed_resource()

    right = decision_rights.create(
        program, by=pmo_lead, decision="Which orders wait", valid_from=START, resources=[resource],
        deciding_functions=[procurement], deciding_teams=[team], recommending=[sales], giving_input=[sales],
    )  # fmt: skip

    parts = {(each.role, each.function or each.team) for each in right.authorities.all()}
    assert parts == {("decide", procurement), ("decide", team), ("recommend", sales), ("input", sales)}
    assert list(right.resources.all()) == [resource]


def test_a_decision_that_is_refused_leaves_nothing(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused):
        decision_rights.create(
            program, by=pmo_lead, decision="Which orders wait", valid_from=START,
            deciding_teams=[make.make_team(make_program())],
        )  # fmt: skip

    assert not program.decision_rights.exists()


def test_a_flow_of_another_program_is_refused(right: DecisionRight, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        decision_rights.change(right, by=pmo_lead, flow=make_flow(make_program()))

    assert refusal.value.field == "flow"


def test_an_ended_decision_ends_its_holders_and_takes_no_new_ones(
    right: DecisionRight, procurement: BusinessFunction, pmo_lead: User
) -> None:
    decision_rights.end(right, by=pmo_lead, ended_on=MAY_31)

    assert held(right) == [("Plant management", START, MAY_31)]
    with pytest.raises(Refused) as refusal:
        authorities.move(right, by=pmo_lead, function=procurement, valid_from=JUNE)
    assert refusal.value.code == "decision_ended"


def test_a_holder_that_would_begin_later_stops_the_end(
    right: DecisionRight, procurement: BusinessFunction, pmo_lead: User
) -> None:
    authorities.move(right, by=pmo_lead, function=procurement, valid_from=JUNE)

    with pytest.raises(Refused) as refusal:
        decision_rights.end(right, by=pmo_lead, ended_on=MAY_31)

    assert refusal.value.code == "begins_later"
    assert Authority.objects.valid_on(JUNE).get().function == procurement


def test_a_resource_is_named_once(right: DecisionRight, pmo_lead: User) -> None:
    committed = make.make_commitment(right)

    with pytest.raises(Refused) as refusal:
        decision_rights.commit_resource(right, by=pmo_lead, resource=committed.resource)

    assert refusal.value.code == "already_committed"


def test_nobody_holds_a_decision_after_it_ended(right: DecisionRight, pmo_lead: User) -> None:
    decision_rights.end(right, by=pmo_lead, ended_on=MAY_31)

    with pytest.raises(Refused) as refusal:
        authorities.end(right.authorities.get(), by=pmo_lead, valid_to=JUNE)

    assert (refusal.value.code, refusal.value.field) == ("decision_ended", "valid_to")
