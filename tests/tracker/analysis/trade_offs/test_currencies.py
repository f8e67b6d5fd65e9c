"""Currencies are never added unless the record says what one is worth in the other."""

from __future__ import annotations

from decimal import Decimal

from tests.tracker.analysis.trade_offs.builders import analyzed, estimate, later, net, on, rates
from tracker.analysis.money import told_in

EURO, DOLLAR, YEN = estimate("a", "-100"), estimate("b", "-50", currency="USD"), estimate("c", "7", currency="JPY")


def test_one_currency_stays_as_it_is_whatever_reports_are_in() -> None:
    money = told_in(rates("USD", {"EUR": "1.1"}), ["EUR"])
    (ledger,) = analyzed(EURO, money=money).ledgers

    assert (ledger.currency, net(ledger.total.estimated), ledger.converted) == ("EUR", Decimal(-100), 0)
    assert ledger.rate_days == ()


def test_without_rates_each_currency_has_its_own_ledger() -> None:
    found = analyzed(EURO, DOLLAR, estimate("d", "-1", currency="USD"))

    assert [(each.currency, net(each.total.estimated)) for each in found.ledgers] == [
        ("USD", Decimal(-51)),
        ("EUR", Decimal(-100)),
    ]


def test_with_a_rate_amounts_are_told_in_the_reporting_currency_and_others_apart() -> None:
    found = analyzed(EURO, DOLLAR, YEN, money=rates("EUR", {"USD": "0.90001"}))

    assert [(each.currency, net(each.total.estimated)) for each in found.ledgers] == [
        ("EUR", Decimal("-145.00")),
        ("JPY", 7),
    ]
    assert [each.converted for each in found.ledgers] == [1, 0]


def test_an_amount_is_worth_what_it_was_on_the_day_on_which_it_was_entered() -> None:
    money = rates("EUR", {"USD": "0.8"}, day=10)
    found = analyzed(EURO, DOLLAR, later(DOLLAR, "true_up", "-40", day=9), money=money)
    after = analyzed(EURO, DOLLAR, later(DOLLAR, "true_up", "-40", day=10), money=money)

    assert [each.currency for each in found.ledgers] == ["EUR", "USD"]
    assert [net(each.total.trued_up) for each in after.ledgers] == [Decimal("-32.00")]


def test_a_reversed_trade_off_of_another_currency_changes_nothing() -> None:
    money = told_in(rates("USD", {"EUR": "2"}), ["EUR"])
    found = analyzed(EURO, DOLLAR, later(DOLLAR, "reversal", "50"), money=money)

    assert [(each.currency, net(each.total.estimated)) for each in found.ledgers] == [("EUR", Decimal(-100))]
    assert found.rows[1].amount == 0


def test_the_rows_keep_what_was_stated() -> None:
    row = analyzed(EURO, DOLLAR, money=rates("EUR", {"USD": "0.9"})).rows[1]

    assert (row.stated_in, row.estimate, row.currency, row.amount) == ("USD", Decimal(-50), "EUR", Decimal("-45.00"))
    assert (row.entered_on, row.rate_on) == (on(0), on(-400))


def test_a_ledger_names_the_days_of_its_rates() -> None:
    ledger, apart = analyzed(EURO, DOLLAR, YEN, money=rates("EUR", {"USD": "0.9"})).ledgers

    assert (ledger.rate_days, apart.rate_days) == ((on(-400),), ())
