"""What holds for any ledger: every amount is somewhere once, and nothing is added that must not be."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as some

from tests.tracker.analysis.trade_offs.builders import FUNCTIONS, TODAY, cycle, estimate, later, make_facts, on, rates
from tracker.analysis.facts.tradeoffs import TradeOffFact
from tracker.analysis.trade_offs.analyze import analyze_trade_offs
from tracker.analysis.trade_offs.entries import trade_offs_of
from tracker.analysis.trade_offs.policy import LedgerFacts
from tracker.analysis.trade_offs.results import (
    CurrencyLedger,
    LedgerBasis,
    LedgerMoney,
    LedgerSum,
    TradeOffAnalysis,
    TradeOffStanding,
)

KINDS = ("estimated", "trued_up", "disputed_estimated", "disputed_trued_up")
amounts = some.decimals(-(10**6), 10**6, places=2).map(str)


@some.composite
def ledgers(draw: Any) -> LedgerFacts:
    """Up to eight trade-offs of any functions and currencies with anything said of them, some of it later."""
    entries: list[TradeOffFact] = []
    for number in range(draw(some.integers(0, 8))):
        first = estimate(
            f"t{number}",
            draw(amounts),
            by=draw(some.sampled_from(FUNCTIONS)),
            on_whom=draw(some.sampled_from(FUNCTIONS)),
            currency=draw(some.sampled_from(["EUR", "USD", "JPY"])),
            entered_on=on(draw(some.integers(0, 110))),
            expected_to=draw(some.sampled_from([None, on(60), on(130)])),
        )
        entries.append(first)
        for kind in draw(some.lists(some.sampled_from(["true_up", "dispute"]), max_size=3)):
            amount = draw(amounts) if kind == "true_up" else None
            entries.append(later(first, kind, amount, day=draw(some.integers(0, 110))))
        if draw(some.booleans()) and draw(some.booleans()):
            entries.append(later(first, "reversal", draw(amounts), day=110))
    entries.sort(key=lambda each: each.entered_on)
    money = draw(some.sampled_from([rates(None, {}), rates("EUR", {"USD": "0.91"}), rates("USD", {"EUR": "1.17"})]))
    return make_facts(*entries, money=money, cycles=(cycle("Operations", "28"),))


def reckon(facts: LedgerFacts) -> TradeOffAnalysis:
    return analyze_trade_offs(facts, as_of=TODAY)


def plus(parts: list[LedgerSum | None]) -> LedgerSum | None:
    """Sums of one kind together; None when there is none."""
    known = [each for each in parts if each is not None]
    if not known:
        return None
    gains, costs = sum((each.gains for each in known), Decimal(0)), sum((each.costs for each in known), Decimal(0))
    return LedgerSum(gains=gains, costs=costs, net=gains + costs, n=sum(each.n for each in known))


def together(parts: list[LedgerMoney]) -> LedgerMoney:
    """Each of the four sums by itself."""
    return LedgerMoney(**{kind: plus([getattr(each, kind) for each in parts]) for kind in KINDS})


def off_diagonal(ledger: CurrencyLedger) -> LedgerMoney:
    return together([each.money for each in ledger.cells if each.originator != each.affected])


@given(ledgers())
def test_what_is_caused_is_received_and_stands_off_the_diagonal(facts: LedgerFacts) -> None:
    for ledger in reckon(facts).ledgers:
        caused = together([each.caused for each in ledger.functions])

        assert caused == together([each.received for each in ledger.functions])
        assert caused == off_diagonal(ledger) == ledger.across


@given(ledgers())
def test_the_evaluations_add_up_to_the_enterprise(facts: LedgerFacts) -> None:
    for ledger in reckon(facts).ledgers:
        assert together([each.evaluation for each in ledger.functions]) == ledger.total
        assert together([each.money for each in ledger.cells]) == ledger.total
        assert together([ledger.own, ledger.across]) == ledger.total
        assert all(together([each.own, each.caused]) == each.evaluation for each in ledger.functions)


@given(ledgers())
def test_the_total_is_every_row_once_each_in_its_own_sum(facts: LedgerFacts) -> None:
    found = reckon(facts)
    for ledger in found.ledgers:
        for kind in KINDS:
            rows = [
                row.amount
                for row in found.rows
                if row.currency == ledger.currency
                and row.standing is not TradeOffStanding.REVERSED
                and (row.standing is TradeOffStanding.DISPUTED) == kind.startswith("disputed")
                and row.basis is (LedgerBasis.ESTIMATED if kind.endswith("estimated") else LedgerBasis.TRUED_UP)
            ]
            told = getattr(ledger.total, kind)
            assert (told.net, told.n) == (sum(rows), len(rows)) if told else not rows


@given(ledgers(), some.data())
def test_a_reversal_nets_to_nothing(facts: LedgerFacts, data: Any) -> None:
    known = [each.first for each in trade_offs_of(facts.entries, as_of=TODAY)]
    if not known:
        return
    taken = data.draw(some.sampled_from(known))
    without = tuple(each for each in facts.entries if each.first != taken.uid)
    reversed_ = (*facts.entries, later(taken, "reversal", "1", day=100))

    after = reckon(replace(facts, entries=reversed_))

    assert after.ledgers == reckon(replace(facts, entries=without)).ledgers
    assert sum(row.amount for row in after.rows if row.uid == taken.uid) == 0


@given(ledgers())
def test_functions_stand_by_name_whatever_they_did(facts: LedgerFacts) -> None:
    for ledger in reckon(facts).ledgers:
        names = [each.function.name for each in ledger.functions]
        pairs = [(each.originator.name, each.affected.name) for each in ledger.cells]

        assert (names, pairs) == (sorted(names), sorted(pairs))


@given(ledgers())
def test_the_analysis_goes_to_json_and_back(facts: LedgerFacts) -> None:
    found = reckon(facts)

    assert msgspec.json.decode(msgspec.json.encode(found), type=TradeOffAnalysis) == found
