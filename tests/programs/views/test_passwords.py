"""A forgotten password: a mail with a link, the same answer for everybody, and not too many mails."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programs.models import PasswordRequest, User
from programs.password_limits import MOST, may_ask
from programs.tasks import send_mail
from tests import factories
from tests.programs.views.test_invitation_pages import sent, workers  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PASSWORD = "four quiet green boats"


def ask(email: str) -> str:
    response = Client().post(reverse("programs:password-reset"), {"email": email})
    return response.headers["Location"]


def test_the_link_of_the_mail_sets_a_password_once(viewer: User, workers: None) -> None:  # noqa: F811
    ask("VIEWER@example.com")
    link = re.findall(r"http://testserver(/password/new/\S+)", str(sent().body))[0]
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]

    client.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})

    viewer.refresh_from_db()
    assert viewer.check_password(PASSWORD)
    assert "works no more" in Client().get(link).content.decode()


def test_the_answer_is_the_same_for_an_address_that_nobody_has(viewer: User) -> None:
    assert ask("viewer@example.com") == ask("nobody@example.com") == reverse("programs:password-sent")


def test_the_answer_is_the_same_once_too_many_were_asked_for(viewer: User, workers: None) -> None:  # noqa: F811
    for _ in range(MOST + 2):
        assert ask("viewer@example.com") == reverse("programs:password-sent")

    assert PasswordRequest.objects.count() == 2 * MOST


def test_nobody_who_was_deactivated_gets_a_mail(workers: None) -> None:  # noqa: F811
    factories.make_user(email="gone@example.com", is_active=False)

    ask("gone@example.com")
    send_mail("other@example.com", "Hello", "Text")

    assert [message.to for message in mail.outbox] == [["other@example.com"]]


@pytest.mark.parametrize(
    ("email", "machine", "allowed"),
    [("A@example.com ", "2", False), ("b@example.com", "1", False), ("b@example.com", "2", True)],
    ids=["the same address", "the same machine", "others"],
)
def test_address_and_machine_are_counted_for_an_hour(email: str, machine: str, allowed: bool) -> None:
    for _ in range(MOST):
        assert may_ask(email="a@example.com", machine="1", now=NOW)

    assert may_ask(email=email, machine=machine, now=NOW) is allowed
    assert may_ask(email=email, machine=machine, now=NOW + timedelta(hours=1))


def test_neither_address_nor_machine_is_stored() -> None:
    may_ask(email="a@example.com", machine="10.0.0.1", now=NOW)

    stored = str(list(PasswordRequest.objects.values_list("what", flat=True)))
    assert "example" not in stored
    assert "10.0" not in stored
