"""From nothing to the first numbers: the new program's page and the forms that it leads to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from programs.models import Program, User
from tests import factories
from tests.factories.interfaces import make_interface
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def draft(program: Program) -> Program:
    """The program as a draft that began today."""
    Program.objects.filter(pk=program.pk).update(state="draft", start_on=TODAY)
    return Program.objects.get(pk=program.pk)


@pytest.fixture
def client(pmo_lead: User) -> Client:
    """The browser of the PMO lead."""
    return signed_in(pmo_lead)


def at(name: str, program: Program, *args: str) -> str:
    return reverse(f"programs:{name}", args=[program.uid, *args])


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_new_program_opens_on_its_own_page(client: Client) -> None:
    values = {"code": "NEW", "name": "New one", "start_on": str(TODAY), "follows_sequence": "on"}

    answer = client.post(reverse("programs:program-create"), values)

    assert answer.headers["Location"] == Program.objects.get(code="NEW").get_absolute_url()


def test_a_draft_lists_the_steps_and_the_next_one_is_the_prominent_button(client: Client, draft: Program) -> None:
    page = read(client, draft.get_absolute_url())

    assert "0 of 9 steps done" in page
    assert page.count("btn-primary") == 1
    assert page.index("btn-primary") < page.index(at("membership-create", draft)) < page.index("Set up the gates of")
    assert at("program-step", draft, "activate") in page


def test_the_suggested_gates_are_one_click(client: Client, draft: Program) -> None:
    page = client.get(draft.get_absolute_url())

    suggested = next(step for step in page.context["setup"].steps if step.suggested)
    client.post(suggested.address, suggested.suggested)

    assert draft.gates.count() == 7


def test_what_is_done_is_told_as_done(client: Client, draft: Program, function_lead: User) -> None:
    factories.make_milestone(draft, gate=factories.make_gate(draft), finish_on=TODAY)
    make_interface(draft)

    setup = client.get(draft.get_absolute_url()).context["setup"]

    assert [step.is_done for step in setup.steps] == [True, True, True, True, *[False] * 5]
    assert setup.next_step.address == at("baseline-lock", draft)


def test_the_list_can_be_hidden_and_is_not_for_others(client: Client, draft: Program, viewer: User) -> None:
    assert client.post(at("setup-hide", draft)).status_code == 302

    assert "To the first numbers" not in read(client, draft.get_absolute_url())
    assert "To the first numbers" not in read(signed_in(viewer), draft.get_absolute_url())


def batch(**values: Any) -> dict[str, Any]:
    return {"name_1": "Flows signed", "dimension_1": "cultural", "finish_on_1": str(TODAY + 9 * DAY)} | values


def test_several_milestones_are_added_at_once(client: Client, draft: Program) -> None:
    gate = factories.make_gate(draft, "G1")
    second = {"name_3": "Metrics defined", "dimension_3": "structural", "finish_on_3": str(TODAY), "gate_3": gate.pk}

    answer = client.post(at("milestone-batch", draft), batch(**second))

    steps = dict(draft.milestones.exclude(kind="gate").values_list("name", "step"))
    assert answer.headers["Location"] == draft.get_absolute_url()
    assert steps == {"Flows signed": "sustain", "Metrics defined": "constraint"}


@pytest.mark.parametrize(
    ("second", "field"),
    [
        ({"name_2": "Flows signed", "dimension_2": "cultural", "finish_on_2": str(TODAY)}, "name_2"),
        ({"name_2": "Other", "dimension_2": "cultural"}, "finish_on_2"),
        ({"finish_on_2": str(TODAY), "dimension_2": "cultural"}, "name_2"),
        ({"name_2": "Other", "dimension_2": "structural", "finish_on_2": str(TODAY)}, "gate_2"),
        ({"name_2": "Other", "dimension_2": "cultural", "finish_on_2": str(TODAY - DAY)}, "finish_on_2"),
    ],
    ids=["twice", "no finish", "no name", "no gate", "before the start"],
)
def test_a_wrong_row_is_marked_and_nothing_is_added(
    second: dict[str, Any], field: str, client: Client, draft: Program
) -> None:
    answer = client.post(at("milestone-batch", draft), batch(**second))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not draft.milestones.exists()


def test_the_first_milestone_needs_no_step_when_it_names_a_gate(client: Client, draft: Program) -> None:
    values = {
        "name": "Map signed", "dimension": "structural", "kind": "deliverable", "weight": "1",
        "minimum_evidence_level": 2, "finish_on": str(TODAY), "gate": factories.make_gate(draft).pk,
    }  # fmt: skip

    answer = client.post(at("milestone-create", draft), values, follow=True)

    made = draft.milestones.get(name="Map signed")
    assert f'Saved: <a href="{made.get_absolute_url()}">Map signed</a>.' in answer.content.decode()


def test_a_step_that_is_missing_is_marked_at_its_field_in_words(client: Client, draft: Program) -> None:
    values = {"name": "Map", "dimension": "structural", "kind": "deliverable", "weight": "1", "finish_on": str(TODAY)}

    answer = client.post(at("milestone-create", draft), values | {"minimum_evidence_level": 2})

    assert list(answer.context["form"].errors) == ["step"]
    assert "is violated" not in answer.content.decode()


def test_the_same_milestone_again_leads_to_the_first(client: Client, draft: Program) -> None:
    first = factories.make_milestone(draft, name="Map <b>")
    values = {"name": "Map <b>", "dimension": "structural", "kind": "deliverable", "weight": "1", "step": "map"}

    page = client.post(
        at("milestone-create", draft), values | {"minimum_evidence_level": 2, "finish_on": str(TODAY)}
    ).content.decode()

    assert f'<a href="{first.get_absolute_url()}">Open it</a>' in page
    assert "Map <b>" not in page
