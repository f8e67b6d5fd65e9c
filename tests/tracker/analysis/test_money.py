from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.analysis.facts.planning import MoneyFacts, RateFact
from tracker.analysis.money import in_reporting_currency

JULY = date(2026, 7, 1)


def rate(currency: str, into: str, value: str, *, on: date) -> RateFact:
    return RateFact(currency=currency, into=into, effective_from=on, rate=Decimal(value))


MONEY = MoneyFacts(
    reporting="EUR",
    rates=(
        rate("USD", "EUR", "0.87", on=JULY),
        rate("USD", "EUR", "0.9", on=date(2026, 1, 1)),
        rate("EUR", "JPY", "160", on=date(2026, 1, 1)),
        rate("GBP", "USD", "1.3", on=date(2026, 1, 1)),
    ),
)


@pytest.mark.parametrize(
    ("currency", "on", "worth"),
    [
        ("EUR", date(1999, 1, 1), "100.10"),
        ("USD", JULY, "87.087"),
        ("USD", date(2026, 6, 30), "90.09"),
        ("USD", date(2025, 12, 31), None),
        ("JPY", JULY, None),
        ("GBP", JULY, None),
        ("XXX", JULY, None),
    ],
    ids=[
        "itself", "from its first day", "the day before", "before any rate", "never turned around", "never of two",
        "never stated",
    ],
)  # fmt: skip
def test_an_amount_is_worth_what_was_stated_for_its_day(currency: str, on: date, worth: str | None) -> None:
    found = in_reporting_currency(Decimal("100.10"), currency, on=on, money=MONEY)

    assert found == (Decimal(worth) if worth is not None else None)


def test_without_a_reporting_currency_nothing_is_known() -> None:
    money = MoneyFacts(reporting=None, rates=MONEY.rates)

    assert in_reporting_currency(Decimal(1), "EUR", on=JULY, money=money) is None


def test_the_order_of_the_rates_does_not_matter() -> None:
    turned = MoneyFacts(reporting="EUR", rates=tuple(reversed(MONEY.rates)))

    assert in_reporting_currency(Decimal(1), "USD", on=JULY, money=turned) == Decimal("0.87")
