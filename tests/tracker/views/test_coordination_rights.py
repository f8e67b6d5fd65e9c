"""The page of decision rights: every flag in words with its reason and the move that mends it, and what would be if."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from programs.models import BusinessFunction, DecisionRight, ProcessFlow, Program, Resource, User
from tests import factories
from tests.factories import constraints, decisions
from tests.tracker.views.conftest import TODAY, signed_in
from tracker.analyses import analyze_batch
from tracker.reads import Day

pytestmark = pytest.mark.django_db
MONDAY = TODAY - timedelta(days=TODAY.weekday())
WEEK = timedelta(weeks=1)


@pytest.fixture
def above() -> BusinessFunction:
    return factories.make_function(name="Supply chain")


@pytest.fixture
def castings(procurement: BusinessFunction, above: BusinessFunction) -> Resource:
    """A resource that procurement controls, which stands below the supply chain."""
    BusinessFunction.objects.filter(pk=procurement.pk).update(parent=above)
    return decisions.make_committed_resource(name="Castings", function=procurement)


@pytest.fixture
def assembly() -> Resource:
    return decisions.make_committed_resource(name="Assembly", function=factories.make_function(name="Operations"))


@pytest.fixture
def flow(program: Program) -> ProcessFlow:
    return factories.make_flow(program, name="Pumps")


def observe(flow: ProcessFlow, resource: Resource, *, weeks: int = 12, until: int = 0) -> None:
    """For so many weeks a source saw the resource limit the flow, the last time so many weeks ago."""
    for week in range(until, until + weeks):
        constraints.make_observation(flow, resource=resource, week_starts_on=MONDAY - week * WEEK, basis="queue")


def make_right(program: Program, *resources: Resource, by: tuple[Any, ...] = (), **given: Any) -> DecisionRight:
    """The mix of next week, decided by these functions or teams."""
    right = decisions.make_decision_right(program, *resources, **{"decision": "Mix of next week"} | given)
    for holder in by:
        kind = "function" if isinstance(holder, BusinessFunction) else "team"
        decisions.make_authority(right, **{kind: holder})
    return right


def page_of(program: Program, user: User, **query: str) -> str:
    """The page after the analyses ran, without its white space."""
    assert analyze_batch([program.pk], Day(as_of=TODAY, known_on=TODAY), plans={}) == {}
    return read_page(program, user, **query)


def read_page(program: Program, user: User, **query: str) -> str:
    address = reverse("tracker:coordination-area", args=[program.uid, "decision-rights"])
    answer = signed_in(user).get(address, query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def move_address(right: DecisionRight, function: BusinessFunction) -> str:
    return f'{reverse("programs:authority-move", args=[right.uid])}?function={function.uid}"'


def test_a_decision_that_nobody_makes(program: Program, pmo_lead: User, flow: ProcessFlow, castings: Resource) -> None:
    observe(flow, castings)
    right = make_right(program, castings)

    page = page_of(program, pmo_lead)

    assert "Nobody decides" in page
    assert "Give Procurement the decision." in page
    assert move_address(right, castings.controls.get().function) in page


def test_a_resource_without_a_controller(program: Program, pmo_lead: User, flow: ProcessFlow) -> None:
    tools = decisions.make_committed_resource(name="Tools")
    observe(flow, tools)
    make_right(program, tools, by=(factories.make_function(name="Sales"),))

    page = page_of(program, pmo_lead)

    assert "Controller not named" in page
    assert "No function is named that controls Tools." in page
    assert "Ask a steward to name the function that controls Tools." in page
    assert f'href="{reverse("programs:resource-list")}"' in page


def test_a_decision_that_two_make(
    program: Program, pmo_lead: User, flow: ProcessFlow, castings: Resource, procurement: BusinessFunction
) -> None:
    observe(flow, castings)
    right = make_right(program, castings, by=(procurement, factories.make_function(name="Sales")))

    page = page_of(program, pmo_lead)

    assert "Several decide" in page
    assert "Two decide this: Procurement and Sales." in page
    assert move_address(right, procurement) in page


def test_a_decision_made_above(
    program: Program, pmo_lead: User, flow: ProcessFlow, castings: Resource, above: BusinessFunction
) -> None:
    observe(flow, castings)
    make_right(program, castings, by=(above,))

    page = page_of(program, pmo_lead)

    assert "is made by Supply chain, above the function that controls it." in page
    assert "Decided above" in page
    assert "Procurement controls Castings, but Supply chain decides, and stands above it." in page
    assert "Give Procurement the decision; today Supply chain, above it, decides." in page


def test_a_decision_made_elsewhere_in_a_team(
    program: Program, pmo_lead: User, flow: ProcessFlow, castings: Resource
) -> None:
    observe(flow, castings)
    team = decisions.make_team(program, name="Pump team")
    decisions.make_team_function(team, function=factories.make_function(name="Sales"), decides=True)
    make_right(program, castings, by=(team,))

    page = page_of(program, pmo_lead)

    assert "Decided elsewhere" in page
    assert "Give Procurement the deciding vote in Pump team; today Sales holds it." in page
    assert f'href="{reverse("programs:team-vote", args=[team.uid])}"' in page


def test_a_decision_of_the_constraint_before(
    program: Program,
    pmo_lead: User,
    flow: ProcessFlow,
    castings: Resource,
    assembly: Resource,
) -> None:
    observe(flow, assembly)
    constraints.make_constraint(
        flow, resource=castings, identified_on=TODAY - 200 * timedelta(days=1), ended_on=TODAY - timedelta(days=80),
        end_reason="Two sources deliver",
    )  # fmt: skip
    constraints.make_constraint(flow, resource=assembly, identified_on=TODAY - timedelta(days=79))
    make_right(program, castings, by=(castings.controls.get().function,))

    page = page_of(program, pmo_lead)

    assert "The constraint has moved" in page
    assert "Procurement was right to decide while the constraint of Pumps was Castings; it moved on" in page
    assert "Ask again who should decide; the constraint of Pumps is no longer Castings." in page


def test_a_constraint_that_is_only_probable(
    program: Program, pmo_lead: User, flow: ProcessFlow, castings: Resource, assembly: Resource
) -> None:
    observe(flow, castings, weeks=3)
    observe(flow, assembly, weeks=2)
    make_right(program, castings, by=(castings.controls.get().function,))

    page = page_of(program, pmo_lead)

    assert "In the right hands" in page
    assert "<strong>Only probable:</strong> It is not settled yet that the constraint of Pumps is Castings." in page
    assert "Collect more weekly observations; nothing else has to change." in page


def test_on_the_first_day_it_says_what_would_be_if(
    program: Program, pmo_lead: User, castings: Resource, above: BusinessFunction
) -> None:
    right = make_right(program, castings, by=(above,))

    page = page_of(program, pmo_lead)
    chosen = read_page(program, pmo_lead, resource=str(castings.uid))

    assert "Nobody has said yet what limits the flow." in page
    assert "1: Mix of next week" in page
    assert "If Castings were the constraint, the only decision on it would be in the wrong hands." in chosen
    assert move_address(right, castings.controls.get().function) in chosen


def test_who_may_not_plan_sees_the_move_and_no_button(
    program: Program, viewer: User, flow: ProcessFlow, castings: Resource
) -> None:
    observe(flow, castings)
    right = make_right(program, castings)

    page = page_of(program, viewer)

    assert "Give Procurement the decision." in page
    assert reverse("programs:authority-move", args=[right.uid]) not in page


def test_a_stranger_sees_nothing(program: Program, outsider: User) -> None:
    address = reverse("tracker:coordination-area", args=[program.uid, "decision-rights"])

    assert signed_in(outsider).get(address).status_code == 404


def test_the_api_says_the_same_as_the_page(
    program: Program, pmo_lead: User, flow: ProcessFlow, castings: Resource, above: BusinessFunction
) -> None:
    observe(flow, castings)
    make_right(program, castings, by=(above,))
    page = page_of(program, pmo_lead)

    answer = signed_in(pmo_lead).get(f"/api/v1/programs/{program.uid}/analyses/latest/").json()

    rights = answer["result"]["decision_rights"]
    assert rights["sentence"] in page
    assert rights["alignment"]["by_count"]["value"] == 0
    assert [each["flag"] for each in rights["verdicts"][0]["findings"]] == ["hierarchy"]
