"""A deleted row leaves a trace that a client which syncs can see, by trigger."""

from __future__ import annotations

import pghistory
import pytest

from programs.models import Milestone, Program, Tombstone, User
from tests.factories import make_flow, make_function, make_milestone, make_stage
from tests.programs.models.one_of_each import CHANGEABLE, SAMPLES, delete_alone
from tests.programs.models.sample import RecordModel

pytestmark = pytest.mark.django_db
OF_A_PROGRAM = [model for model in CHANGEABLE if SAMPLES[model].in_program]


@pytest.mark.parametrize("model", CHANGEABLE, ids=lambda model: model.__name__)
def test_a_deleted_row_leaves_its_kind_and_identity(model: RecordModel, program: Program) -> None:
    row = SAMPLES[model].make(program)

    delete_alone(row)

    stone = Tombstone.objects.get(uid=row.uid)
    assert stone.kind == model.__name__.lower()


@pytest.mark.parametrize("model", OF_A_PROGRAM, ids=lambda model: model.__name__)
def test_a_tombstone_names_the_program(model: RecordModel, program: Program) -> None:
    row = SAMPLES[model].make(program)

    delete_alone(row)

    assert Tombstone.objects.get(uid=row.uid).program_id == program.pk


def test_a_tombstone_names_who_deleted(program: Program, pmo_lead: User) -> None:
    stage = make_stage(make_flow(program))

    with pghistory.context(user=pmo_lead.pk):
        stage.delete()

    assert Tombstone.objects.get().deleted_by_id == pmo_lead.pk


def test_rows_deleted_in_bulk_leave_a_tombstone_each(program: Program) -> None:
    uids = {make_milestone(program).uid for _ in range(3)}

    Milestone.objects.filter(program=program).delete()

    assert set(Tombstone.objects.values_list("uid", flat=True)) == uids


def test_a_noun_of_the_installation_belongs_to_no_program() -> None:
    function = make_function()

    function.delete()

    assert Tombstone.objects.get(uid=function.uid).program_id is None


def test_nobody_is_named_when_nobody_is_known(program: Program) -> None:
    make_milestone(program).delete()

    assert Tombstone.objects.get().deleted_by_id is None
