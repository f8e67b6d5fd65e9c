"""Every row of the record, found from the addresses: what it says of itself, sent back, changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from programs.api.bulk import takes_many
from programs.api.routes import ROUTES
from programs.models import Program, User
from tests.api.resources import IN_INSTALLATION, IN_PROGRAM
from tests.sweep.everybody import browser_of

pytestmark = pytest.mark.django_db
NOUNS: dict[str, Any] = {prefix: view for prefix, view, _ in ROUTES if takes_many(view)}
MAKERS = {each.path: each.make for each in (*IN_PROGRAM, *IN_INSTALLATION) if each.path in NOUNS}


@pytest.fixture
def administrator(pmo_lead: User) -> Client:
    User.objects.filter(pk=pmo_lead.pk).update(is_superuser=True, is_steward=True)
    return browser_of(User.objects.get(pk=pmo_lead.pk))


def test_every_list_of_the_record_can_be_sent_at_once() -> None:
    made_or_changed = {prefix for prefix, view, _ in ROUTES if {"create", "partial_update"} & writes_of(view)}

    assert made_or_changed - set(NOUNS) == {"attachments"}
    assert set(MAKERS) == set(NOUNS)


def writes_of(view: Any) -> set[str]:
    return set(getattr(view, "writes", ()))


@pytest.mark.parametrize("noun", NOUNS)
def test_what_a_list_says_sent_back_is_unchanged(noun: str, program: Program, administrator: Client) -> None:
    row = MAKERS[noun](program)
    shown = administrator.get(f"/api/v1/{noun}/?page_size=200").json()["results"]
    said = next(each for each in shown if each["uid"] == str(row.uid))
    change = NOUNS[noun].writes.get("partial_update")
    names = {"uid", *(change.body().fields if change else ())} & said.keys()

    body = {"rows": [{name: said[name] for name in names}]}
    answer = administrator.post(f"/api/v1/{noun}/bulk/", body, content_type="application/json").json()

    [got] = answer["rows"]
    assert got["errors"] == []
    assert (got["outcome"], got["version"]) == ("unchanged", said["version"])


OVER = {"committee-decisions", "meetings"}
"""What was decided or held takes no change, not even one that changes nothing."""
CHANGED = [noun for noun, view in NOUNS.items() if "partial_update" in view.writes and noun not in OVER]


@pytest.mark.parametrize("noun", CHANGED)
def test_a_row_takes_its_own_values_as_a_change(noun: str, program: Program, administrator: Client) -> None:
    """A name that is unique is not taken by the row that has it, and an owner who left may go on being named."""
    row = MAKERS[noun](program)
    address = f"/api/v1/{noun}/{row.uid}/"
    before = administrator.get(address)
    said = before.json()
    values = {name: said[name] for name in NOUNS[noun].writes["partial_update"].body().fields if name in said}

    answer = administrator.patch(address, values, content_type="application/json", headers={"if-match": before["ETag"]})

    assert answer.json() == said
