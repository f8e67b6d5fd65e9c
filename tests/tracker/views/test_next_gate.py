"""The card of the next gate: what is missing for it in the plan and in the record, and what can be done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from programs.models import Gate, Program, User
from tests import factories
from tests.tracker.views.conftest import TODAY, compute, signed_in
from tracker.reporting.wording import display_date

pytestmark = pytest.mark.django_db
GATE_DAY = TODAY + timedelta(days=20)


def card(program: Program, user: User) -> str:
    """The card as the person sees it, with its spaces made one."""
    page = signed_in(user).get(program.get_absolute_url()).content.decode()
    return " ".join(page.partition('id="gate-title"')[2].partition("</section>")[0].split())


def make_work(program: Program, gate: Gate, *days: date, accepted: bool = False) -> None:
    """Items that the gate needs, expected on these days."""
    for number, day in enumerate(days):
        item = factories.make_milestone(program, name=f"Work {number}", gate=gate, finish_on=day)
        if accepted:
            factories.make_evidence(item, accepted_on=TODAY, level=item.minimum_evidence_level)


def test_a_gate_without_a_plan_asks_for_its_milestones(program: Program, pmo_lead: User, viewer: User) -> None:
    factories.make_gate(program, "G0", finish_on=GATE_DAY)
    compute(program)

    shown = card(program, pmo_lead)

    assert "Nothing is planned for this gate yet: add its milestones." in shown
    assert f'href="{reverse("programs:milestone-batch", args=[program.uid])}"' in shown
    assert "reviewed" not in shown
    assert "Add its milestones</a>" not in card(program, viewer)


def test_no_review_is_pressed_for_while_the_record_lacks_something(program: Program, pmo_lead: User) -> None:
    gate = factories.make_gate(program, "G0", finish_on=GATE_DAY)
    make_work(program, gate, TODAY, accepted=True)
    compute(program)

    shown = card(program, pmo_lead)

    assert "the record still lacks what stands below" in shown
    assert "Still missing in the record" in shown
    assert "Go to its review</a>" in shown
    assert "btn-primary" not in shown


def test_what_only_precedes_the_gate_is_a_plan_too(program: Program, pmo_lead: User) -> None:
    gate = factories.make_gate(program, "G0", finish_on=GATE_DAY)
    item = factories.make_milestone(program, name="Before", finish_on=TODAY)
    factories.make_evidence(item, accepted_on=TODAY, level=item.minimum_evidence_level)
    factories.make_link(item, gate.item)
    compute(program)

    assert "Nothing is planned" not in card(program, pmo_lead)


@pytest.mark.parametrize(
    ("later", "says"),
    [
        ((0, -3), ""),
        ((3, -3), "one item it needs is expected {last}"),
        ((2, 3), "2 items it needs are expected later, the last {last}"),
    ],
    ids=["none", "one", "two"],
)
def test_what_is_expected_after_the_gate_is_told(
    later: tuple[int, ...], says: str, program: Program, pmo_lead: User
) -> None:
    gate = factories.make_gate(program, "G0", finish_on=GATE_DAY)
    make_work(program, gate, *(GATE_DAY + timedelta(days=days) for days in later))
    compute(program)

    shown = card(program, pmo_lead)

    assert says.format(last=display_date(GATE_DAY + timedelta(days=3))) in shown
    assert ("it needs" in shown) == bool(says)
    assert "Still missing in the plan" in shown
