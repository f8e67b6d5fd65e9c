"""History is written by trigger: with its author inside an action, and without one it is written all the same."""

from __future__ import annotations

from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.db import models

from programs.models import Milestone, Program, User
from tests.factories import make_milestone, make_program
from tests.programs.models.one_of_each import CHANGEABLE, SAMPLES, delete_alone
from tests.programs.models.sample import RecordModel

pytestmark = pytest.mark.django_db


def events_of(row: models.Model) -> list[Any]:
    """Rows of the history of one row, oldest first."""
    history = apps.get_model("programs", f"{type(row).__name__}Event")
    return list(history._base_manager.filter(pgh_obj_id=row.pk).select_related("pgh_context").order_by("pgh_id"))


@pytest.mark.parametrize("model", SAMPLES, ids=lambda model: model.__name__)
def test_a_new_row_is_in_the_history(model: RecordModel, program: Program) -> None:
    row = SAMPLES[model].make(program)

    assert events_of(row)[0].pgh_label == "insert"
    assert events_of(row)[0].uid == row.uid


@pytest.mark.parametrize("model", CHANGEABLE, ids=lambda model: model.__name__)
def test_a_bulk_change_is_in_the_history_with_its_author(model: RecordModel, program: Program, pmo_lead: User) -> None:
    row = SAMPLES[model].make(program)

    with pghistory.context(user=pmo_lead.pk, action="tests.change"):
        model._base_manager.filter(pk=row.pk).update(**SAMPLES[model].change)

    last = events_of(row)[-1]
    assert (last.pgh_label, last.version) == ("update", 2)
    assert last.pgh_context.metadata == {"user": pmo_lead.pk, "action": "tests.change"}


@pytest.mark.parametrize("model", CHANGEABLE, ids=lambda model: model.__name__)
def test_a_deleted_row_stays_in_the_history_with_its_author(
    model: RecordModel, program: Program, pmo_lead: User
) -> None:
    row = SAMPLES[model].make(program)

    with pghistory.context(user=pmo_lead.pk):
        delete_alone(row)

    last = events_of(row)[-1]
    assert last.pgh_label == "delete"
    assert last.pgh_context.metadata["user"] == pmo_lead.pk


def test_writing_the_same_values_leaves_no_event(program: Program) -> None:
    milestone = make_milestone(program)

    milestone.save()

    assert [event.pgh_label for event in events_of(milestone)] == ["insert"]


def test_rows_created_in_bulk_are_in_the_history_with_their_author(program: Program, pmo_lead: User) -> None:
    with pghistory.context(user=pmo_lead.pk):
        rows = Milestone.objects.bulk_create([Milestone(program=program, name=name, step="map") for name in "AB"])

    events = [events_of(row)[0] for row in rows]
    assert [event.name for event in events] == ["A", "B"]
    assert {event.pgh_context.metadata["user"] for event in events} == {pmo_lead.pk}


def test_a_bulk_update_is_in_the_history_of_each_changed_row(program: Program, pmo_lead: User) -> None:
    rows = [make_milestone(program), make_milestone(program)]
    for row in rows:
        row.description = "Reviewed"

    with pghistory.context(user=pmo_lead.pk):
        Milestone.objects.bulk_update(rows, ["description"])

    assert [events_of(row)[-1].pgh_label for row in rows] == ["update", "update"]
    assert {events_of(row)[-1].pgh_context.metadata["user"] for row in rows} == {pmo_lead.pk}


def test_a_write_outside_of_any_action_is_kept_without_an_author() -> None:
    program = make_program()

    assert events_of(program)[0].pgh_context is None


def test_the_history_keeps_what_the_row_said_then() -> None:
    program = make_program(name="Before")

    Program.objects.filter(pk=program.pk).update(name="After")

    assert [(event.name, event.version) for event in events_of(program)] == [("Before", 1), ("After", 2)]
