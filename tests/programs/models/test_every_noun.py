"""What every table of the record has; a noun added later that lacks it fails here."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models
from pghistory.models import Event

from programs.models.base import Record, new_uid
from tests.programs.models.one_of_each import SAMPLES, record_models
from tests.programs.models.sample import RecordModel

every_noun = pytest.mark.parametrize("model", record_models(), ids=lambda model: model.__name__)


def installed_triggers(model: type[models.Model]) -> set[str]:
    """Names of the triggers that stand in the database, without their hashes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled = 'O'",
            [model._meta.db_table],
        )
        return {name.removeprefix("pgtrigger_").rpartition("_")[0] for (name,) in cursor.fetchall()}


def installed_constraints(model: type[models.Model]) -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, model._meta.db_table))


def test_every_noun_has_a_sample() -> None:
    assert set(SAMPLES) == set(record_models())


def test_a_table_with_a_version_is_of_the_record() -> None:
    """A noun that copies the columns instead of inheriting them would have no triggers."""
    versioned = {
        model
        for model in apps.get_app_config("programs").get_models()
        if not issubclass(model, Event) and "version" in {field.name for field in model._meta.get_fields()}
    }

    assert versioned == set(record_models())


@every_noun
def test_it_has_an_identity(model: RecordModel) -> None:
    uid = model._meta.get_field("uid")

    assert uid.unique
    assert uid.default is new_uid
    assert not uid.editable


@every_noun
@pytest.mark.django_db
def test_its_triggers_stand_in_the_database(model: RecordModel) -> None:
    promised = {"bump_version", "leave_tombstone", "insert_insert", "update_update", "delete_delete"}

    assert promised <= installed_triggers(model)


@every_noun
def test_its_history_has_a_table_with_every_column(model: RecordModel) -> None:
    histories = [each for each in apps.get_models() if getattr(each, "pgh_tracked_model", None) is model]

    assert len(histories) == 1
    kept = {field.name for field in histories[0]._meta.get_fields()}
    assert {field.name for field in model._meta.fields} <= kept
    assert {"pgh_context", "pgh_created_at", "pgh_label"} <= kept


@every_noun
@pytest.mark.django_db
def test_its_constraints_stand_in_the_database(model: RecordModel) -> None:
    name = model.__name__.lower()

    assert {f"{name}_external_id_is_unique_in_its_source", f"{name}_external_id_names_its_source"} <= {
        constraint.name for constraint in model._meta.constraints
    }
    assert {constraint.name for constraint in model._meta.constraints} <= installed_constraints(model)


@every_noun
def test_its_rows_have_a_total_order(model: RecordModel) -> None:
    """A list without an order shows rows twice or never when it is paged."""
    assert model._meta.ordering


@every_noun
def test_it_keeps_the_rows_it_refers_to(model: RecordModel) -> None:
    foreign = [field for field in model._meta.fields if isinstance(field, models.ForeignKey)]

    assert [field.name for field in foreign if field.remote_field.on_delete is not models.PROTECT] == []


def test_a_noun_says_what_it_is() -> None:
    silent = [model.__name__ for model in record_models() if not model.__doc__ or model.__doc__ == Record.__doc__]

    assert [name for name in silent if name] == []
