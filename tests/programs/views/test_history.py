"""The history of a milestone tells who changed what from which value to which."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from programs.actions import evidence, milestones
from programs.models import Milestone, User
from programs.views.history import history_of
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db


def test_a_change_names_person_field_and_both_values(milestone: Milestone, pmo_lead: User) -> None:
    milestones.change(milestone, by=pmo_lead, name="Interfaces signed")

    changed = next(entry for entry in history_of(milestone) if entry.what == "Milestone changed")

    assert changed.who == "Petra Lead"
    assert [(each.label, each.old, each.new) for each in changed.changes] == [
        ("Name", "Interfaces mapped", "Interfaces signed")
    ]


def test_a_new_forecast_says_what_it_was_before(milestone: Milestone, pmo_lead: User) -> None:
    later = TODAY + timedelta(days=40)
    milestones.forecast(milestone, by=pmo_lead, finish_on=later, stated_on=TODAY)

    changes = {each.label: each for each in history_of(milestone)[0].changes}

    assert changes["Finish on"].old == f"{TODAY + timedelta(days=10):%-d %b %Y}"
    assert changes["Finish on"].new == f"{later:%-d %b %Y}"


def test_evidence_is_part_of_it(milestone: Milestone, pmo_lead: User) -> None:
    evidence.give([milestone], by=pmo_lead, on=TODAY, level=2, title="Minutes")

    assert history_of(milestone)[0].what == "Evidence added"


def test_the_queries_do_not_grow_with_the_changes(
    milestone: Milestone, pmo_lead: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        milestones.change(milestone, by=pmo_lead, name=f"Name {number}")

    with django_assert_num_queries(5):
        history_of(milestone)


def test_the_page_is_whole_without_htmx_and_a_part_with_it(milestone: Milestone, pmo_lead: User) -> None:
    address = reverse("programs:milestone-history", args=[milestone.uid])

    whole = signed_in(pmo_lead).get(address).content.decode()
    part = signed_in(pmo_lead).get(address, headers={"HX-Request": "true"}).content.decode()

    assert "<html" in whole
    assert "<html" not in part
    assert "Milestone added" in part


def test_strangers_read_no_history(milestone: Milestone, outsider: User) -> None:
    assert signed_in(outsider).get(reverse("programs:milestone-history", args=[milestone.uid])).status_code == 404
