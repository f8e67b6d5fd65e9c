"""Codes and currencies of programs."""

from __future__ import annotations

import pytest

from programs.actions import programs
from programs.errors import Refused
from programs.models import Currency, Program, User
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["x y/z", "a b", "a/b", "", "a?b"])
def test_a_code_that_no_address_takes_is_refused(code: str, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        programs.create(code, by=pmo_lead, on=START, name="New")

    assert (refusal.value.code, refusal.value.field) == ("code_is_malformed", "code")


@pytest.mark.parametrize("code", ["S2P-EU", "a.b_c-1", "ÖL-1"])
def test_letters_digits_dots_dashes_and_underscores_are_a_code(code: str, pmo_lead: User) -> None:
    assert programs.create(code, by=pmo_lead, on=START, name="New", currency="EUR").code == code


def test_a_currency_that_nobody_knows_is_refused(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as created:
        programs.create("NEW", by=pmo_lead, on=START, name="New", currency="XXQ")
    with pytest.raises(Refused) as changed:
        programs.change(program, by=pmo_lead, currency="XXQ")

    assert [each.value.field for each in (created, changed)] == ["currency", "currency"]


def test_a_currency_that_the_installation_keeps_is_known(program: Program, pmo_lead: User) -> None:
    Currency.objects.create(code="XXQ", name="Credits of the canteen")

    assert programs.change(program, by=pmo_lead, currency="XXQ").currency == "XXQ"
