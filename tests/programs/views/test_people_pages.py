"""The page of everybody, for stewards: who has which role, who may sign in, who takes over."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import Program, User
from tests import factories
from tests.factories.committees import make_committee, make_seat
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db


def test_a_steward_sees_everybody_with_their_roles(program: Program, function_lead: User, steward: User) -> None:
    factories.make_user(name="Gone Person", is_active=False)

    page = signed_in(steward).get(reverse("programs:people-list")).content.decode()

    assert "Function lead for Procurement in Alpha" in page
    assert "Gone Person" in page
    assert "There is one steward only" in page


def test_only_stewards_see_the_page_and_the_way_to_it(pmo_lead: User, steward: User) -> None:
    address = reverse("programs:people-list")

    assert signed_in(pmo_lead).get(address).status_code == 403
    assert address not in signed_in(pmo_lead).get(reverse("programs:function-list")).content.decode()
    assert address in signed_in(steward).get(reverse("programs:function-list")).content.decode()


def test_a_steward_deactivates_and_reactivates(viewer: User, steward: User) -> None:
    client, states = signed_in(steward), []

    for name in ("person-deactivate", "person-reactivate"):
        client.post(reverse(f"programs:{name}", args=[viewer.uid]))
        viewer.refresh_from_db()
        states.append(viewer.is_active)

    assert states == [False, True]


def test_a_refusal_is_told_on_the_list(pmo_lead: User, steward: User) -> None:
    response = signed_in(steward).post(reverse("programs:person-deactivate", args=[pmo_lead.uid]), follow=True)

    assert "hand over first" in response.content.decode()


def test_a_steward_makes_another_and_takes_it_back(viewer: User, steward: User) -> None:
    client, states = signed_in(steward), []

    for name in ("person-make-steward", "person-take-back"):
        client.post(reverse(f"programs:{name}", args=[viewer.uid]))
        viewer.refresh_from_db()
        states.append(viewer.is_steward)

    assert states == [True, False]


def test_the_page_lists_what_would_move_and_moves_it(program: Program, pmo_lead: User, steward: User) -> None:
    milestone, to = factories.make_milestone(program, owner=pmo_lead), factories.make_user()
    client, address = signed_in(steward), reverse("programs:person-hand-over", args=[pmo_lead.uid])

    page = client.get(address)
    client.post(address, {"to": to.pk, "on": str(TODAY), "programs": page.context["form"].initial["programs"]})

    milestone.refresh_from_db()
    assert "Milestones: 1" in page.content.decode()
    assert milestone.owner == to
    assert program.memberships.filter(user=to, role="pmo_lead", valid_from=TODAY).exists()


def test_more_people_ask_no_more_questions(program: Program, steward: User) -> None:
    client, address = signed_in(steward), reverse("programs:people-list")
    factories.make_membership(factories.make_user(), program, "viewer")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(3):
        factories.make_membership(factories.make_user(), program, "function_lead")

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


def test_seats_are_listed_and_their_programs_may_be_chosen(program: Program, steward: User) -> None:
    seat = make_seat(make_committee(program, name="Board of the valves"))

    page = signed_in(steward).get(reverse("programs:person-hand-over", args=[seat.user.uid]))

    assert "Board of the valves" in page.content.decode()
    assert page.context["form"].initial["programs"] == [program.pk]


def test_more_seats_and_work_ask_no_more_questions(program: Program, steward: User) -> None:
    person, client = factories.make_user(), signed_in(steward)
    address, counts = reverse("programs:person-hand-over", args=[person.uid]), []
    for _ in range(2):
        make_seat(make_committee(program), user=person)
        factories.make_milestone(program, owner=person)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
