"""What limits each flow, in every state, as members of the program read it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.models import ProcessFlow, Program, Resource, User
from programs.periods import monday_of
from tests.factories import make_flow
from tests.factories.constraints import make_constraint, make_control, make_observation, make_resource, make_step
from tests.tracker.views.conftest import TODAY, compute, signed_in
from tracker.analyses import coordination_of, newest_analysis
from tracker.reporting.coordination.constraint import lowered

MONDAY = monday_of(TODAY)

pytestmark = pytest.mark.django_db


@pytest.fixture
def flow(program: Program) -> ProcessFlow:
    return make_flow(program, name="Process pumps")


def page(program: Program, user: User) -> str:
    """The page of the constraint after the program was analyzed, with its spaces made one."""
    compute(program)
    answer = signed_in(user).get(reverse("tracker:coordination-area", args=[program.uid, "constraint"]))
    return " ".join(answer.content.decode().split())


def make_votes(flow: ProcessFlow, resource: Resource, *ages: int, basis: str = "opinion") -> None:
    """A vote of a source of its own for each week back from this one."""
    for age in ages:
        make_observation(flow, resource=resource, week_starts_on=MONDAY - timedelta(weeks=age), basis=basis)


def test_without_a_vote_the_page_says_who_gives_one(flow: ProcessFlow, viewer: User) -> None:
    text = page(flow.program, viewer)

    assert ": nobody has said yet what limits this flow." in text
    assert "The function leads and the PMO lead give it." in text
    assert "data-chart" not in text
    assert "Nothing is on record as the constraint of this flow" in text


def test_votes_of_people_are_named_as_such(flow: ProcessFlow, viewer: User) -> None:
    supply = make_control(make_resource(name="Supplier capacity")).resource
    make_votes(flow, supply, 0, 0, 1)
    make_votes(flow, make_resource(name="Assembly"), 1)

    text = page(flow.program, viewer)

    assert (
        "limited by Supplier capacity (people&#x27;s votes, not measurements): 3 of 4 votes in the last 8 weeks."
        in text
    )
    assert "is on record: one is enough" in text
    assert text.count("data-chart") == 1


def test_a_tie_shows_both(flow: ProcessFlow, viewer: User) -> None:
    for name in ("Assembly", "Freight"):
        make_votes(flow, make_resource(name=name), 0, 1)

    text = page(flow.program, viewer)

    assert "two suspects are named about equally often: Assembly and Freight" in text


def test_an_identified_constraint_shows_its_course_and_the_next_step(flow: ProcessFlow, viewer: User) -> None:
    bench = make_resource(name="Test bench")
    make_votes(flow, bench, *range(10), *range(10), basis="queue")
    constraint = make_constraint(flow, resource=bench, identified_on=MONDAY - timedelta(weeks=9))
    make_step(constraint, "elevate", entered_on=MONDAY - timedelta(weeks=2))

    text = page(flow.program, viewer)

    assert ": this flow is limited by Test bench, very likely (more than 19 in 20)" in text
    assert "Exploit was skipped without a waiver" in text
    assert text.count("data-chart") == 2
    assert "Week by week" in text


def test_a_constraint_that_moved_is_told(flow: ProcessFlow, viewer: User) -> None:
    make_constraint(flow, resource=make_resource(name="Castings"), identified_on=MONDAY - timedelta(weeks=9))
    make_votes(flow, make_resource(name="Assembly"), 0, 1, 1, 1)

    text = page(flow.program, viewer)

    assert "The constraint has moved: Assembly led Castings at two reviews in a row." in text


def test_the_record_leads_here(flow: ProcessFlow, viewer: User) -> None:
    record = signed_in(viewer).get(reverse("programs:constraint-list", args=[flow.program.uid])).content.decode()

    assert f'href="{reverse("tracker:coordination-area", args=[flow.program.uid, "constraint"])}"' in record


def test_only_who_may_vote_is_asked_to(flow: ProcessFlow, viewer: User, pmo_lead: User) -> None:
    address = reverse("programs:observation-create", args=[flow.uid])

    assert address not in page(flow.program, viewer)
    assert address in page(flow.program, pmo_lead)


def test_page_card_and_api_say_the_same(flow: ProcessFlow, viewer: User) -> None:
    make_votes(flow, make_resource(name="Assembly"), 0, 1, 2)
    text = page(flow.program, viewer)
    client = signed_in(viewer)

    hub = " ".join(client.get(reverse("tracker:coordination", args=[flow.program.uid])).content.decode().split())
    answer = client.get(reverse("api:analysis-latest", args=[flow.program.uid])).json()["result"]["constraint"]
    row = newest_analysis(flow.program)

    assert row is not None
    (found,) = coordination_of(row).constraint.flows
    assert answer["flows"][0]["headline"] == found.headline
    assert answer["flows"][0]["candidates"][0]["chance"]["value"] == found.chances[found.candidates[0].resource_uid]
    said = f"{found.flow}: {lowered(found.headline)}".replace("'", "&#x27;")
    assert (said in text, said in hub) == (True, True)
