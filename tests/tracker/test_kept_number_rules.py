"""What the table of kept numbers can never hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from programs.models import Program
from tests.api.resources import a_snapshot
from tests.factories.plan import START
from tracker.models import KeptNumbers

pytestmark = pytest.mark.django_db


def make_numbers(program: Program, **given: Any) -> KeptNumbers:
    values = {"day": START, "known_on": START, "method_version": "1", "policy_version": 0, "is_headline": True}
    return KeptNumbers.objects.create(program=program, **values | {"numbers": []} | given)


def make_two_headlines(program: Program) -> None:
    """Of snapshots of two days, said to be of one."""
    a_snapshot(program)
    a_snapshot(program)
    KeptNumbers.objects.filter(snapshot__isnull=False).update(day=START)


REFUSED: dict[str, Callable[[Program], object]] = {
    "numbers_of_analyses_are_kept_once_a_day": lambda program: [make_numbers(program) for _ in range(2)],
    "one_snapshot_gives_the_numbers_of_a_day": make_two_headlines,
    "numbers_of_analyses_stand_for_their_day": lambda program: make_numbers(program, is_headline=False),
    "numbers_are_known_on_their_day_or_later": lambda program: make_numbers(
        program, known_on=START - timedelta(days=1)
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(program: Program, name: str) -> None:
    with pytest.raises(IntegrityError, match=name):
        REFUSED[name](program)


def test_numbers_go_with_their_snapshot(program: Program) -> None:
    shown = a_snapshot(program)
    kept = KeptNumbers.objects.filter(snapshot=shown)
    assert kept.exists()

    shown.delete()

    assert not kept.exists()
