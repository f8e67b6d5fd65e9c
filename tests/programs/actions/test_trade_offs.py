from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from programs.actions import trade_offs
from programs.errors import Refused
from programs.models import DecisionRecord, Program, TradeOffEntry, User
from tests.factories import START, make_program, make_user
from tests.factories.tradeoffs import make_estimate, make_later

pytestmark = pytest.mark.django_db
LATER = START + timedelta(days=60)
MEASURED: dict[str, Any] = {"currency": "EUR", "method": "Stock counted"}


def amounts(first: TradeOffEntry) -> list[Decimal | None]:
    entries = [first, *first.later_entries.order_by("id")]
    return [entry.amount for entry in entries]


def test_a_true_up_stands_beside_its_estimate(program: Program, pmo_lead: User) -> None:
    first = make_estimate(program)

    real = trade_offs.true_up(first, by=pmo_lead, on=LATER, amount=Decimal(-800), **MEASURED)

    assert (real.kind, real.originator, real.affected) == ("true_up", first.originator, first.affected)
    assert amounts(first) == [Decimal("-1000.00"), Decimal("-800.00")]


def test_a_reversal_takes_back_what_stood(program: Program, pmo_lead: User) -> None:
    first = make_estimate(program)
    make_later(first, "true_up", amount=Decimal(-800))

    reversal = trade_offs.reverse(first, by=pmo_lead, on=LATER, reason="The contract was not signed")

    assert (reversal.amount, reversal.currency) == (Decimal("800.00"), "EUR")


@pytest.mark.parametrize("amount", [Decimal(-5), Decimal(0)])
def test_an_estimate_and_its_reversal_come_to_nothing(amount: Decimal, program: Program, pmo_lead: User) -> None:
    first = make_estimate(program, amount=amount)

    trade_offs.reverse(first, by=pmo_lead, on=LATER, reason="Entered twice")

    assert sum(each or Decimal(0) for each in amounts(first)) == 0


def refused(first: TradeOffEntry, by: User, **given: Any) -> tuple[str, str]:
    words: dict[str, Any] = {"on": LATER, "amount": Decimal(-1)} | MEASURED | given
    with pytest.raises(Refused) as refusal:
        trade_offs.true_up(first, by=by, **words)
    return refusal.value.code, refusal.value.field


def test_what_was_reversed_is_over(program: Program, pmo_lead: User) -> None:
    first = make_estimate(program)
    make_later(first, "reversal")

    assert refused(first, pmo_lead) == ("already_reversed", "first")


def test_only_an_estimate_is_trued_up(program: Program, pmo_lead: User) -> None:
    assert refused(make_later(make_estimate(program), "true_up"), pmo_lead) == ("not_an_estimate", "first")


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"currency": "USD"}, "other_currency", "currency"),
        ({"on": START - timedelta(days=1)}, "before_the_estimate", "on"),
        ({"on": date(2999, 1, 1)}, "in_the_future", "on"),
    ],
    ids=["currency", "too early", "ahead"],
)
def test_a_true_up_that_cannot_be(
    given: dict[str, Any], code: str, field: str, program: Program, pmo_lead: User
) -> None:
    assert refused(make_estimate(program), pmo_lead, **given) == (code, field)


def test_an_estimate_names_a_decision_of_its_own_program(program: Program, pmo_lead: User) -> None:
    elsewhere = DecisionRecord.objects.create(
        program=make_program(), question="Longer lead time?", raised_on=START, raised_by=make_user()
    )

    with pytest.raises(Refused) as refusal:
        trade_offs.estimate(program, by=pmo_lead, on=START, decision=elsewhere, title="Longer lead time")

    assert (refusal.value.code, refusal.value.field) == ("other_program", "decision")
