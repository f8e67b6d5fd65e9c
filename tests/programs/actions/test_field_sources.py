"""A field has one master: what another system keeps is changed by writes for that system alone."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.actions import field_sources, milestones, people, raid_items
from programs.actions.base import together
from programs.api.routes import ROUTES
from programs.errors import KeptElsewhere, NotAllowed, Refused, Stale
from programs.models import FieldSource, FlowStage, Milestone, Program, User
from programs.models.base import Record
from programs.models.field_source import program_key
from programs.models.grant import Grant, Scope
from programs.source_fields import FIELDS, model_of
from tests.factories import START, make_flow, make_membership, make_milestone, make_program, make_user
from tests.factories.governance import make_raid_item
from tests.factories.policy import make_source

pytestmark = pytest.mark.django_db
PLANVIEW: dict[str, Any] = {"source_system": "Planview", "external_id": "1"}


@pytest.fixture
def named(program: Program) -> Milestone:
    """A milestone that Planview names."""
    return make_milestone(program, name="Map", finish_on=START + timedelta(days=30), **PLANVIEW)


def for_system(user: User, system: str) -> User:
    """The person as a request with a token of the system brings them."""
    user.grant = Grant(Scope.WRITE, None, system)
    return user


def fields_read(queries: CaptureQueriesContext) -> int:
    return sum('FROM "programs_fieldsource"' in query["sql"] for query in queries)


def test_what_can_be_kept_is_what_a_change_takes() -> None:
    """The table beside the actions says the same as the bodies of the API, but for the forecast of a milestone."""
    views: dict[str, Any] = {prefix: view for prefix, view, _ in ROUTES}
    writes = {prefix: getattr(view, "writes", {}) for prefix, view in views.items()}
    bodies = {prefix: each["partial_update"].body for prefix, each in writes.items() if "partial_update" in each}
    taken = {noun: set(body().fields) - {"source_system", "external_id"} for noun, body in bodies.items()}
    taken["milestones"].add("forecast_on")
    del taken["field-sources"]

    assert {noun: set(fields) for noun, (_, fields) in FIELDS.items()} == taken
    assert {noun: model_of(noun) for noun in FIELDS} == {noun: views[noun].queryset.model for noun in FIELDS}
    assert all(issubclass(model_of(noun), Record) for noun in FIELDS)


def test_a_person_does_not_change_what_another_system_keeps(program: Program, pmo_lead: User, named: Milestone) -> None:
    make_source(field="name")
    make_source(field="weight", system="SAP")

    with pytest.raises(KeptElsewhere) as refusal:
        milestones.change(named, by=pmo_lead, name="Draw", weight=Decimal(5), description="More")

    assert refusal.value.code == "kept_elsewhere"
    assert refusal.value.by_field == {
        "name": "Planview keeps this field: change it there.",
        "weight": "SAP keeps this field: change it there.",
    }
    named.refresh_from_db()
    assert (named.version, named.name, named.description) == (1, "Map", "")


def test_the_same_value_and_other_fields_are_no_conflict(pmo_lead: User, named: Milestone) -> None:
    make_source(field="name")

    changed = milestones.change(named, by=pmo_lead, name="Map", description="More")

    assert (changed.name, changed.description) == ("Map", "More")


@pytest.mark.parametrize(("system", "may"), [("Planview", True), ("PLANVIEW", True), ("SAP", False), ("", False)])
def test_a_write_for_the_system_changes_it(system: str, may: bool, pmo_lead: User, named: Milestone) -> None:
    make_source(field="name")
    by = for_system(pmo_lead, system)

    if not may:
        with pytest.raises(KeptElsewhere):
            milestones.change(named, by=by, name="Draw")
        return
    assert milestones.change(named, by=by, name="Draw").name == "Draw"


def test_the_next_write_is_for_nobody_again(pmo_lead: User, named: Milestone) -> None:
    make_source(field="name")
    milestones.change(named, by=for_system(pmo_lead, "Planview"), name="Draw")
    pmo_lead.grant = None

    with pytest.raises(KeptElsewhere):
        milestones.change(named, by=pmo_lead, name="Map")


def test_rows_that_no_system_names_stay_free_without_a_query(program: Program, pmo_lead: User) -> None:
    make_source(field="name")
    own = make_milestone(program, name="Map")

    with CaptureQueriesContext(connection) as queries:
        changed = milestones.change(own, by=pmo_lead, name="Draw")

    assert changed.name == "Draw"
    assert fields_read(queries) == 0


def test_a_new_row_says_everything(program: Program, pmo_lead: User) -> None:
    make_source(field="name")
    make_source(field="forecast_on")

    made = milestones.create(
        program, by=pmo_lead, name="Map", step="map", stated_on=START, finish_on=START + timedelta(days=9), **PLANVIEW
    )

    assert made.source_system == "Planview"


def test_the_word_of_a_program_goes_before_that_of_the_installation(
    program: Program, pmo_lead: User, named: Milestone
) -> None:
    make_source(field="name")
    make_source(program, field="name", system="SAP")
    make_source(make_program(), field="weight", system="Jira Align")

    milestones.change(named, by=for_system(pmo_lead, "SAP"), name="Draw", weight=Decimal(7))

    with pytest.raises(KeptElsewhere, match="SAP keeps"):
        milestones.change(named, by=for_system(pmo_lead, "Planview"), name="Map")


def test_the_program_of_a_row_is_found_through_what_it_belongs_to(program: Program) -> None:
    flow = make_flow(program)
    stage = FlowStage(flow=flow)

    assert (program_key(stage), program_key(program)) == (program.pk, program.pk)


def test_a_batch_reads_once_who_keeps_what(program: Program, pmo_lead: User) -> None:
    make_source(field="name")
    rows = [make_milestone(program, source_system="Planview", external_id=str(number)) for number in range(4)]

    with CaptureQueriesContext(connection) as queries, together():
        for row in rows:
            milestones.change(row, by=pmo_lead, description="More")

    assert fields_read(queries) == 1


def test_a_forecast_is_kept_where_the_milestones_dates_are(pmo_lead: User, named: Milestone) -> None:
    make_source(field="forecast_on")
    later: dict[str, Any] = {"finish_on": START + timedelta(days=40), "stated_on": START + timedelta(days=1)}

    with pytest.raises(KeptElsewhere) as refusal:
        milestones.forecast(named, by=pmo_lead, **later)
    said = milestones.forecast(named, by=for_system(pmo_lead, "Planview"), **later)
    pmo_lead.grant = None
    again = milestones.forecast(named, by=pmo_lead, reason="As before", **later)

    assert refusal.value.field == "finish_on"
    assert (again.pk, again.reason, named.forecasts.count()) == (said.pk, "As before", 2)


def test_a_start_is_refused_at_the_day_that_was_given(pmo_lead: User, named: Milestone) -> None:
    make_source(field="started_on")

    with pytest.raises(KeptElsewhere) as refusal:
        milestones.start(named, by=pmo_lead, on=START)

    assert refusal.value.by_field == {"on": "Planview keeps this field: change it there."}


def test_open_work_whose_owner_is_kept_elsewhere_is_not_handed_over(program: Program, steward: User) -> None:
    owner, to = make_user(), make_user()
    make_membership(to, program)
    item = make_raid_item(program, owner=owner, **PLANVIEW)
    make_source(noun="raid-items", field="owner")

    with pytest.raises(Refused, match="owner: Planview keeps this field") as refusal:
        people.hand_over(owner, by=steward, to=to, programs=[program], on=date(2026, 2, 1))

    item.refresh_from_db()
    assert (item.owner, refusal.value.field) == (owner, "to")


def test_another_noun_has_its_own_word(program: Program, pmo_lead: User) -> None:
    make_source(noun="milestones", field="description")
    item = make_raid_item(program, **PLANVIEW)

    assert raid_items.change(item, by=pmo_lead, description="More").description == "More"


@pytest.mark.parametrize(
    ("noun", "field", "code"),
    [
        ("milestones", "external_id", "field_unknown"),
        ("milestones", "uid", "field_unknown"),
        ("milestones", "removed_on", "field_unknown"),
        ("tokens", "name", "noun_unknown"),
    ],
)
def test_only_what_a_change_takes_is_declared(noun: str, field: str, code: str, steward: User) -> None:
    with pytest.raises(Refused) as refusal:
        field_sources.declare(noun, by=steward, field=field, system="Planview")

    assert refusal.value.code == code


def test_what_the_installation_shares_no_program_has_for_itself(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        field_sources.declare("functions", by=pmo_lead, field="name", system="SAP", program=program)

    assert refusal.value.code == "noun_is_shared"


def test_stewards_say_it_for_all_and_leads_for_their_program(program: Program, pmo_lead: User, steward: User) -> None:
    values: dict[str, Any] = {"field": "name", "system": " Planview "}

    shared = field_sources.declare("milestones", by=steward, **values)
    own = field_sources.declare("milestones", by=pmo_lead, program=program, **values)

    assert (shared.system, own.program) == ("Planview", program)
    for by, line in ((pmo_lead, shared), (steward, own)):
        with pytest.raises(NotAllowed):
            field_sources.change(line, by=by, system="SAP")
        with pytest.raises(NotAllowed):
            field_sources.remove(line, by=by)
        with pytest.raises(NotAllowed):
            field_sources.declare("milestones", by=by, field="kind", system="SAP", program=line.program)


def test_a_line_is_changed_as_it_was_read_and_names_a_system(steward: User) -> None:
    line = make_source()

    with pytest.raises(Refused, match="Name the system"):
        field_sources.change(line, by=steward, system=" ")
    changed = field_sources.change(line, by=steward, system="SAP", version=1)
    with pytest.raises(Stale):
        field_sources.remove(line, by=steward, version=1)
    field_sources.remove(line, by=steward, version=changed.version)

    assert not FieldSource.objects.exists()
