from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from programs.actions import programs
from programs.errors import Refused
from programs.models import Program, User
from tests.factories import START, make_baseline, make_milestone

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_who_creates_a_program_leads_it(steward: User) -> None:
    program = programs.create("BETA", by=steward, on=START, name="Beta", organization="Pumps Ltd")

    membership = program.memberships.get()
    assert (program.state, program.organization) == ("draft", "Pumps Ltd")
    assert (membership.user, membership.role, membership.valid_from) == (steward, "pmo_lead", START)


@pytest.mark.parametrize("code", ["ALPHA", "alpha", "Alpha"])
def test_a_code_is_used_once_in_whatever_case(code: str, program: Program, steward: User) -> None:
    with pytest.raises(Refused) as refusal:
        programs.create(code, by=steward, on=START, name="Again")

    assert (refusal.value.code, refusal.value.field) == ("code_is_taken", "code")
    assert Program.objects.count() == 1


def test_the_start_moves_while_no_baseline_is_locked(program: Program, pmo_lead: User) -> None:
    assert programs.change(program, by=pmo_lead, start_on=START + DAY).start_on == START + DAY


def test_the_start_stays_once_a_baseline_is_locked(program: Program, pmo_lead: User) -> None:
    make_milestone(program, finish_on=START)
    make_baseline(program)

    with pytest.raises(Refused) as refusal:
        programs.change(program, by=pmo_lead, start_on=START + DAY)

    assert (refusal.value.code, refusal.value.field) == ("start_is_fixed", "start_on")
    assert programs.change(program, by=pmo_lead, start_on=START, name="Alpha 2").name == "Alpha 2"


def test_an_active_program_cannot_lose_its_start(program: Program, pmo_lead: User) -> None:
    with pytest.raises(ValidationError, match="A program that follows the sequence needs a start"):
        programs.change(program, by=pmo_lead, start_on=None)


def test_a_removed_program_comes_back_as_it_was(program: Program, pmo_lead: User) -> None:
    removed = programs.remove(program, by=pmo_lead, on=START)
    assert (removed.removed_on, removed.removed_by) == (START, pmo_lead)
    assert program not in Program.objects.kept()

    restored = programs.restore(removed, by=pmo_lead)

    assert (restored.removed_on, restored.removed_by, restored.name) == (None, None, "Alpha")


def test_a_program_is_removed_once(program: Program, pmo_lead: User) -> None:
    removed = programs.remove(program, by=pmo_lead, on=START)

    with pytest.raises(Refused) as refusal:
        programs.remove(removed, by=pmo_lead, on=START)

    assert refusal.value.code == "already_removed"
