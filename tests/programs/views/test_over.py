"""Forms of a program that is over: opened by their address they say so, instead of refusing what was typed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from programs.models import Program, User
from programs.views.over import FORMS_ALWAYS, FORMS_WHILE_CLOSED
from tests import factories
from tests.factories import START
from tests.programs.views.conftest import signed_in
from tests.programs.views.test_record_forms import PROGRAM_FORMS
from tests.sweep.world import World, build, routes

pytestmark = pytest.mark.django_db
# Kept once for all programs, or by a person: no program's state closes them.
OF_THE_INSTALLATION = {
    "digest-settings",
    "function-create",
    "handoff-count-create",
    "interface-edit",
    "meeting-edit",
    "meeting-hold",
    "meeting-schedule",
    "metric-catalog",
    "metric-create",
    "program-create",
    "reading-correct",
    "reading-upload",
}


@pytest.fixture
def over(program: Program, pmo_lead: User) -> tuple[World, Client]:
    """One row of every noun in a program that was closed, and a client of its PMO lead."""
    world = build(program, pmo_lead)
    close(program)
    return world, signed_in(pmo_lead)


def close(program: Program, state: str = "closed") -> None:
    Program.objects.filter(pk=program.pk).update(state=state, closed_on=START, lessons="Ask who decides first.")


@pytest.mark.parametrize("name", PROGRAM_FORMS)
def test_a_form_opens_only_where_it_would_be_taken(name: str, program: Program, pmo_lead: User) -> None:
    close(program)
    values, _ = PROGRAM_FORMS[name]
    client, address = signed_in(pmo_lead), reverse(f"programs:{name}", args=[program.uid])

    opened, sent = client.get(address), client.post(address, values)

    is_refused = "is closed: only facts of the days before" in sent.content.decode()
    assert (opened.status_code == 409) is is_refused


def test_no_form_of_a_closed_program_opens_but_those_that_are_named(over: tuple[World, Client]) -> None:
    world, client = over
    open_forms, closed_forms = set(), set()
    for route in routes():
        if not route.name.startswith("programs:") or any(part in route.path for part in ("secret", "token")):
            continue
        answer = client.get(world.address(route))
        name = route.name.removeprefix("programs:")
        if answer.status_code == 409:
            closed_forms.add(name)
        elif answer.status_code == 200 and 'class="form-page"' in answer.content.decode():
            open_forms.add(name)

    of_the_program = {name for name in open_forms if name not in FORMS_ALWAYS | FORMS_WHILE_CLOSED}
    assert of_the_program == OF_THE_INSTALLATION
    assert len(closed_forms) > 40


def test_the_forms_that_stay_open_are_routes() -> None:
    names = {route.name.removeprefix("programs:") for route in routes()}

    assert names >= FORMS_ALWAYS | FORMS_WHILE_CLOSED


def test_the_page_says_since_when_and_what_can_still_be_told(program: Program, pmo_lead: User) -> None:
    close(program)
    answer = signed_in(pmo_lead).get(reverse("programs:milestone-create", args=[program.uid]))

    page = answer.content.decode()
    assert "Closed on 5 January 2026" in page
    assert reverse("programs:incident-list", args=[program.uid]) in page
    assert reverse("programs:cost-line-create", args=[program.uid]) in page
    assert 'name="finish_on"' not in page


def test_an_archived_program_takes_no_late_fact(program: Program, pmo_lead: User) -> None:
    close(program, "archived")
    answer = signed_in(pmo_lead).get(reverse("programs:cost-line-create", args=[program.uid]))

    assert answer.status_code == 409
    assert "nothing more is written" in answer.content.decode()


def test_in_a_row_it_says_so_in_the_place_of_the_form(program: Program, pmo_lead: User) -> None:
    milestone = factories.make_milestone(program)
    close(program)

    address = reverse("programs:milestone-forecast", args=[milestone.uid])
    answer = signed_in(pmo_lead).get(address, headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert "inline-refusal" in answer.content.decode()


def test_who_has_no_right_is_told_that_first(program: Program, viewer: User, outsider: User) -> None:
    close(program)
    address = reverse("programs:milestone-create", args=[program.uid])

    assert signed_in(viewer).get(address).status_code == 403
    assert signed_in(outsider).get(address).status_code == 404
