"""From nothing to the first numbers: the new program's page and the forms that it leads to."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from programs.models import BusinessFunction, Program, User
from programs.views.setup_steps import SetupStep
from tests import factories
from tests.factories.interfaces import make_incident, make_interface
from tests.factories.metrics import make_metric_baseline, make_program_metric, make_readings
from tests.factories.pilots import make_pilot
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
    assert page.index("Name a function lead") < page.index("btn-primary") < page.index("Set up the gates of")
    assert at("program-step", draft, "activate") in page


def test_the_suggested_gates_are_one_click(client: Client, draft: Program) -> None:
    page = client.get(draft.get_absolute_url())

    suggested = next(step for step in page.context["setup"].steps if "G0" in step.suggested)
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


def next_in(page: str) -> str:
    """The words of the button that a save answers with."""
    found = re.search(r">\s*Next: ([^<]+?)\s*</", page)
    return found.group(1) if found else ""


def test_the_usual_functions_are_one_click_while_none_is_kept(client: Client, draft: Program) -> None:
    first = client.get(draft.get_absolute_url()).context["setup"].steps[0]

    page = client.post(first.address, first.suggested, follow=True).content.decode()

    names = list(BusinessFunction.objects.order_by("name").values_list("name", flat=True))
    assert names == ["Demand planning", "Logistics", "Procurement", "Production"]
    assert next_in(page) == "Invite a function lead"
    assert "There are functions already" in client.post(first.address, follow=True).content.decode()


def test_every_save_on_the_way_answers_with_the_next_step(client: Client, draft: Program, function_lead: User) -> None:
    said = []
    for field in ("G0", "name_1"):
        steps = client.get(draft.get_absolute_url()).context["setup"].steps
        step = next(each for each in steps if field in each.suggested)
        said.append(next_in(client.post(step.address, step.suggested, follow=True).content.decode()))
    values = {"name": "Pumps", "segment_kind": "product_line", "position": 1, "state": "mapped"}
    functions = {"from_function": factories.make_function().pk, "to_function": factories.make_function().pk}
    flow = f"{at('flow-create', draft)}?next={draft.get_absolute_url()}"
    said.append(next_in(client.post(flow, values | functions, follow=True).content.decode()))

    assert said == ["Add the suggested milestones", "Map a flow", "Look at the plan and lock it"]


def test_an_invitation_answers_with_the_next_step(
    client: Client, draft: Program, procurement: BusinessFunction
) -> None:
    asked = {"email": "new@example.com", "name": "New", "role": "function_lead", "function": procurement.pk}

    page = client.post(at("invitation-create", draft), asked | {"valid_from": str(TODAY)}).content.decode()

    assert next_in(page) == "Add the suggested gates"


def test_who_plans_nothing_is_offered_no_next_step(viewer: User, draft: Program) -> None:
    request = signed_in(viewer)

    assert "setup-next" not in read(request, draft.get_absolute_url())
    assert "setup-next" not in read(request, at("flow-list", draft))


def finished(program: Program) -> None:
    """The program with everything that the checklist asks for but the incident."""
    Program.objects.filter(pk=program.pk).update(state="active")
    factories.make_milestone(program, gate=factories.make_gate(program), finish_on=TODAY)
    factories.make_baseline(program)
    make_interface(program)
    make_metric_baseline(make_program_metric(program))
    make_pilot(program, step="locked")


def test_the_end_of_the_set_up_is_said_once(client: Client, draft: Program, function_lead: User) -> None:
    finished(draft)
    before = read(client, draft.get_absolute_url())
    make_incident(draft)

    first, second = read(client, draft.get_absolute_url()), read(client, draft.get_absolute_url())

    assert "8 of 9 steps done" in before
    assert "The set-up is complete" in first
    assert "The set-up is complete" not in second


def test_who_never_saw_it_open_is_not_told_of_its_end(pmo_lead: User, draft: Program, function_lead: User) -> None:
    finished(draft)
    make_incident(draft)

    assert "The set-up is complete" not in read(signed_in(pmo_lead), draft.get_absolute_url())


def test_activating_is_called_so(client: Client, draft: Program) -> None:
    factories.make_milestone(draft, finish_on=TODAY)
    factories.make_baseline(draft)

    step = client.get(draft.get_absolute_url()).context["setup"].steps[5]

    page = client.post(step.address, step.suggested, follow=True).content.decode()

    assert "Activated: its numbers appear here within seconds." in page
    assert "Saved" not in page


def test_activating_is_one_click_only_once_the_plan_is_locked(client: Client, draft: Program) -> None:
    def step() -> SetupStep:
        return client.get(draft.get_absolute_url()).context["setup"].steps[5]  # type: ignore[no-any-return]

    before = step()
    factories.make_milestone(draft, finish_on=TODAY)
    factories.make_baseline(draft)

    assert (before.suggested, before.address) == ({}, at("program-step", draft, "activate"))
    assert step().suggested == {"version": str(draft.version)}


def test_a_code_that_is_taken_is_told_once(client: Client, draft: Program) -> None:
    values = {"code": draft.code.lower(), "name": "Again", "start_on": str(TODAY)}

    page = client.post(reverse("programs:program-create"), values).content.decode()

    assert page.count(f"Another program has the code {draft.code}") == 1


def test_the_metric_step_goes_from_choosing_to_reading_to_locking(client: Client, draft: Program) -> None:
    def button() -> str:
        return next(
            str(step.button)
            for step in client.get(draft.get_absolute_url()).context["setup"].steps
            if step.title == "Lock the baseline of a first metric"
        )

    said = [button()]
    judged = make_program_metric(draft)
    said.append(button())
    make_readings(judged, [9, 8, 9, 8, 9, 8])

    assert [*said, button()] == ["Choose a metric", "Enter its readings", "Lock its baseline"]


def test_the_pilot_step_goes_from_drafting_to_locking(client: Client, draft: Program) -> None:
    pilot = make_pilot(draft)

    step = client.get(draft.get_absolute_url()).context["setup"].steps[7]

    assert (step.button, step.address) == ("Lock its protocol", reverse("programs:pilot-lock", args=[pilot.uid]))


def test_a_plan_without_milestones_begins_with_suggestions_by_its_gates(client: Client, draft: Program) -> None:
    gate = factories.make_gate(draft, "G2", finish_on=TODAY + 49 * DAY)

    form = client.get(at("milestone-batch", draft)).context["form"]

    of_gate = [row for row in form.rows if row[1].initial == str(gate.pk)]
    cultural = [row for row in form.rows if row[0].initial and row[2].initial == "cultural"]
    assert [row[4].initial for row in of_gate] == [TODAY + 42 * DAY, TODAY + 49 * DAY]
    assert len(cultural) == 4
    assert f"G2, {gate.item.forecasts.get().finish_on:%-d %b %Y}: Shared metrics locked" in str(of_gate[0][1])


def test_suggestions_are_offered_only_once(client: Client, draft: Program) -> None:
    factories.make_milestone(draft, gate=factories.make_gate(draft))

    form = client.get(at("milestone-batch", draft)).context["form"]

    assert (form.suggested, len(form.rows)) == ({}, 5)


def test_a_suggestion_whose_name_was_emptied_with_its_day_is_left_out(client: Client, draft: Program) -> None:
    factories.make_gate(draft, "G0", finish_on=TODAY + DAY)
    suggested = {
        name: str(value) for name, value in client.get(at("milestone-batch", draft)).context["form"].suggested.items()
    }

    client.post(at("milestone-batch", draft), suggested | {"name_1": "", "name_2": "Ours"})

    names = set(draft.milestones.exclude(kind="gate").values_list("name", flat=True))
    assert "Decision flows between the functions mapped" not in names
    assert "Ours" in names
    assert len(names) == 5


def test_a_batch_without_a_name_is_refused(client: Client, draft: Program) -> None:
    answer = client.post(at("milestone-batch", draft), {"name_1": ""})

    assert (answer.status_code, answer.context["form"].errors) == (422, {"name_1": ["Name at least one milestone."]})


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
