"""Buttons follow the same rules as actions."""

from __future__ import annotations

import pytest

from programs.models import BusinessFunction, Program, User
from programs.views.rights import rights_in
from tests import factories

pytestmark = pytest.mark.django_db
CAST = ["pmo_lead", "function_lead", "committee_member", "viewer", "outsider", "steward", "administrator"]


@pytest.fixture
def administrator() -> User:
    return factories.make_user(email="root@example.com", is_superuser=True)


@pytest.mark.parametrize("name", CAST)
def test_rights_of_a_page_are_the_rights_of_the_actions(
    name: str, program: Program, procurement: BusinessFunction, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(name)
    rights = rights_in(user, program)
    milestones = [
        factories.make_milestone(program),
        factories.make_milestone(program, owner=user),
        factories.make_milestone(program, function=procurement),
    ]

    assert rights.plan == user.has_perm("programs.plan_program", program)
    assert rights.decide == user.has_perm("programs.review_gate", program)
    for each in milestones:
        assert rights.answers_for(each) == user.has_perm("programs.forecast_milestone", each)


@pytest.mark.parametrize("right", ["report_status", "publish_report"])
def test_who_may_plan_may_report(right: str, program: Program, pmo_lead: User, committee_member: User) -> None:
    for user in (pmo_lead, committee_member):
        assert rights_in(user, program).plan == user.has_perm(f"programs.{right}", program)
