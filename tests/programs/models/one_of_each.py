"""One row of every noun of the record, and a change of it: what the promises of every table are tried on."""

from __future__ import annotations

from django.apps import apps

from programs.models.base import Record
from tests.areas import merged
from tests.programs.models.sample import RecordModel, Samples

SAMPLES: Samples = merged("tests.programs.models.samples", "SAMPLES")
CHANGEABLE = [model for model in SAMPLES if SAMPLES[model].change]
IMMUTABLE = [model for model in SAMPLES if not SAMPLES[model].change]


def record_models() -> list[RecordModel]:
    """Every concrete table of the record, in order of name; history tables are not nouns."""
    found = [model for model in apps.get_app_config("programs").get_models() if issubclass(model, Record)]
    return sorted(found, key=lambda model: model.__name__)


def delete_alone(row: Record) -> None:
    """The row deleted in the database, whatever refers to it: foreign keys are only checked at commit."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    rows._raw_delete(rows.db)
