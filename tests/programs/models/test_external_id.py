"""The identity of a row in the system it came from: a pair, and unique there. And: every rule is tried somewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps

from programs.models import BaselineItem, GateReview, Policy, Program
from programs.models.base import Record
from tests.factories import START, make_gate, make_milestone, make_policy, make_program, make_review
from tests.programs.models import test_other_constraints, test_plan_constraints
from tests.programs.models.one_of_each import CHANGEABLE, FROM_ELSEWHERE, IMMUTABLE, SAMPLES, RecordModel, open_baseline
from tests.programs.models.refusals import assert_refused

pytestmark = pytest.mark.django_db
every_changeable = pytest.mark.parametrize("model", CHANGEABLE, ids=lambda model: model.__name__)


def item_from(program: Program, **origin: str) -> BaselineItem:
    milestone = make_milestone(program)
    return BaselineItem.objects.create(
        baseline=open_baseline(program), milestone=milestone, planned_on=START, weight=1, **origin
    )


def policy_from(_: Program, **origin: str) -> Policy:
    return make_policy(effective_from=START.replace(year=START.year + Policy.objects.count()), **origin)


def review_from(_: Program, **origin: str) -> GateReview:
    return make_review(make_gate(make_program()), "passed", decided_on=START, **origin)


NEW_ROWS: dict[RecordModel, Callable[..., Record]] = {
    BaselineItem: item_from,
    GateReview: review_from,
    Policy: policy_from,
}


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
    new_row = NEW_ROWS[model]
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


def test_every_rule_of_every_table_is_tried() -> None:
    tried = {case.partition("/")[0] for case in {**test_plan_constraints.CASES, **test_other_constraints.CASES}}
    rules = {
        constraint.name
        for model in apps.get_app_config("programs").get_models()
        for constraint in model._meta.constraints
        if "_external_id_" not in constraint.name
    }

    assert rules == tried
