"""Calls of actions that are carried out as one: what they write waits, and is dropped or written with them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from programs.actions import milestones
from programs.actions.base import action, save_checked
from programs.actions.gathered import gathered
from programs.errors import Gone, Refused
from programs.gathering import Call, StillWaits
from programs.models import Milestone, Program, RefreshRequest, User
from tests.factories import START, make_milestone, make_program

pytestmark = pytest.mark.django_db


@action
def write_and_refuse(program: Program, *, by: User) -> None:
    save_checked(Milestone(program=program, name="Half", step="map"))
    raise Refused("half", "Half of it was enough.")


def new(program: Program, name: str, by: User, **more: Any) -> Milestone:
    return milestones.create(program, by=by, name=name, step="map", stated_on=START, finish_on=START, **more)


def test_what_waits_is_written_at_the_end(program: Program, pmo_lead: User) -> None:
    with gathered([Call(program, {"by": pmo_lead, "name": name}) for name in ("A", "B")]):
        made = [new(program, name, pmo_lead) for name in ("A", "B")]
        before = Milestone.objects.count()

    assert before == 0
    assert [each.name for each in Milestone.objects.filter(pk__in=[each.pk for each in made]).order_by("id")] == [
        "A",
        "B",
    ]
    assert list(RefreshRequest.objects.values_list("program", flat=True)) == [program.pk]


def test_a_refusal_drops_what_its_own_call_has_waiting(program: Program, pmo_lead: User) -> None:
    with gathered([Call(program, {"by": pmo_lead, "name": "A"}), Call(program, {"by": pmo_lead})]):
        new(program, "A", pmo_lead)
        with pytest.raises(Refused):
            write_and_refuse(program, by=pmo_lead)

    assert [each.name for each in Milestone.objects.all()] == ["A"]


def test_what_the_database_refuses_undoes_all(program: Program, pmo_lead: User) -> None:
    with pytest.raises(DatabaseError):
        good_and_bad(program, pmo_lead)

    assert not Milestone.objects.exists()
    assert not RefreshRequest.objects.exists()


def good_and_bad(program: Program, by: User) -> None:
    with gathered([Call(program, {"by": by, "name": name}) for name in ("A", "B")]):
        new(program, "A", by)
        new(program, "B", by, weight=0)


def test_a_row_that_waits_is_not_changed_again(program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program)

    with gathered([Call(milestone, {"by": pmo_lead, "name": name}) for name in ("New", "Newer")]):
        changed = milestones.change(milestone, by=pmo_lead, name="New")
        with pytest.raises(StillWaits):
            milestones.change(milestone, by=pmo_lead, name="Newer")

    assert (changed.version, Milestone.objects.get().name) == (2, "New")


def test_a_row_that_is_gone_is_gone_for_each(program: Program, pmo_lead: User) -> None:
    gone, there = make_milestone(program), make_milestone(program)
    Milestone.objects.filter(pk=gone.pk).delete()

    with gathered([Call(each, {"by": pmo_lead, "weight": 3}) for each in (gone, there)]):
        for _ in range(2):
            with pytest.raises(Gone):
                milestones.change(gone, by=pmo_lead, weight=Decimal(3))
        changed = milestones.change(there, by=pmo_lead, weight=Decimal(3))

    assert changed.version == 2


def test_who_was_not_foreseen_is_asked_for(program: Program, pmo_lead: User) -> None:
    other = make_program()
    with gathered([Call(program, {"by": pmo_lead, "name": "A"})]), CaptureQueriesContext(connection) as captured:
        assert pmo_lead.has_perm("programs.plan_program", program)
        assert not pmo_lead.has_perm("programs.plan_program", other)
        assert pmo_lead.has_perm("programs.plan_program", program)

    assert len(captured) == 2


def test_values_that_are_refused_are_not_seen_by_the_next_call(program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program)
    calls = [
        Call(milestone, {"by": pmo_lead, "name": milestone.name, "kind": kind}) for kind in ("unheard", "decision")
    ]

    with gathered(calls):
        with pytest.raises(ValidationError):
            milestones.change(milestone, by=pmo_lead, kind="unheard", description="Unheard")
        changed = milestones.change(milestone, by=pmo_lead, kind="decision")

    assert (changed.version, changed.kind, changed.description) == (2, "decision", "")
