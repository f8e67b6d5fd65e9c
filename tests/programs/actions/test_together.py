"""Actions that share one transaction, and what a refusal of the database says."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programs.actions import committees, milestones, raid_items
from programs.actions.base import all_or_nothing
from programs.errors import Refused
from programs.models import Committee, Program, RaidItem, RefreshRequest, User
from tests.factories import START, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward() -> User:
    return make_user(is_steward=True)


def raise_two(program: Program, by: User) -> None:
    """Raises two risks, the second of which has a rating that nobody knows."""
    with all_or_nothing():
        for rating in (5, 6):
            raid_items.raise_item(program, by=by, on=START, kind="risk", title="Late castings", impact=rating)


def test_one_refusal_undoes_all(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused, match="Rate from 1"), transaction.atomic():
        raise_two(program, pmo_lead)

    assert not RaidItem.objects.exists()


def test_a_program_is_marked_once_at_the_end(program: Program, pmo_lead: User) -> None:
    RefreshRequest.objects.all().delete()

    with all_or_nothing():
        for name in ("Map", "Limit"):
            milestones.create(program, by=pmo_lead, stated_on=START, finish_on=START, name=name, step="map")
        assert not RefreshRequest.objects.exists()

    assert RefreshRequest.objects.get().program_id == program.pk


def test_the_database_refuses_in_the_words_of_its_constraint(steward: User) -> None:
    with pytest.raises(ValidationError, match="Committee needs somebody to decide"):
        committees.create("Board", by=steward, quorum=0)

    assert not Committee.objects.exists()


def test_among_all_or_nothing_the_refusal_is_the_databases_own(steward: User) -> None:
    with (
        pytest.raises(IntegrityError, match="committee_needs_somebody_to_decide"),
        transaction.atomic(),
        all_or_nothing(),
    ):
        committees.create("Board", by=steward, quorum=0)

    assert not Committee.objects.exists()
