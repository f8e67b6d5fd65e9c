"""Sources on the pages: who keeps which field, and fields that are read-only because another system keeps them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.forms import ModelChoiceField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.forms.base import RecordForm
from programs.forms.milestones import MilestoneForm
from programs.models import FieldSource, Milestone, Program, User
from tests import factories as make
from tests.factories import START
from tests.factories.decisions import make_decision
from tests.factories.governance import make_action_item, make_question, make_raid_item
from tests.factories.interfaces import make_incident
from tests.factories.policy import make_source
from tests.factories.tradeoffs import make_shift
from tests.programs.views.conftest import signed_in

pytestmark = pytest.mark.django_db
SHARED = reverse("programs:field-source-list")
SENTENCE = "Planview keeps this field: change it there."


@pytest.fixture
def named(program: Program) -> Milestone:
    """A milestone that Planview names."""
    given = {"source_system": "Planview", "external_id": "1", "owner": make.make_user(is_active=False)}
    return make.make_milestone(program, name="Map", finish_on=START + timedelta(days=30), **given)


def edit(milestone: Milestone) -> str:
    return reverse("programs:milestone-edit", args=[milestone.uid])


def typed(milestone: Milestone, **other: Any) -> dict[str, Any]:
    """What a browser sends of the form when nobody touched it, but for disabled fields."""
    form = MilestoneForm(instance=milestone, program=milestone.program)
    values = {name: form[name].value() for name, field in form.fields.items() if not field.disabled}
    return {name: value for name, value in values.items() if value is not None} | other


def control(page: str, name: str) -> str:
    """The control of a field with its attributes."""
    found = re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', page)
    assert found is not None
    return found[0]


def test_a_kept_field_is_read_only_and_says_where_it_is_kept(pmo_lead: User, named: Milestone) -> None:
    make_source(field="name")

    page = signed_in(pmo_lead).get(edit(named)).content.decode()

    assert "disabled" in control(page, "name")
    assert 'aria-describedby="id_name_helptext"' in control(page, "name")
    assert re.search(r'id="id_name_helptext"[^>]*>Kept in Planview\.<', page)
    assert "disabled" not in control(page, "description")


def test_a_row_that_was_made_here_is_open(program: Program, pmo_lead: User) -> None:
    make_source(field="name")

    page = signed_in(pmo_lead).get(edit(make.make_milestone(program))).content.decode()

    assert "disabled" not in control(page, "name")


def test_the_other_fields_are_saved_and_the_kept_ones_stay(pmo_lead: User, named: Milestone) -> None:
    make_source(field="name")
    make_source(field="owner")

    saved = signed_in(pmo_lead).post(edit(named), typed(named, description="More"))

    named.refresh_from_db()
    assert (saved.status_code, named.name, named.description) == (302, "Map", "More")
    assert named.owner is not None


class NobodyToChooseForm(RecordForm):
    """The owner of a milestone, where nobody can be chosen any more."""

    class Meta:
        model = Milestone
        fields: ClassVar[list[str]] = ["owner"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, ModelChoiceField)
        owner.queryset = User.objects.none()


def test_a_kept_value_stays_also_where_nobody_could_choose_it(named: Milestone) -> None:
    make_source(field="owner")

    form = NobodyToChooseForm({"version": "1"}, instance=named)

    assert form.is_valid()
    assert form.cleaned_data["owner"] == named.owner


def test_a_kept_value_that_is_sent_anyway_is_refused_at_its_field(pmo_lead: User, named: Milestone) -> None:
    sent = typed(named, name="Draw", description="More")
    make_source(field="name")

    refused = signed_in(pmo_lead).post(edit(named), sent)
    same = signed_in(pmo_lead).post(edit(named), sent | {"name": "Map"})

    assert (refused.status_code, same.status_code) == (422, 302)
    assert re.search(rf'id="error_1_id_name"[^>]*>\s*<strong>{SENTENCE}', refused.content.decode())
    named.refresh_from_db()
    assert (named.name, named.description) == ("Map", "More")


def test_a_kept_forecast_is_no_button_and_its_form_is_closed(
    program: Program, pmo_lead: User, named: Milestone
) -> None:
    client, address = signed_in(pmo_lead), reverse("programs:milestone-forecast", args=[named.uid])
    before = client.get(program.get_absolute_url()).content.decode()
    make_source(field="forecast_on")

    after = client.get(program.get_absolute_url()).content.decode()
    refused = client.post(address, {"finish_on": "2030-01-01", "reason": "Later"})

    assert (address in before, address in after) == (True, False)
    assert "Kept in Planview: expected finish." in after
    assert "disabled" in control(client.get(address).content.decode(), "finish_on")
    assert (refused.status_code, SENTENCE in refused.content.decode()) == (422, True)
    assert named.forecasts.count() == 1


def test_a_page_says_what_is_kept_with_one_query(program: Program, pmo_lead: User) -> None:
    make_source(noun="raid-items", field="due_on")
    make_source(program, noun="raid-items", field="owner", system="SAP")
    for number in range(3):
        make_raid_item(program, source_system="Planview", external_id=str(number))

    with CaptureQueriesContext(connection) as queries:
        page = signed_in(pmo_lead).get(reverse("programs:governance", args=[program.uid])).content.decode()

    assert page.count("Kept in Planview: due day. Kept in SAP: owner.") == 3
    assert sum('FROM "programs_fieldsource"' in query["sql"] for query in queries) == 1


PLACES: dict[str, tuple[str, str, Callable[..., Any]]] = {
    "action-items": ("governance", "owner", make_action_item),
    "committee-decisions": ("governance", "owner", make_question),
    "decisions": ("decision-list", "question", make_decision),
    "flows": ("flow-list", "name", make.make_flow),
    "incidents": ("incident-list", "party", make_incident),
    "market-shifts": ("market-shift-list", "title", make_shift),
}


@pytest.mark.parametrize(("noun", "place"), PLACES.items(), ids=PLACES)
def test_a_row_says_on_its_page_what_is_kept(
    noun: str, place: tuple[str, str, Callable[..., Any]], program: Program, pmo_lead: User
) -> None:
    page, field, made = place
    made(program, source_system="Planview", external_id="1")
    address = reverse(f"programs:{page}", args=[program.uid])
    before = signed_in(pmo_lead).get(address).content.decode()
    make_source(noun=noun, field=field)

    after = signed_in(pmo_lead).get(address).content.decode()

    assert (before.count("Kept in"), after.count(f"Kept in Planview: {field}.")) == (0, 1)


def test_a_steward_declares_changes_and_removes(steward: User) -> None:
    client = signed_in(steward)

    made = client.post(reverse("programs:field-source-create"), {"field": "metrics.name", "system": "SAP"})
    line = FieldSource.objects.get()
    changed = client.post(reverse("programs:field-source-edit", args=[line.uid]), {"system": "Planview", "version": 1})
    page = client.get(SHARED).content.decode()
    removed = client.post(reverse("programs:field-source-remove", args=[line.uid]))

    assert [answer["Location"] for answer in (made, changed, removed)] == [SHARED] * 3
    assert (line.program, line.noun, line.field) == (None, "metrics", "name")
    assert "Planview" in page
    assert not FieldSource.objects.exists()


def test_a_lead_declares_for_the_program_alone(program: Program, pmo_lead: User) -> None:
    client = signed_in(pmo_lead)
    new, listed = (reverse(f"programs:program-field-source-{name}", args=[program.uid]) for name in ("create", "list"))
    make_source(field="name")
    make_source(field="owner")

    choices = client.get(new).content.decode()
    client.post(new, {"field": "milestones.name", "system": "SAP"})
    again = client.post(new, {"field": "milestones.name", "system": "Planview"})
    page = client.get(listed).content.decode()

    assert ("milestones.owner" in choices, "functions.name" in choices) == (True, False)
    assert (again.status_code, "SAP keeps this field already" in again.content.decode()) == (422, True)
    assert (page.count("This program"), page.count("The installation")) == (1, 1)
    assert new not in client.get(SHARED).content.decode()


def test_everybody_reads_it_and_only_who_keeps_it_sees_buttons(program: Program, viewer: User) -> None:
    line = make_source(program)
    make_source(field="owner")
    client = signed_in(viewer)

    pages = [
        client.get(address).content.decode()
        for address in (SHARED, reverse("programs:program-field-source-list", args=[program.uid]))
    ]

    assert all("Owner" in page and "New source" not in page for page in pages)
    assert client.post(reverse("programs:field-source-remove", args=[line.uid])).status_code == 403


def test_a_token_is_made_for_a_system_and_the_list_says_so(pmo_lead: User) -> None:
    client = signed_in(pmo_lead)
    asked = {"name": "Nightly", "scope": "write", "lasts_days": "90", "writes_for": "Planview"}

    client.post(reverse("programs:token-create"), asked)

    assert "writes for Planview" in client.get(reverse("programs:token-list")).content.decode()
