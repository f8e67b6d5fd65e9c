"""The identity of a row in the system it came from: a pair, and unique there. And: every rule is tried somewhere."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from programs.models import Program
from programs.models.base import Record
from tests.factories import make_milestone, make_program
from tests.programs.models.one_of_each import CHANGEABLE, IMMUTABLE, SAMPLES
from tests.programs.models.refusals import assert_refused
from tests.programs.models.sample import FROM_ELSEWHERE, RecordModel

pytestmark = pytest.mark.django_db
every_changeable = pytest.mark.parametrize("model", CHANGEABLE, ids=lambda model: model.__name__)


@every_changeable
@pytest.mark.parametrize("half", [{"external_id": "7"}, {"source_system": "planview"}], ids=["no source", "no id"])
def test_half_an_origin_is_refused(model: RecordModel, half: dict[str, str], program: Program) -> None:
    row = SAMPLES[model].make(program)

    assert_refused(
        f"{model.__name__.lower()}_external_id_names_its_source",
        lambda: model._base_manager.filter(pk=row.pk).update(**{"external_id": "", "source_system": ""} | half),
    )


@every_changeable
def test_an_origin_is_unique(model: RecordModel, program: Program) -> None:
    first, second = SAMPLES[model].make(program), another(model, program)
    model._base_manager.filter(pk=first.pk).update(**FROM_ELSEWHERE)

    assert_refused(
        f"{model.__name__.lower()}_external_id_is_unique_in_its_source",
        lambda: model._base_manager.filter(pk=second.pk).update(**FROM_ELSEWHERE),
    )


@pytest.mark.parametrize("model", IMMUTABLE, ids=lambda model: model.__name__)
def test_the_origin_of_a_row_that_never_changes_is_whole_and_unique(model: RecordModel, program: Program) -> None:
    name = model.__name__.lower()
    new_row = SAMPLES[model].make
    new_row(program, **FROM_ELSEWHERE)

    assert_refused(f"{name}_external_id_is_unique_in_its_source", lambda: new_row(program, **FROM_ELSEWHERE))
    assert_refused(f"{name}_external_id_names_its_source", lambda: new_row(program, external_id="8"))
    assert_refused(f"{name}_external_id_names_its_source", lambda: new_row(program, source_system="planview"))


def another(model: RecordModel, program: Program) -> Record:
    """A second row of the noun; where the program may have only one, in another program."""
    return SAMPLES[model].make(make_program())


def test_two_sources_may_use_the_same_id(program: Program) -> None:
    make_milestone(program, source_system="planview", external_id="1")

    assert make_milestone(program, source_system="jira", external_id="1").pk


def rule_modules() -> list[Any]:
    """The files beside this one that try the rules of an area: ``test_<area>_rules.py``."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("test_*_rules.py"))
    return [import_module(f"tests.programs.models.{name}") for name in names]


def test_every_rule_of_every_table_is_tried() -> None:
    tried = {case.partition("/")[0] for module in rule_modules() for case in module.CASES}
    rules = {
        constraint.name
        for model in apps.get_app_config("programs").get_models()
        for constraint in model._meta.constraints
        if "_external_id_" not in constraint.name
    }

    assert rules == {name for name in tried if "_external_id_" not in name}
