"""Who may do what: every action against every member of the cast."""

from __future__ import annotations

from inspect import signature

import pytest
from django.db import transaction

from programs.errors import NotAllowed
from programs.models import BusinessFunction, Program, RefreshRequest, User
from tests.factories import START, make_membership, make_milestone, make_user
from tests.programs.actions.case import ActionCase
from tests.programs.actions.every_action import CASES, TRIED_ELSEWHERE, all_actions, call

pytestmark = pytest.mark.django_db
CAST = ["pmo_lead", "function_lead", "committee_member", "viewer", "outsider", "steward"]
every_action = pytest.mark.parametrize(("name", "case"), CASES.items(), ids=CASES)


def test_every_action_is_in_the_table() -> None:
    assert set(CASES) | TRIED_ELSEWHERE == set(all_actions()) | TRIED_ELSEWHERE


def test_every_action_that_takes_a_version_is_tried_with_one() -> None:
    versioned = {name for name, function in all_actions().items() if "version" in signature(function).parameters}

    assert versioned == {name for name, case in CASES.items() if case.versioned}


def may(case: ActionCase, program: Program, by: User) -> bool:
    """Whether the action lets the person; what it wrote is taken back, and a refused one has written nothing."""
    with transaction.atomic():
        try:
            result = call(case, program, by)
        except NotAllowed:
            assert not RefreshRequest.objects.exists()
            return False
        else:
            assert result is None or result.pk
            return True
        finally:
            transaction.set_rollback(True)


@every_action
def test_it_is_for_these_people_and_no_others(
    name: str, case: ActionCase, program: Program, request: pytest.FixtureRequest
) -> None:
    people: dict[str, User] = {person: request.getfixturevalue(person) for person in CAST}

    allowed = {person for person, by in people.items() if may(case, program, by)}

    assert allowed == case.allowed
    assert may(case, program, make_user(is_superuser=True))


@every_action
def test_who_was_deactivated_or_has_left_may_nothing(name: str, case: ActionCase, program: Program) -> None:
    gone = {what: make_user(is_active=False, **{what: True}) for what in ("is_steward", "is_superuser")}
    gone |= {"lead": make_user(is_active=False), "former": make_user()}
    for by in gone.values():
        make_membership(by, program, valid_to=START if by.is_active else None)

    assert {what for what, by in gone.items() if may(case, program, by)} == set()


@pytest.mark.parametrize("name", ["milestones.forecast", "milestones.start", "evidence.give"])
def test_a_function_lead_answers_for_no_other_function(name: str, program: Program, function_lead: User) -> None:
    milestone = make_milestone(program, function=BusinessFunction.objects.create(name="Logistics"))

    with pytest.raises(NotAllowed):
        CASES[name].act(milestone, function_lead)


@pytest.mark.parametrize("name", ["milestones.forecast", "milestones.start", "evidence.give"])
@pytest.mark.parametrize(("role", "may"), [("committee_member", True), ("function_lead", True), ("viewer", False)])
def test_an_owner_answers_for_the_milestone_unless_only_a_viewer(
    name: str, role: str, may: bool, program: Program
) -> None:
    owner = make_user()
    make_membership(owner, program, role)
    milestone = make_milestone(program, owner=owner)

    if may:
        assert CASES[name].act(milestone, owner).pk
        return
    with pytest.raises(NotAllowed):
        CASES[name].act(milestone, owner)


def test_an_owner_who_was_deactivated_may_nothing(program: Program) -> None:
    owner = make_user(is_active=False)
    make_membership(owner, program, "committee_member")

    with pytest.raises(NotAllowed):
        CASES["milestones.forecast"].act(make_milestone(program, owner=owner), owner)


def test_an_owner_without_a_role_in_the_program_may_nothing(program: Program, outsider: User) -> None:
    milestone = make_milestone(program, owner=outsider)

    with pytest.raises(NotAllowed):
        CASES["milestones.forecast"].act(milestone, outsider)
