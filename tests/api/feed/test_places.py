"""Where the feed says that rows belong is where their lists show them, for every noun and everybody."""

from __future__ import annotations

from typing import Any, cast

import pytest

from programs.api.feed.kinds import kinds
from programs.api.feed.state import read_state
from programs.models import Change, Program, User
from programs.models.feed_triggers import UNLISTED
from tests import factories as make
from tests.factories import committees as make_committees
from tests.programs.models.one_of_each import CHANGEABLE, SAMPLES, delete_alone, record_models
from tests.programs.models.sample import RecordModel
from tests.sweep.world import build

pytestmark = pytest.mark.django_db
LISTED = [model for model in SAMPLES if model.__name__.lower() not in UNLISTED]
PEOPLE = ("pmo_lead", "function_lead", "viewer", "outsider", "steward", "administrator", "sits", "nobody")
every_noun = pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)


@pytest.fixture
def people(pmo_lead: User, function_lead: User, viewer: User, outsider: User, steward: User) -> dict[str, User]:
    sits = make_committees.make_seat(make_committees.make_committee()).user
    administrator, nobody = make.make_user(is_superuser=True), make.make_user()
    found = (pmo_lead, function_lead, viewer, outsider, steward, administrator, sits, nobody)
    return dict(zip(PEOPLE, found, strict=True))


def test_every_noun_has_a_list_or_is_said_to_have_none() -> None:
    listed = {kind.table for kind in kinds()}

    assert {model.__name__.lower() for model in record_models()} == listed | UNLISTED


def test_rows_belong_to_what_shows_them(program: Program, pmo_lead: User, people: dict[str, User]) -> None:
    build(program, pmo_lead)
    removed = make.make_program(removed_on="2026-01-01", removed_by=pmo_lead)
    make_committees.make_meeting(make_committees.make_committee(removed))
    states = {name: read_state(user).access for name, user in people.items()}

    for kind in kinds():
        rows = cast(Any, kind.model).objects
        for name, user in people.items():
            condition, values = states[name].rows_sql(kind)
            belonging = rows.raw(f"SELECT r.* FROM {kind.model._meta.db_table} r WHERE {condition}", values)
            assert {row.pk for row in belonging} == {row.pk for row in rows.visible_to(user)}, (kind.name, name)


def entries(model: RecordModel) -> list[tuple[str, str, int | None]]:
    found = Change.objects.filter(kind=model.__name__.lower()).order_by("id")
    return [(each.op, each.scope, each.scope_id) for each in found]


@every_noun
def test_a_new_row_leaves_one_entry_in_its_place(model: RecordModel, program: Program) -> None:
    row = SAMPLES[model].make(program)

    [entry] = Change.objects.filter(kind=model.__name__.lower(), row_id=row.pk, op="i")
    assert entry.uid == row.uid
    assert entry.scope_id is not None or entry.scope == "s"
    if SAMPLES[model].in_program and model.__name__ not in {"Policy", "Reading"}:
        assert (entry.scope in "pd", entry.scope_id) == (True, row.pk if isinstance(row, Program) else program.pk)


@pytest.mark.parametrize("model", [m for m in CHANGEABLE if m in LISTED], ids=lambda model: model.__name__)
def test_a_change_and_the_end_of_a_row_leave_an_entry_each(model: RecordModel, program: Program) -> None:
    row = SAMPLES[model].make(program)
    [begun] = Change.objects.filter(kind=model.__name__.lower(), row_id=row.pk, op="i")
    Change.objects.all().delete()

    same = model._base_manager.filter(pk=row.pk)
    same.update(**SAMPLES[model].change)
    same.update(**SAMPLES[model].change)
    delete_alone(row)

    place = (begun.scope, begun.scope_id)
    assert entries(model) == [("u", *place), ("d", *place)]


def test_many_rows_at_once_leave_an_entry_each(program: Program) -> None:
    milestones = [make.make_milestone(program) for _ in range(5)]
    Change.objects.all().delete()

    program.milestones.filter(pk__in=[row.pk for row in milestones[:3]]).update(name="Changed")
    program.milestones.update(name="Changed")

    assert list(Change.objects.order_by("id").values_list("row_id", flat=True)) == [row.pk for row in milestones]
