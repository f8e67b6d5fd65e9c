"""Tokens on the pages: one's own for everybody, those of service accounts for stewards."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from programs.models import ApiToken, Program, User
from tests import factories
from tests.programs.views.conftest import signed_in

pytestmark = pytest.mark.django_db
MINE = reverse("programs:token-list")
NEW = reverse("programs:token-create")
ASKED = {"name": "Power BI", "scope": "read", "lasts_days": "90"}


def text_in(page: str) -> str:
    found = re.search(r"ttp_\w{64}", page)
    assert found is not None
    return found[0]


def test_a_person_makes_a_token_and_sees_its_text_once(pmo_lead: User) -> None:
    client = signed_in(pmo_lead)

    made = client.post(NEW, ASKED)
    text = text_in(made.content.decode())
    page = client.get(MINE).content.decode()

    assert "no-store" in made["Cache-Control"]
    assert APIClient().get("/api/v1/users/me/", headers={"authorization": f"Bearer {text}"}).status_code == 200
    assert "Power BI" in page
    assert text[:15] in page
    assert text not in page


def test_a_token_can_be_for_one_program_alone(pmo_lead: User, program: Program) -> None:
    factories.make_membership(pmo_lead, factories.make_program(name="Beta"), "pmo_lead")

    signed_in(pmo_lead).post(NEW, ASKED | {"programs": [str(program.pk)]})

    token = ApiToken.objects.get()
    assert (token.is_limited, list(token.programs.all())) == (True, [program])
    assert "only\n" in signed_in(pmo_lead).get(MINE).content.decode()


def test_a_program_of_others_cannot_be_chosen(pmo_lead: User) -> None:
    hidden = factories.make_program(name="Hidden")

    refused = signed_in(pmo_lead).post(NEW, ASKED | {"programs": [str(hidden.pk)]})

    assert refused.status_code == 422
    assert not ApiToken.objects.exists()


def test_who_sees_no_program_is_not_asked_for_some(steward: User, pmo_lead: User) -> None:
    assert "Only for some programs" not in signed_in(steward).get(NEW).content.decode()
    assert "Only for some programs" in signed_in(pmo_lead).get(NEW).content.decode()


def test_a_refusal_stands_on_the_form(pmo_lead: User) -> None:
    for _ in range(50):
        factories.make_token(user=pmo_lead)

    refused = signed_in(pmo_lead).post(NEW, ASKED)

    assert refused.status_code == 422
    assert "revoke one that nothing uses" in refused.content.decode()


def test_the_list_says_what_each_may_and_when_it_was_used(pmo_lead: User) -> None:
    now = timezone.now()
    factories.make_token(user=pmo_lead, name="Excel", scope="write", last_used_at=now)
    factories.make_token(user=pmo_lead, name="Old", expiry=now - timedelta(days=1))

    page = signed_in(pmo_lead).get(MINE).content.decode()

    assert "Read and write" in page
    assert f"last used {now:%-d %b %Y}" in page
    assert page.index("Excel") < page.index("Old") < page.index("Ended")
    assert "never used" in page


def test_a_person_revokes_their_own_token_and_no_other(pmo_lead: User, viewer: User) -> None:
    mine, theirs = factories.make_token(user=pmo_lead), factories.make_token(user=viewer)
    client = signed_in(pmo_lead)

    done = client.post(reverse("programs:token-revoke", args=[mine.uid]))
    refused = client.post(reverse("programs:token-revoke", args=[theirs.uid]))

    assert (done.status_code, done["Location"], refused.status_code) == (302, MINE, 404)
    assert list(ApiToken.objects.all()) == [theirs]


def test_the_list_takes_as_many_queries_for_one_token_as_for_many(pmo_lead: User, program: Program) -> None:
    client = signed_in(pmo_lead)

    def queries() -> int:
        factories.make_token(user=pmo_lead, is_limited=True).programs.add(program)
        with CaptureQueriesContext(connection) as found:
            client.get(MINE)
        return len(found)

    assert queries() == queries()


def test_a_steward_makes_a_service_account_and_its_token(steward: User, pmo_lead: User) -> None:
    client = signed_in(steward)
    client.post(reverse("programs:service-account-create"), {"name": "Planview"})
    account = User.objects.get(is_service=True)

    made = client.post(reverse("programs:service-token-create", args=[account.uid]), ASKED)
    listed = client.get(reverse("programs:service-token-list", args=[account.uid])).content.decode()
    people = client.get(reverse("programs:people-list")).content.decode()

    headers = {"authorization": f"Bearer {text_in(made.content.decode())}"}
    assert APIClient().get("/api/v1/users/me/", headers=headers).json()["uid"] == str(account.uid)
    assert "Power BI" in listed
    assert "Service account" in people
    assert reverse("programs:service-token-list", args=[account.uid]) in people


def test_tokens_of_people_are_out_of_a_stewards_reach(steward: User, pmo_lead: User) -> None:
    token = factories.make_token(user=pmo_lead)
    client = signed_in(steward)

    assert client.get(reverse("programs:service-token-list", args=[pmo_lead.uid])).status_code == 404
    assert client.post(reverse("programs:service-token-create", args=[pmo_lead.uid]), ASKED).status_code == 404
    assert client.post(reverse("programs:token-revoke", args=[token.uid])).status_code == 404


def test_the_persons_menu_leads_there(pmo_lead: User) -> None:
    assert MINE in signed_in(pmo_lead).get(reverse("programs:function-list")).content.decode()
