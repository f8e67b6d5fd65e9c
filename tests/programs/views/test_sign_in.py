"""Signing in, being locked out, and the pages of errors."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from programs.models import Program, User
from tests.programs.views.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_with_mail_and_password(pmo_lead: User) -> None:
    response = Client().post(reverse("sign-in"), {"username": "PMO@example.com", "password": "correct horse"})

    assert response.headers["Location"] == "/"


def test_too_many_attempts_pause_the_sign_in(pmo_lead: User) -> None:
    client = Client()
    for _ in range(5):
        last = client.post(reverse("sign-in"), {"username": pmo_lead.email, "password": "wrong"})

    right = client.post(reverse("sign-in"), {"username": pmo_lead.email, "password": "correct horse"})

    assert "Sign-in is paused" in last.content.decode()
    assert "Sign-in is paused" in right.content.decode()


def test_another_spelling_of_the_address_opens_no_new_attempts(pmo_lead: User) -> None:
    client = Client()
    for _ in range(5):
        client.post(reverse("sign-in"), {"username": pmo_lead.email, "password": "wrong"})

    other = client.post(reverse("sign-in"), {"username": pmo_lead.email.upper(), "password": "correct horse"})

    assert other.status_code == 429


def test_nobody_is_sent_to_the_sign_in_page(program: Program) -> None:
    response = Client().get(program.get_absolute_url())

    assert response.headers["Location"] == f"/sign-in/?next={program.get_absolute_url()}"


def test_signing_out_needs_a_post(pmo_lead: User) -> None:
    client = signed_in(pmo_lead)

    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out")).headers["Location"] == reverse("sign-in")


def test_an_unknown_page_says_so_in_the_products_frame(pmo_lead: User) -> None:
    response = signed_in(pmo_lead).get("/nothing/")

    assert response.status_code == 404
    assert "Program Tracker" in response.content.decode()


def test_no_page_allows_inline_scripts_or_styles(pmo_lead: User) -> None:
    policy = signed_in(pmo_lead).get("/")["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
