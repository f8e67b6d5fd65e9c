"""Inviting on a page, and taking an invitation up from its link."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from config.celery import app
from programs.models import Invitation, Program, User
from tests import factories
from tests.factories.people import make_invitation
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-a-link"
LINK = f"/invitations/{SECRET}/"
PASSWORD = "four quiet green boats"
NEW = {"name": "New Person", "password": PASSWORD, "again": PASSWORD}
ASKED = {"email": "new@example.com", "name": "New", "role": "viewer", "valid_from": str(TODAY)}


@pytest.fixture
def workers() -> Iterator[None]:
    """Tasks done where they are sent, as by a worker that is never away."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def sent() -> mail.EmailMessage:
    """The mail that leaves soon."""
    for _ in range(100):
        if mail.outbox:
            return mail.outbox[0]
        time.sleep(0.05)
    raise AssertionError("No mail left.")


def invite(user: User, program: Program, **given: str) -> str:
    response = signed_in(user).post(reverse("programs:invitation-create", args=[program.uid]), ASKED | given)
    return response.content.decode()


def test_a_lead_sees_the_link_once_and_it_works(program: Program, pmo_lead: User) -> None:
    page = invite(pmo_lead, program)

    link = re.search(r"http://testserver(/invitations/[\w-]+/)", page)
    assert link is not None
    assert Client().get(link[1]).status_code == 200
    people = signed_in(pmo_lead).get(reverse("programs:membership-list", args=[program.uid])).content.decode()
    assert "new@example.com" in people
    assert link[1] not in people


def test_a_mail_brings_the_same_link(program: Program, pmo_lead: User, workers: None) -> None:
    page = invite(pmo_lead, program)

    message = sent()
    assert message.to == ["new@example.com"]
    assert re.findall(r"http://testserver/invitations/[\w-]+/", str(message.body))[0] in page


def test_the_link_is_shown_while_the_broker_is_away(program: Program, pmo_lead: User) -> None:
    """No test of this file has a broker; the page comes at once all the same."""
    begun = time.monotonic()

    assert "/invitations/" in invite(pmo_lead, program)
    assert time.monotonic() - begun < 2


def test_a_function_lead_needs_a_function(program: Program, pmo_lead: User) -> None:
    assert "choose which" in invite(pmo_lead, program, role="function_lead")
    assert not Invitation.objects.exists()


def test_a_lead_withdraws_on_the_page_of_people(program: Program, pmo_lead: User) -> None:
    invitation = make_invitation(program, SECRET)

    signed_in(pmo_lead).post(reverse("programs:invitation-withdraw", args=[invitation.uid]))

    answer = Client().get(LINK)
    assert answer.status_code == 410
    assert "was withdrawn" in answer.content.decode()


def test_somebody_new_chooses_a_password_and_signs_in(program: Program) -> None:
    make_invitation(program, SECRET, email="new@example.com")
    client = Client(enforce_csrf_checks=True)

    joined = client.post(LINK, NEW)

    assert joined.headers["Location"] == f"/sign-in/?next={program.get_absolute_url()}"
    assert program.memberships.get(role="viewer").user.check_password(PASSWORD)
    assert "used already" in client.get(LINK).content.decode()


@pytest.mark.parametrize(
    ("given", "says"),
    [({"again": "another"}, "not the same"), ({"password": "short", "again": "short"}, "too short")],
)
def test_a_password_that_does_not_do_makes_nobody(given: dict[str, str], says: str, program: Program) -> None:
    make_invitation(program, SECRET)

    answer = Client().post(LINK, NEW | given)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not program.memberships.filter(role="viewer").exists()


def test_the_page_of_a_link_is_kept_and_told_nowhere(program: Program) -> None:
    make_invitation(program, SECRET)

    answer = Client().get(LINK)

    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_wrong_link_is_not_found() -> None:
    assert Client().get("/invitations/wrong/").status_code == 404


def test_a_person_who_is_here_signs_in_and_takes_the_role(program: Program) -> None:
    user = factories.make_user(email="here@example.com")
    make_invitation(program, SECRET, email="here@example.com")

    asked = Client().get(LINK).content.decode()
    taken = signed_in(user).post(LINK)

    assert f"/sign-in/?next={LINK}" in asked
    assert taken.headers["Location"] == program.get_absolute_url()
    assert program.memberships.get(role="viewer").user == user


def test_somebody_else_is_told_whom_it_is_for(program: Program, outsider: User) -> None:
    make_invitation(program, SECRET, email="here@example.com")

    answer = signed_in(outsider).post(LINK)

    assert "The invitation is for here@example.com" in answer.content.decode()
    assert not program.memberships.filter(role="viewer").exists()


def test_who_was_deactivated_asks_a_steward(program: Program) -> None:
    factories.make_user(email="here@example.com", is_active=False)
    make_invitation(program, SECRET, email="here@example.com", expires_at=timezone.now() + timedelta(days=1))

    assert "was deactivated here" in Client().get(LINK).content.decode()


def test_the_api_shows_the_link_in_the_answer_of_creation_alone(program: Program, pmo_lead: User) -> None:
    client = APIClient()
    client.force_authenticate(pmo_lead)

    made = client.post("/api/v1/invitations/", {**ASKED, "program": str(program.uid)})
    read = client.get(made["Location"])

    assert made.status_code == 201
    assert Client().get(made.json()["link"].removeprefix("http://testserver")).status_code == 200
    assert not {"link", "digest", "secret"} & set(read.json())


def test_the_form_is_filled_with_what_the_page_before_it_knew(program: Program, pmo_lead: User) -> None:
    asked = "?email=new%40example.com&role=function_lead"

    form = (
        signed_in(pmo_lead).get(f"{reverse('programs:invitation-create', args=[program.uid])}{asked}").context["form"]
    )

    assert (form["email"].value(), form["role"].value()) == ("new@example.com", "function_lead")
