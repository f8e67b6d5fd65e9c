"""What pages say instead of dashes, zeros behind the point, and buttons that lead nowhere."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from programs.actions import milestones
from programs.forms.base import is_same
from programs.models import Gate, Milestone, Program, User
from programs.views.history import history_of
from tests import factories
from tests.programs.views.conftest import signed_in

pytestmark = pytest.mark.django_db


def page(user: User, name: str, uid: object) -> str:
    return signed_in(user).get(reverse(name, args=[uid])).content.decode()


def test_the_choice_of_nothing_is_a_word(program: Program, pmo_lead: User) -> None:
    milestone_form = page(pmo_lead, "programs:milestone-create", program.uid)
    cost_form = page(pmo_lead, "programs:cost-line-create", program.uid)

    assert "---------" not in milestone_form + cost_form
    assert ">Nothing chosen</option>" in milestone_form
    assert ">Choose</option>" in cost_form


def test_weights_lose_their_zeros(milestone: Milestone, pmo_lead: User) -> None:
    milestones.change(milestone, by=pmo_lead, weight=Decimal(20))

    changed = next(entry for entry in history_of(milestone) if entry.what == "Milestone changed")

    assert [(each.label, each.old, each.new) for each in changed.changes] == [("Weight", "1", "20")]
    assert 'value="20"' in page(pmo_lead, "programs:milestone-edit", milestone.uid)


@pytest.mark.parametrize(
    ("typed", "stored", "same"),
    [("2", Decimal("2.000"), True), ("2", Decimal("2.5"), False), ("x", Decimal(2), False), ("", None, True)],
)
def test_a_number_is_the_same_with_and_without_zeros(typed: str, stored: object, same: bool) -> None:
    assert is_same(typed, stored) is same


def test_when_every_gate_is_set_up_there_is_nothing_to_add(program: Program, pmo_lead: User) -> None:
    for code in Gate.Code.values:
        factories.make_gate(program, code)

    text = page(pmo_lead, "programs:gate-create", program.uid)

    assert "Every gate of the sequence is set up." in text
    assert "Add these gates" not in text


def test_only_who_may_take_a_program_out_is_offered_it(program: Program, pmo_lead: User, viewer: User) -> None:
    portfolio = factories.make_portfolio(program)

    offered = [
        ">Remove<" in page(person, "programs:portfolio-programs", portfolio.uid) for person in (pmo_lead, viewer)
    ]

    assert offered == [True, False]


def test_statuses_and_costs_are_added_where_they_are_listed(program: Program, pmo_lead: User, viewer: User) -> None:
    names = ["status-report", "cost-line"]

    for name in names:
        address = reverse(f"programs:{name}-create", args=[program.uid])
        assert address in page(pmo_lead, f"programs:{name}-list", program.uid)
        assert address not in page(viewer, f"programs:{name}-list", program.uid)
