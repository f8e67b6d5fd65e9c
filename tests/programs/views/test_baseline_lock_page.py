"""Before a plan is locked its page lists what will be frozen and what to look at first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.models import Program, User
from programs.views.baseline_preview import preview
from tests import factories
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def young(program: Program) -> Program:
    """The program, begun ten days ago."""
    Program.objects.filter(pk=program.pk).update(start_on=TODAY - 10 * DAY)
    return Program.objects.get(pk=program.pk)


def test_items_stand_at_the_first_horizon_that_measures_them(young: Program) -> None:
    early, late = factories.make_gate(young, "G1", finish_on=TODAY), factories.make_gate(young, "GR", finish_on=TODAY)
    factories.make_milestone(young, name="Needed Day 90", gate=early, finish_on=TODAY)
    factories.make_milestone(young, name="Needed Day 120", gate=late, finish_on=TODAY)
    factories.make_milestone(young, name="Habit", dimension="cultural", step="sustain", finish_on=TODAY + 300 * DAY)
    factories.make_milestone(young, name="Aside", dimension="delivery", step="", finish_on=TODAY)

    shown = preview(young, today=TODAY)

    names = {each.label: {str(item.milestone) for item in each.items} for each in shown.horizons}
    assert [each for each in ("Day 90", "Day 120") if f"Needed {each}" in names[each]] == ["Day 90", "Day 120"]
    assert (names["Month 12"], names["Other items"]) == ({"Habit"}, {"Aside"})


def test_empty_horizons_and_past_items_are_told_before_the_button(young: Program, pmo_lead: User) -> None:
    factories.make_milestone(young, name="Too late", finish_on=TODAY - DAY)

    page = signed_in(pmo_lead).get(reverse("programs:baseline-lock", args=[young.uid])).content.decode()

    assert "No cultural item is due by month 12: nothing will be measured for it." in page
    assert "The only expected finish lies before today" in page
    assert "Nothing is planned for the gates G0 to G3" in page
    assert page.index("Look at this before you lock") < page.index("Lock the plan</button>")


def test_a_cultural_item_of_month_12_serves_month_18_too(young: Program) -> None:
    factories.make_gate(young, "G0")
    factories.make_milestone(young, name="Habit", dimension="cultural", step="sustain", finish_on=TODAY + 300 * DAY)

    assert not [each for each in preview(young, today=TODAY).warnings if "month" in each]


def test_locking_freezes_what_was_listed(young: Program, pmo_lead: User) -> None:
    factories.make_milestone(young, name="Map", finish_on=TODAY)
    address = reverse("programs:baseline-lock", args=[young.uid])

    answer = signed_in(pmo_lead).post(address, {"on": str(TODAY), "reason": "First"})

    assert answer.headers["Location"] == young.get_absolute_url()
    assert young.baselines.get().items.count() == preview(young, today=TODAY).count


def test_an_item_after_its_gate_is_told(young: Program) -> None:
    gate = factories.make_gate(young, "G0", finish_on=TODAY)
    factories.make_milestone(young, name="Too late for it", gate=gate, finish_on=TODAY + DAY)

    assert "Planned after the gate that needs it: Too late for it." in preview(young, today=TODAY).warnings
