"""Before a plan is locked its page lists what will be frozen and what to look at first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.models import Program, User
from programs.views.baseline_preview import preview
from tests import factories
from tests.factories import metrics
from tests.programs.views.conftest import TODAY, signed_in
from tracker.progress.words import day_words

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


def said(program: Program) -> list[str]:
    """What the preview warns of."""
    return [each.say for each in preview(program, today=TODAY).warnings]


def test_month_18_is_told_when_nothing_is_due_after_month_12(young: Program) -> None:
    factories.make_gate(young, "G0")
    habit = {"dimension": "cultural", "step": "sustain"}
    factories.make_milestone(young, name="Habit", finish_on=TODAY + 300 * DAY, **habit)
    alone = [each for each in said(young) if "month" in each]
    factories.make_milestone(young, name="Lasting", finish_on=TODAY + 500 * DAY, **habit)

    assert alone == ["No cultural item is due after month 12: month 18 will only repeat it."]
    assert not [each for each in said(young) if "month" in each]


def test_locking_freezes_what_was_listed(young: Program, pmo_lead: User) -> None:
    factories.make_milestone(young, name="Map", finish_on=TODAY)
    address = reverse("programs:baseline-lock", args=[young.uid])

    answer = signed_in(pmo_lead).post(address, {"on": str(TODAY), "reason": "First"})

    assert answer.headers["Location"] == young.get_absolute_url()
    assert young.baselines.get().items.count() == preview(young, today=TODAY).count


def test_an_item_after_its_gate_is_named_with_its_gate_and_leads_there(young: Program, pmo_lead: User) -> None:
    gate = factories.make_gate(young, "G0", finish_on=TODAY)
    late = factories.make_milestone(young, name="Too late for it", gate=gate, finish_on=TODAY + DAY)

    page = signed_in(pmo_lead).get(reverse("programs:baseline-lock", args=[young.uid])).content.decode()

    (warned,) = [each for each in preview(young, today=TODAY).warnings if "after the gate" in each.say]
    assert [(str(item.milestone), item.gate) for item in warned.items] == [("Too late for it", "G0")]
    assert f'<a href="{late.get_absolute_url()}">Too late for it</a>' in page
    assert page.index("Too late for it</a>") < page.index("(gate G0, ")


def test_a_horizon_with_a_finish_that_has_passed_stands_open(young: Program) -> None:
    gate = factories.make_gate(young, "G0", finish_on=TODAY + DAY)
    factories.make_milestone(young, gate=gate, finish_on=TODAY - DAY)
    factories.make_milestone(young, dimension="cultural", step="sustain", finish_on=TODAY + 300 * DAY)

    shown = {each.label: each for each in preview(young, today=TODAY).horizons}

    assert (shown["Day 90"].has_past, shown["Month 12"].has_past) == (True, False)
    assert shown["Day 90"].last_on == TODAY + DAY


def test_a_gate_that_is_planned_before_it_is_possible_is_told(young: Program) -> None:
    metrics.make_program_metric(young, metric=metrics.make_metric(name="Expediting cost", frequency="week"))
    monday = TODAY - TODAY.weekday() * DAY
    factories.make_gate(young, "G2", finish_on=TODAY + 2 * DAY)
    factories.make_gate(young, "G3", finish_on=TODAY + 60 * DAY)

    (warning,) = [each.say for each in preview(young, today=TODAY).warnings if each.say.startswith("Gate")]

    assert f"is not possible before {day_words(monday + 42 * DAY)}: it needs 6 weekly readings" in warning


def test_what_holds_several_gates_up_is_told_once(young: Program) -> None:
    metrics.make_program_metric(young, metric=metrics.make_metric(name="Expediting cost", frequency="week"))
    for code in ("G2", "G3"):
        factories.make_gate(young, code, finish_on=TODAY + 2 * DAY)

    told = [each.say for each in preview(young, today=TODAY).warnings if each.say.startswith("Gate")]

    assert len(told) == 2
    assert "6 weekly readings" in told[0]
    assert told[1].endswith(", after gate G2.")
