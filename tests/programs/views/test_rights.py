"""Buttons follow the same rules as actions."""

from __future__ import annotations

import pytest

from programs.models import BusinessFunction, Program, User
from programs.views.rights import may, rights_in
from tests import factories
from tests.programs.views.conftest import signed_in

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


@pytest.mark.parametrize(("state", "late"), [("closed", True), ("archived", False)])
def test_a_program_that_is_over_offers_only_late_facts(
    state: str, late: bool, program: Program, pmo_lead: User, function_lead: User
) -> None:
    Program.objects.filter(pk=program.pk).update(state=state)
    program.refresh_from_db()

    assert [rights_in(pmo_lead, program, late=each).plan for each in (False, True)] == [False, late]
    assert [may(function_lead, "record_fact", program, late=each) for each in (False, True)] == [False, late]
    assert rights_in(pmo_lead, program).leads


PAGES: dict[str, tuple[str, ...]] = {
    "": ("Add a milestone", "Report a status", "Lock a baseline"),
    "governance/": ("Add to the log", "Ask the committee"),
    "decisions/": ("Raise a decision",),
    "flows/": ("Add a flow",),
    "constraints/": (),
    "culture/": (),
    "metrics/": (),
    "pilots/": (),
    "baselines/": (),
    "statuses/": (),
    "files/": (),
    "policy/": (),
    "trade-offs/": (),
    "market-shifts/": (),
    "sessions/": (),
    "incidents/": (),
    "costs/": (),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_archived_program_has_nothing_to_press(page: str, program: Program, pmo_lead: User) -> None:
    factories.make_flow(program)
    Program.objects.filter(pk=program.pk).update(state="archived")

    answer = signed_in(pmo_lead).get(f"/programs/{program.uid}/{page}")
    main = answer.content.decode().partition("<main")[2].partition("</main")[0]

    assert answer.status_code == 200
    assert ('method="post"' in main, "btn-primary" in main) == (False, False)
    assert not [words for words in PAGES[page] if words in main]
