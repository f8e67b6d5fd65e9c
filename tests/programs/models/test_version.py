"""``version`` and ``updated_at`` are written by the database alone, once for each real change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

import pytest
from django.db import models

from programs.models import Program
from programs.models.base import new_uid
from tests.factories import make_milestone, make_program
from tests.programs.models.one_of_each import CHANGEABLE, SAMPLES
from tests.programs.models.sample import RecordModel

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
every_changeable = pytest.mark.parametrize("model", CHANGEABLE, ids=lambda model: model.__name__)


def rows_of(model: RecordModel, key: int) -> models.QuerySet[models.Model]:
    return cast("models.QuerySet[models.Model]", model._base_manager.filter(pk=key))


@every_changeable
def test_a_change_raises_the_version_by_one(model: RecordModel, program: Program) -> None:
    row = SAMPLES[model].make(program)
    before = model._base_manager.get(pk=row.pk)

    rows_of(model, row.pk).update(**SAMPLES[model].change)

    after = model._base_manager.get(pk=row.pk)
    assert after.version == before.version + 1
    assert after.updated_at > before.updated_at
    assert after.created_at == before.created_at


@every_changeable
def test_writing_the_same_values_is_no_change(model: RecordModel, program: Program) -> None:
    row = SAMPLES[model].make(program)
    before = model._base_manager.get(pk=row.pk)
    same = {name: getattr(before, name) for name in SAMPLES[model].change}

    rows_of(model, row.pk).update(**same)

    after = model._base_manager.get(pk=row.pk)
    assert (after.version, after.updated_at) == (before.version, before.updated_at)


@every_changeable
@pytest.mark.parametrize(
    ("field", "value"),
    [("version", 900), ("updated_at", LONG_AGO), ("created_at", LONG_AGO), ("uid", new_uid())],
    ids=["version", "updated_at", "created_at", "uid"],
)
def test_it_cannot_be_set_by_hand(model: RecordModel, field: str, value: object, program: Program) -> None:
    row = SAMPLES[model].make(program)
    before = model._base_manager.get(pk=row.pk)

    rows_of(model, row.pk).update(**{field: value})

    after = model._base_manager.get(pk=row.pk)
    assert getattr(after, field) == getattr(before, field)
    assert after.version == before.version


def test_a_hand_set_version_beside_a_real_change_counts_once() -> None:
    program = make_program()

    Program.objects.filter(pk=program.pk).update(name="Renamed", version=900)

    program.refresh_from_db()
    assert (program.name, program.version) == ("Renamed", 2)


def test_saving_a_row_read_long_ago_still_counts_up_from_the_present() -> None:
    program = make_program()
    read_long_ago = Program.objects.get(pk=program.pk)
    for name in ("First", "Second"):
        Program.objects.filter(pk=program.pk).update(name=name)

    read_long_ago.name = "Third"
    read_long_ago.save()

    program.refresh_from_db()
    assert program.version == 4


def test_a_bulk_update_raises_the_version_of_the_rows_it_changes_only(program: Program) -> None:
    changed, same = make_milestone(program, name="Map"), make_milestone(program, name="Sign")

    changed.name = "Map again"
    type(changed).objects.bulk_update([changed, same], ["name"])

    changed.refresh_from_db()
    same.refresh_from_db()
    assert (changed.version, same.version) == (2, 1)


def test_a_query_over_many_rows_raises_each_of_them(program: Program) -> None:
    rows = [make_milestone(program) for _ in range(3)]

    program.milestones.update(description="Reviewed")

    assert set(program.milestones.values_list("version", flat=True)) == {2}
    assert len(rows) == program.milestones.count()
