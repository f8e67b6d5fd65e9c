"""The page on which a gate is decided: what it needs, who decides, and why it is passed all the same."""

from __future__ import annotations

import pytest
from django.urls import reverse

from programs.models import Gate, Program, User
from tests.factories import START, make_evidence, make_gate, make_milestone, make_user
from tests.factories import governance as make_governance
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def gate(program: Program) -> Gate:
    """G1 after an open G0, with an item of two that is accepted, and a criterion that is not met."""
    make_gate(program)
    gate = make_gate(program, "G1", finish_on=START)
    make_evidence(make_milestone(program, name="Map signed", gate=gate), accepted_on=START, title="Minutes")
    make_milestone(program, name="Limit named", gate=gate, owner=make_user(name="Ann Lee"), finish_on=START)
    make_governance.make_criterion(program, gate=gate, statement="Records agree")
    return gate


def test_the_page_shows_what_the_gate_needs_and_chooses_nothing(gate: Gate, committee_member: User) -> None:
    page = signed_in(committee_member).get(reverse("programs:gate-review", args=[gate.uid])).content.decode()

    assert "3 of 4 things that the gate needs are missing." in page
    assert all(
        words in page for words in ("Minutes", "Limit named", "Ann Lee", "Records agree", "Not met", "Still open")
    )
    assert 'value="passed"' in page
    assert "checked" not in page
    assert "No waiver for this gate is in force." in page


def test_passing_with_open_items_asks_why_and_is_shown_with_the_gate(gate: Gate, committee_member: User) -> None:
    client, address = signed_in(committee_member), reverse("programs:gate-review", args=[gate.uid])
    decision = {"outcome": "passed", "on": str(TODAY), "note": ""}

    refused = client.post(address, decision)
    client.post(address, decision | {"in_spite": "The plant closes."})

    assert (refused.status_code, b"Say why it is passed" in refused.content) == (422, True)
    page = client.get(reverse("programs:gate-detail", args=[gate.uid])).content.decode()
    assert "with 3 of 4 things it needs open" in page
    assert "The plant closes." in page
    assert "Limit named" in page


def test_who_leads_the_program_reads_who_decides_it(gate: Gate, committee_member: User, pmo_lead: User) -> None:
    page = signed_in(pmo_lead).get(reverse("programs:gate-review", args=[gate.uid])).content.decode()

    assert f"{committee_member} decides this gate for the committee." in " ".join(page.split())
    assert "Record the decision" not in page


def test_without_a_committee_the_page_says_that_nobody_else_looks(gate: Gate, pmo_lead: User) -> None:
    page = signed_in(pmo_lead).get(reverse("programs:gate-review", args=[gate.uid])).content.decode()

    assert "nobody else looks at what you decide here" in page


def test_the_row_of_the_program_page_says_what_was_open(gate: Gate, committee_member: User) -> None:
    gate.reviews.create(
        outcome="passed", decided_on=START, decided_by=committee_member, needed_count=4, open_count=3,
        missing="Limit named", in_spite="The plant closes.",
    )  # fmt: skip

    page = signed_in(committee_member).get(reverse("tracker:program-detail", args=[gate.program.uid])).content.decode()

    assert "with 3 of 4 things it needs open" in page
