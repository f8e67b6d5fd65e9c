from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.analysis.facts.planning import MoneyFacts, RateFact
from tracker.analysis.money import (
    converted_words,
    in_reporting_currency,
    rate_into_reporting,
    told_in,
    unconverted_words,
)

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


@pytest.mark.parametrize(
    ("stated", "reporting"),
    [(["USD", "USD"], "USD"), (["USD", "EUR"], "EUR"), (["EUR"], "EUR"), ([], "EUR")],
    ids=["its own", "of reports", "both are one", "nothing stated"],
)
def test_a_program_of_one_currency_is_told_in_it(stated: list[str], reporting: str) -> None:
    found = told_in(MONEY, stated)

    assert (found.reporting, found.rates) == (reporting, MONEY.rates)


def test_one_currency_is_told_although_nobody_chose_one_for_reports() -> None:
    nobody = MoneyFacts(reporting=None, rates=())

    assert told_in(nobody, ["USD"]).reporting == "USD"
    assert told_in(nobody, ["USD", "EUR"]).reporting is None


def test_a_rate_is_known_by_its_first_day() -> None:
    found = rate_into_reporting("USD", on=date(2026, 9, 9), money=MONEY)

    assert found is not None
    assert found.effective_from == JULY
    assert rate_into_reporting("EUR", on=JULY, money=MONEY) is None


@pytest.mark.parametrize(
    ("count", "days", "words"),
    [
        (0, (), ""),
        (1, (JULY,), "1 amount of another currency is told in EUR at the rate of 1 July 2026"),
        (2, (JULY, JULY), "2 amounts of other currencies are told in EUR at the rate of 1 July 2026"),
        (
            2,
            (JULY, date(2026, 5, 2)),
            "2 amounts of other currencies are told in EUR at the rates of 2 May to 1 July 2026",
        ),
    ],
)
def test_what_was_converted_names_the_days_of_its_rates(count: int, days: tuple[date, ...], words: str) -> None:
    assert converted_words(count, into="EUR", rate_days=days) == words


@pytest.mark.parametrize(
    ("currencies", "count", "into", "words"),
    [
        ((), 0, "EUR", ""),
        (("GBP",), 1, "EUR", "1 amount in GBP is left out: no rate into EUR is recorded for the day"),
        (
            ("USD", "GBP", "USD"),
            3,
            None,
            "3 amounts in GBP and USD are left out: nobody chose the currency of reports",
        ),
    ],
)
def test_what_is_not_converted_says_why(currencies: tuple[str, ...], count: int, into: str | None, words: str) -> None:
    assert unconverted_words(currencies, count=count, into=into) == words
