"""Who may read which rows: a role in the program today, and nothing else, opens it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from programs.models import Portfolio, Program, Tombstone, User
from tests.factories import make_flow, make_membership, make_milestone, make_portfolio, make_stage, make_user
from tests.programs.models.one_of_each import SAMPLES
from tests.programs.models.sample import RecordModel

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)
OF_A_PROGRAM = [model for model in SAMPLES if SAMPLES[model].in_program]


def visible(model: RecordModel | type[Tombstone], user: User | AnonymousUser) -> list[Any]:
    return list(cast(Any, model).objects.visible_to(user))


@pytest.mark.parametrize("name", ["pmo_lead", "function_lead", "committee_member", "viewer"])
def test_every_role_sees_its_program_and_no_other(
    name: str, program: Program, outsider: User, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(name)

    assert visible(Program, user) == [program]
    assert program not in visible(Program, outsider)


@pytest.mark.parametrize("model", OF_A_PROGRAM, ids=lambda model: model.__name__)
def test_rows_of_a_program_are_seen_by_its_members_alone(
    model: RecordModel, program: Program, viewer: User, outsider: User
) -> None:
    row = SAMPLES[model].make(program)

    assert row in visible(model, viewer)
    assert row not in visible(model, outsider)
    assert visible(model, AnonymousUser()) == []


@pytest.mark.parametrize(
    ("begins", "ends", "seen"),
    [(-9, None, True), (0, 0, True), (-9, 0, True), (-9, -1, False), (1, None, False), (1, 9, False)],
    ids=["since long ago", "today only", "last day", "ended yesterday", "begins tomorrow", "later"],
)
def test_a_role_opens_the_program_from_its_first_to_its_last_day(
    begins: int, ends: int | None, seen: bool, program: Program
) -> None:
    user = make_user()
    valid_to = None if ends is None else TODAY + ends * DAY
    make_membership(user, program, "viewer", valid_from=TODAY + begins * DAY, valid_to=valid_to)
    portfolio = make_portfolio(program)

    assert visible(Program, user) == ([program] if seen else [])
    assert visible(Portfolio, user) == ([portfolio] if seen else [])


def test_several_roles_show_a_program_once(program: Program, viewer: User) -> None:
    make_membership(viewer, program, "committee_member")
    make_portfolio(program)

    assert visible(Program, viewer) == [program]
    assert len(visible(Portfolio, viewer)) == 1


@pytest.mark.parametrize("is_superuser", [False, True], ids=["member", "administrator"])
def test_nobody_sees_a_removed_program(is_superuser: bool, program: Program) -> None:
    user = make_user(is_superuser=is_superuser)
    make_membership(user, program)
    portfolio = make_portfolio(program)

    Program.objects.filter(pk=program.pk).update(removed_on=TODAY, removed_by=user)

    assert visible(Program, user) == []
    assert visible(Portfolio, user) == ([portfolio] if is_superuser else [])


@pytest.mark.parametrize(
    "given", [{}, {"is_superuser": True}, {"is_steward": True}], ids=["member", "administrator", "steward"]
)
def test_who_was_deactivated_sees_nothing(given: dict[str, bool], program: Program) -> None:
    user = make_user(is_active=False, **given)
    make_membership(user, program)
    make_portfolio(program)

    assert visible(Program, user) == []
    assert visible(Portfolio, user) == []


def test_an_administrator_sees_every_program_without_a_role(program: Program) -> None:
    administrator = make_user(is_superuser=True)

    assert visible(Program, administrator) == [program]


def test_a_steward_sees_every_portfolio_and_no_program(program: Program, steward: User) -> None:
    portfolio = make_portfolio(program)

    assert visible(Portfolio, steward) == [portfolio]
    assert visible(Program, steward) == []


def test_a_portfolio_is_seen_through_a_program_that_left_it(program: Program, viewer: User) -> None:
    portfolio = make_portfolio(program)
    portfolio.entries.update(left_on=TODAY)

    assert visible(Portfolio, viewer) == [portfolio]


def test_nobody_without_a_sign_in_sees_anything(program: Program) -> None:
    make_portfolio(program)

    assert visible(Program, AnonymousUser()) == []
    assert visible(Portfolio, AnonymousUser()) == []


def test_a_tombstone_is_seen_by_whoever_saw_the_row(program: Program, viewer: User, outsider: User) -> None:
    make_stage(make_flow(program)).delete()

    assert len(visible(Tombstone, viewer)) == 1
    assert visible(Tombstone, outsider) == []


def test_a_milestone_taken_out_is_still_readable(program: Program, viewer: User) -> None:
    milestone = make_milestone(program, removed_on=TODAY, removed_by=viewer)

    assert visible(type(milestone), viewer) == [milestone]
    assert list(program.milestones.kept()) == []
