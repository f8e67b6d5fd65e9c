from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from programs.actions import policies
from programs.errors import NotAllowed, Refused
from programs.models import Policy, Program, RefreshRequest, User
from programs.periods import day_name
from tests.factories import START, make_program

pytestmark = pytest.mark.django_db


def approve(by: User, **given: Any) -> Policy:
    words: dict[str, Any] = {"approved_on": START, "reason": "Agreed", "values": {"spi_green": "0.97"}} | given
    return policies.approve(START, by=by, **words)


def test_a_committee_approves_the_policy_of_its_program(program: Program, committee_member: User) -> None:
    make_program(code="BETA")

    policy = approve(committee_member, program=program)

    assert (policy.program, policy.approved_by) == (program, committee_member)
    assert list(RefreshRequest.objects.values_list("program", flat=True)) == [program.pk]


def test_a_lead_does_not_set_what_measures_them(program: Program, pmo_lead: User) -> None:
    with pytest.raises(NotAllowed):
        approve(pmo_lead, program=program)


def test_a_committee_does_not_decide_for_the_installation(committee_member: User) -> None:
    with pytest.raises(NotAllowed):
        approve(committee_member)


def test_numbers_that_contradict_each_other_are_refused(program: Program, steward: User) -> None:
    approve(steward, values={"spi_amber": "0.90"})

    with pytest.raises(Refused) as refusal:
        approve(steward, program=program, values={"spi_green": "0.90"})

    assert (refusal.value.code, refusal.value.field) == ("out_of_order", "values")
    assert Policy.objects.count() == 1


def test_the_installation_does_not_contradict_what_a_program_decided(program: Program, steward: User) -> None:
    approve(steward, program=program, values={"spi_amber": "0.94"})

    with pytest.raises(Refused) as refusal:
        approve(steward, values={"spi_green": "0.93", "spi_amber": "0.85"})

    assert refusal.value.code == "out_of_order"
    assert program.name in refusal.value.message


def test_an_unknown_number_is_refused_by_name(steward: User) -> None:
    with pytest.raises(ValidationError, match="spi_grin is not a number of the policy"):
        approve(steward, values={"spi_grin": "1"})


def test_before_it_begins_a_policy_does_nothing(steward: User) -> None:
    approve(steward)

    assert Policy.objects.numbers_on(START - timedelta(days=1))[None].version == 0


def test_a_policy_does_not_contradict_what_is_planned_for_a_later_day(program: Program, steward: User) -> None:
    later = START + timedelta(days=30)
    policies.approve(
        later, by=steward, approved_on=START, reason="Agreed", values={"spi_amber": "0.94"}, program=program
    )

    with pytest.raises(Refused) as refusal:
        approve(steward, values={"spi_green": "0.93", "spi_amber": "0.85"})

    assert (refusal.value.code, day_name(later) in refusal.value.message) == ("out_of_order", True)
