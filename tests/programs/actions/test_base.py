from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from programs.actions import base, raid_items
from programs.errors import Gone
from programs.models import Currency, Program, Resource, User
from tests.factories import START
from tests.factories.governance import make_raid_item

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "values", "column"),
    [
        (Currency, {"code": "XTS", "name": "Test"}, "code"),
        (Resource, {"name": "Press 7", "kind": "production"}, "name"),
    ],
    ids=["currency", "resource"],
)
def test_a_key_that_somebody_took_meanwhile_is_refused_by_name(model: Any, values: dict[str, str], column: str) -> None:
    model.objects.create(**values)

    # The row was validated before the other one was there: only the database sees both.
    with pytest.raises(ValidationError) as refusal, base.said_in_words(), transaction.atomic():
        base.save(model(**values))

    assert column in refusal.value.message_dict


def test_a_row_that_somebody_deleted_meanwhile_is_gone(program: Program, pmo_lead: User) -> None:
    item = make_raid_item(program)
    type(item)._base_manager.filter(pk=item.pk).delete()

    with pytest.raises(Gone) as refusal, transaction.atomic():
        raid_items.close(item, by=pmo_lead, on=START, outcome="Solved.")

    assert "deleted" in refusal.value.message
