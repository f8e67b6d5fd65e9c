"""What stands of a trade-off after what was said of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.tracker.analysis.trade_offs.builders import (
    analyzed,
    decision,
    estimate,
    later,
    net,
    on,
    only_ledger,
    only_row,
)
from tracker.analysis.trade_offs.results import LedgerBasis, TradeOffStanding
from tracker.progress.numbers import State

FIRST = estimate("Lead time", "-48000")


@pytest.mark.parametrize(
    ("said", "standing", "amount"),
    [
        ([], "estimated", "-48000"),
        ([("true_up", "-61200", 50)], "trued_up", "-61200"),
        ([("true_up", "-61200", 50), ("true_up", "-60000", 60)], "trued_up", "-60000"),
        ([("true_up", "-61200", 50), ("true_up", "-60000", 50)], "trued_up", "-60000"),
        ([("dispute", None, 50)], "disputed", "-48000"),
        ([("true_up", "-61200", 50), ("dispute", None, 60)], "disputed", "-61200"),
        ([("dispute", None, 50), ("true_up", "-61200", 60)], "trued_up", "-61200"),
        ([("reversal", "48000", 50)], "reversed", "0"),
        ([("dispute", None, 40), ("reversal", "48000", 50)], "reversed", "0"),
        ([("true_up", "-61200", 101)], "estimated", "-48000"),
    ],
    ids=[
        "an estimate", "trued up", "trued up again", "twice on one day", "a disputed estimate", "a disputed true-up",
        "a true-up answers a dispute", "reversed", "reversed while disputed", "what comes later is not known",
    ],
)  # fmt: skip
def test_what_counts(said: list[tuple[str, str | None, int]], standing: str, amount: str) -> None:
    row = only_row(FIRST, *(later(FIRST, kind, value, day=day) for kind, value, day in said))

    assert (row.standing.value, row.amount) == (standing, Decimal(amount))
    assert row.estimate == Decimal(-48000)


def test_estimates_and_what_was_found_out_are_told_apart() -> None:
    known = estimate("Lots", "-10")
    ledger = only_ledger(FIRST, known, later(known, "true_up", "-12"))

    assert (net(ledger.total.estimated), net(ledger.total.trued_up)) == (Decimal(-48000), Decimal(-12))
    assert ledger.total.disputed_estimated is ledger.total.disputed_trued_up is None


def test_what_is_disputed_stands_apart_and_keeps_what_it_is() -> None:
    known = estimate("Lots", "-10")
    said = (later(known, "true_up", "-12"), later(known, "dispute", day=60), later(FIRST, "dispute", day=60))
    ledger = only_ledger(FIRST, known, *said)

    assert (ledger.total.estimated, ledger.total.trued_up) == (None, None)
    assert (net(ledger.total.disputed_estimated), net(ledger.total.disputed_trued_up)) == (
        Decimal(-48000),
        Decimal(-12),
    )


def test_a_reversal_leaves_a_row_and_no_money() -> None:
    other = estimate("Lots", "-10")
    found = analyzed(FIRST, other, later(FIRST, "reversal", "48000"))

    assert [row.standing for row in found.rows] == [TradeOffStanding.REVERSED, TradeOffStanding.ESTIMATED]
    assert found.ledgers == analyzed(other).ledgers
    assert found.rows[0].reversed_on == on(50)


def test_an_estimate_of_a_later_day_is_not_known_yet() -> None:
    assert analyzed(estimate("Lots", entered_on=on(101))).rows == ()


def test_an_empty_ledger_says_who_begins_it() -> None:
    found = analyzed()

    assert (found.state, found.ledgers, found.reason) == (State.INSUFFICIENT_DATA, (), "no trade-off is entered yet")
    assert [(each.what, each.who, each.first_on) for each in found.missing] == [
        ("a first trade-off", ("the function leads",), on(100))
    ]


def test_a_ledger_of_reversals_and_one_of_estimates_say_what_they_are() -> None:
    reversed_ = analyzed(FIRST, later(FIRST, "reversal", "48000"))
    estimated = analyzed(FIRST)

    assert (reversed_.state, reversed_.reason) == (
        State.INSUFFICIENT_DATA,
        "every trade-off that was entered was reversed",
    )
    assert (estimated.state, estimated.rows[0].basis) == (State.DEGRADED, LedgerBasis.ESTIMATED)
    assert analyzed(FIRST, later(FIRST, "true_up", "0")).state is State.VALUE


def test_decisions_that_no_entry_names_are_counted() -> None:
    decisions = (decision("a"), decision("b"), decision("open", decided=None), decision("c", is_trade_off=False))
    named = estimate("Lots", decision="a")

    found = analyzed(named, decisions=decisions).coverage
    taken_back = analyzed(named, later(named, "reversal", "1000"), decisions=decisions).coverage

    assert (found.value, found.n) == (0.5, 2)
    assert taken_back.value == 0.0
    assert analyzed(named).coverage.state is State.NOT_APPLICABLE
