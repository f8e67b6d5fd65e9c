"""What stewards keep: functions, portfolios, policy; and the flows and roles of a program."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from programs.actions import flows, functions, memberships, policies, portfolios
from programs.errors import Refused
from programs.models import BusinessFunction, Membership, Policy, Program, User
from tests.factories import (
    START,
    make_flow,
    make_function,
    make_membership,
    make_policy,
    make_portfolio,
    make_stage,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize("depth", [0, 1, 3], ids=["itself", "its child", "far below"])
def test_a_function_does_not_stand_below_itself(depth: int, steward: User) -> None:
    top = lowest = make_function()
    for _ in range(depth):
        lowest = make_function(parent=lowest)

    with pytest.raises(Refused) as refusal:
        functions.change(top, by=steward, name=top.name, parent=lowest)

    assert (refusal.value.code, refusal.value.field) == ("function_in_a_circle", "parent")


def test_a_circle_is_seen_in_the_tree_as_it_is_now(steward: User) -> None:
    """The parent was read before somebody else moved it below the function."""
    top, parent = make_function(), make_function()
    BusinessFunction.objects.filter(pk=parent.pk).update(parent=top)

    with pytest.raises(Refused):
        functions.change(top, by=steward, name=top.name, parent=parent)


def test_a_function_moves_in_the_tree(steward: User) -> None:
    parent = functions.create("Supply", by=steward)
    child = functions.create("Buying", by=steward)

    moved = functions.change(child, by=steward, name="Procurement", parent=parent)

    assert (moved.name, moved.parent) == ("Procurement", parent)


def test_a_program_enters_a_portfolio_once_at_a_time(program: Program, steward: User) -> None:
    portfolio = make_portfolio()
    entry = portfolios.add_program(portfolio, by=steward, program=program, joined_on=START)

    with pytest.raises(Refused) as refusal:
        portfolios.add_program(portfolio, by=steward, program=program, joined_on=START + DAY)

    assert refusal.value.code == "already_in_portfolio"
    assert portfolio.entries.get() == entry


def test_a_program_leaves_a_portfolio_once(program: Program, steward: User) -> None:
    entry = portfolios.take_out(make_portfolio(program).entries.get(), by=steward, left_on=START + DAY)
    assert entry.left_on == START + DAY

    with pytest.raises(Refused) as refusal:
        portfolios.take_out(entry, by=steward, left_on=START + DAY)

    assert refusal.value.code == "already_left"


def test_a_program_does_not_leave_before_it_joined(program: Program, steward: User) -> None:
    with pytest.raises(ValidationError, match="Program leaves a portfolio after it joined"):
        portfolios.take_out(make_portfolio(program).entries.get(), by=steward, left_on=START - DAY)


def test_a_policy_follows_another_on_another_day(steward: User) -> None:
    make_policy()

    policy = policies.approve(
        START + DAY, by=steward, approved_on=START, reason="Stricter", values={"spi_green": "0.980"}
    )

    assert (policy.values, policy.approved_by) == ({"spi_green": "0.98"}, steward)
    with pytest.raises(ValidationError):
        policies.approve(START + DAY, by=steward, approved_on=START, reason="Again", values={})
    assert Policy.objects.count() == 2


def test_a_stage_is_added_at_the_end_and_its_place_stays_free(program: Program, pmo_lead: User) -> None:
    flow = make_flow(program)
    first, second = make_stage(flow), make_stage(flow)
    flows.remove_stage(first, by=pmo_lead)

    added = flows.add_stage(flow, by=pmo_lead, function=make_function(), name="Deliver")

    assert [stage.position for stage in flow.stages.all()] == [second.position, added.position] == [2, 3]


def test_the_first_stage_is_number_one(program: Program, pmo_lead: User) -> None:
    assert flows.add_stage(make_flow(program), by=pmo_lead, function=make_function(), name="Order").position == 1


def test_a_flow_is_named_once_in_its_program(program: Program, pmo_lead: User) -> None:
    flows.create(program, by=pmo_lead, name="Pumps", segment_kind="product_line")

    with pytest.raises(ValidationError, match="already exists"):
        flows.create(program, by=pmo_lead, name="Pumps", segment_kind="product_line")


def test_a_role_is_granted_for_a_time(program: Program, pmo_lead: User) -> None:
    role = Membership(program=program, user=make_user(), role="viewer", valid_from=START, valid_to=START + DAY)

    assert memberships.grant(role, by=pmo_lead).valid_to == START + DAY


def test_a_role_is_not_granted_twice_for_the_same_time(program: Program, pmo_lead: User, viewer: User) -> None:
    with pytest.raises(ValidationError, match="Membership is held once at a time"):
        memberships.grant(Membership(program=program, user=viewer, role="viewer", valid_from=START), by=pmo_lead)


def test_a_role_of_somebody_else_ends(program: Program, pmo_lead: User, viewer: User) -> None:
    ended = memberships.end(viewer.memberships.get(), by=pmo_lead, valid_to=START + DAY)

    assert ended.valid_to == START + DAY


@pytest.mark.parametrize(
    ("second_from", "second_to", "is_active", "may_go"),
    [
        (START, None, True, True),
        (START, START + 90 * DAY, True, False),
        (START + 9 * DAY, None, True, False),
        (START, None, False, False),
    ],
    ids=["a second lead", "only for a time", "only later", "deactivated"],
)
def test_a_program_is_never_without_a_lead(
    second_from: date, second_to: date | None, is_active: bool, may_go: bool, program: Program, pmo_lead: User
) -> None:
    second = make_user(is_active=is_active)
    make_membership(second, program, valid_from=second_from, valid_to=second_to)
    own = pmo_lead.memberships.get()

    if may_go:
        assert memberships.end(own, by=pmo_lead, valid_to=START).valid_to == START
        return
    with pytest.raises(Refused) as refusal:
        memberships.end(own, by=pmo_lead, valid_to=START)
    assert refusal.value.code == "last_pmo_lead"


def test_a_role_does_not_end_before_it_began(program: Program, pmo_lead: User, viewer: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        memberships.end(viewer.memberships.get(), by=pmo_lead, valid_to=START - DAY)

    assert set(refusal.value.message_dict) == {"valid_to"}


def test_a_program_comes_back_to_a_portfolio_after_it_left(program: Program, steward: User) -> None:
    portfolio = make_portfolio()
    entry = portfolios.add_program(portfolio, by=steward, program=program, joined_on=START)
    portfolios.take_out(entry, by=steward, left_on=START + timedelta(days=30))

    with pytest.raises(Refused) as refusal:
        portfolios.add_program(portfolio, by=steward, program=program, joined_on=START + timedelta(days=29))
    again = portfolios.add_program(portfolio, by=steward, program=program, joined_on=START + timedelta(days=30))

    assert (refusal.value.code, refusal.value.field) == ("already_in_portfolio", "joined_on")
    assert again.left_on is None
