"""Every form of the record: opens, sends its values to one action, refuses beside the field, knows strangers."""

from __future__ import annotations

import pytest
from django.urls import reverse

from programs.models import Membership, Portfolio, PortfolioEntry, Program, User
from tests import factories
from tests.areas import merged
from tests.programs.views.conftest import TODAY, signed_in
from tests.programs.views.form_case import FormCase

pytestmark = pytest.mark.django_db

PROGRAM_FORMS: dict[str, FormCase] = merged("tests.programs.views.forms", "PROGRAM_FORMS")


def address(name: str, program: Program) -> str:
    return reverse(f"programs:{name}", args=[program.uid])


@pytest.mark.parametrize("name", PROGRAM_FORMS)
def test_a_pmo_lead_fills_it_in(name: str, program: Program, pmo_lead: User) -> None:
    factories.make_user(email="new@example.com")
    values, holds = PROGRAM_FORMS[name]
    client = signed_in(pmo_lead)

    opened = client.get(address(name, program))
    sent = client.post(address(name, program), values)

    program.refresh_from_db()
    assert opened.status_code == 200
    assert sent.status_code == 302
    assert holds(program)


@pytest.mark.parametrize("name", [*PROGRAM_FORMS, "baseline-lock", "attachment-create"])
def test_strangers_find_no_form_and_viewers_may_not_send_it(
    name: str, program: Program, outsider: User, viewer: User
) -> None:
    assert signed_in(outsider).get(address(name, program)).status_code == 404
    assert signed_in(viewer).get(address(name, program)).status_code == 403
    assert signed_in(viewer).post(address(name, program)).status_code == 403


@pytest.mark.parametrize("name", [*PROGRAM_FORMS, "baseline-lock", "attachment-create"])
def test_nobody_is_asked_to_sign_in_first(name: str, program: Program) -> None:
    response = signed_in(factories.make_user()).get(address(name, program))

    assert response.status_code == 404


def test_a_refusal_of_the_action_stands_beside_its_field(program: Program, pmo_lead: User) -> None:
    factories.make_milestone(program, finish_on=TODAY)
    factories.make_baseline(program)

    response = signed_in(pmo_lead).post(
        address("program-edit", program), {"name": "Beta", "start_on": "2026-02-02", "version": program.version}
    )

    assert response.status_code == 422
    assert response.context["form"].errors["start_on"] == ["The start cannot move once a baseline is locked."]


def test_a_changed_row_shows_both_texts_and_can_be_sent_again(program: Program, pmo_lead: User) -> None:
    client = signed_in(pmo_lead)
    Program.objects.filter(pk=program.pk).update(name="Theirs")
    mine = {"name": "Mine", "start_on": "2026-01-05", "version": 1}

    refused = client.post(address("program-edit", program), mine)
    again = client.post(
        address("program-edit", program), mine | {"version": refused.context["form"]["version"].value()}
    )

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert again.status_code == 302


def test_a_plan_without_dates_is_not_locked(program: Program, pmo_lead: User) -> None:
    factories.make_milestone(program, name="Undated")

    response = signed_in(pmo_lead).post(address("baseline-lock", program), {"on": str(TODAY), "reason": "Agreed"})

    assert response.status_code == 422
    assert "Undated" in response.content.decode()


def test_a_gate_is_reviewed_and_needs_a_note_to_stop(program: Program, committee_member: User) -> None:
    gate = factories.make_gate(program)
    review = reverse("programs:gate-review", args=[gate.uid])
    client = signed_in(committee_member)

    silent = client.post(review, {"outcome": "stopped", "on": str(TODAY), "note": ""})
    told = client.post(review, {"outcome": "stopped", "on": str(TODAY), "note": "No constraint found"})

    assert silent.status_code == 422
    assert told.status_code == 302
    assert gate.reviews.get().outcome == "stopped"


def test_a_milestone_is_taken_out_and_a_program_removed(program: Program, pmo_lead: User) -> None:
    milestone = factories.make_milestone(program)
    client = signed_in(pmo_lead)

    client.post(reverse("programs:milestone-remove", args=[milestone.uid]))
    client.post(address("program-remove", program))

    assert not program.milestones.kept().exists()
    assert not Program.objects.kept().filter(pk=program.pk).exists()


def test_a_removed_program_says_where_it_comes_back(program: Program, pmo_lead: User) -> None:
    page = signed_in(pmo_lead).post(address("program-remove", program), follow=True).content.decode()

    assert "It can be brought back through the API." in page


@pytest.mark.parametrize("is_active", [True, False])
def test_an_owner_without_a_role_stays_when_something_else_is_edited(
    is_active: bool, program: Program, pmo_lead: User
) -> None:
    owner = factories.make_user(name="Gone Owner", is_active=is_active)
    milestone = factories.make_milestone(program, owner=owner)
    client, edit = signed_in(pmo_lead), reverse("programs:milestone-edit", args=[milestone.uid])
    shown = client.get(edit).context["form"].initial
    typed = {name: value for name, value in shown.items() if value is not None} | {"name": "Renamed"}

    page, sent = client.get(edit).content.decode(), client.post(edit, typed)

    milestone.refresh_from_db()
    assert "Gone Owner" in page
    assert sent.status_code == 302
    assert (milestone.name, milestone.owner) == ("Renamed", owner)


def test_the_last_pmo_lead_stays(program: Program, pmo_lead: User) -> None:
    role = Membership.objects.get(program=program, user=pmo_lead)

    response = signed_in(pmo_lead).post(
        reverse("programs:membership-end", args=[role.uid]), {"valid_to": str(TODAY), "version": role.version}
    )

    assert response.status_code == 422
    assert "Name another PMO lead first" in response.content.decode()


def test_an_unknown_mail_address_gets_no_role(program: Program, pmo_lead: User) -> None:
    values = {"email": "nobody@example.com", "role": "viewer", "valid_from": str(TODAY)}

    response = signed_in(pmo_lead).post(address("membership-create", program), values)

    invite = f"{address('invitation-create', program)}?email=nobody%40example.com&amp;role=viewer&amp;function="
    assert f'Nobody signs in with this address yet. <a href="{invite}">Invite nobody@example.com</a>' in (
        response.content.decode()
    )


def test_a_program_enters_and_leaves_a_portfolio(program: Program, pmo_lead: User) -> None:
    portfolio = factories.make_portfolio(program)
    entry = PortfolioEntry.objects.get()
    client = signed_in(pmo_lead)

    left = client.post(reverse("programs:portfolio-entry-end", args=[entry.uid]), {"left_on": str(TODAY)})
    back = client.post(
        reverse("programs:portfolio-entry-create", args=[portfolio.uid]),
        {"program": program.pk, "joined_on": str(TODAY)},
    )

    assert (left.status_code, back.status_code) == (302, 302)
    assert Portfolio.objects.get().entries.count() == 2
