"""Trade-offs for tests, told in a few words: a name is its own uid, and every day counts from one Monday."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tracker.analysis.facts.decisions import Decision
from tracker.analysis.facts.planning import CycleFact, MoneyFacts, RateFact
from tracker.analysis.facts.tradeoffs import TradeOffFact
from tracker.analysis.trade_offs.analyze import analyze_trade_offs
from tracker.analysis.trade_offs.policy import LedgerFacts, TradeOffPolicy
from tracker.analysis.trade_offs.results import CurrencyLedger, FunctionLedger, LedgerRow, LedgerSum, TradeOffAnalysis

START = date(2026, 3, 2)
TODAY = START + timedelta(days=100)
FUNCTIONS = ("Demand planning", "Logistics", "Operations", "Procurement")
NO_MONEY = MoneyFacts(reporting=None, rates=())


def on(day: int) -> date:
    """The date ``day`` days after the start."""
    return START + timedelta(days=day)


def estimate(
    title: str, amount: str = "-1000", *, by: str = "Procurement", on_whom: str = "Operations", **given: Any
) -> TradeOffFact:
    """A choice with its expected effect, entered on the first day and felt nobody knows how long."""
    values: dict[str, Any] = {
        "kind": "estimate",
        "first": title,
        "decision": "",
        "metric": "",
        "currency": "EUR",
        "owns_goods_in_transit": None,
        "expected_from": None,
        "expected_to": None,
        "entered_on": START,
    }
    return TradeOffFact(
        uid=title, title=title, originator=by, affected=on_whom, amount=Decimal(amount), **(values | given)
    )


def later(first: TradeOffFact, kind: str, amount: str | None = None, *, day: int = 50) -> TradeOffFact:
    """A later entry about the estimate."""
    return TradeOffFact(
        uid=f"{first.uid} {kind} {day}",
        kind=kind,
        first=first.uid,
        title=first.title,
        decision="",
        originator=first.originator,
        affected=first.affected,
        metric="",
        amount=None if amount is None else Decimal(amount),
        currency="" if amount is None else first.currency,
        owns_goods_in_transit=None,
        expected_from=None,
        expected_to=None,
        entered_on=on(day),
    )


def cycle(function: str, days: str, *, first: int = -400, last: int | None = None) -> CycleFact:
    """How often a function plans."""
    return CycleFact(
        uid=f"{function} {days}",
        function=function,
        level="Plan",
        period_days=Decimal(days),
        anchor_at=None,
        cut_off_lead_days=Decimal(0),
        processing_days=Decimal(1),
        handoff_days=Decimal(0),
        calendar=None,
        valid_from=on(first),
        valid_to=None if last is None else on(last),
    )


def decision(uid: str, *, decided: int | None = 5, is_trade_off: bool = True) -> Decision:
    """A decision that was marked as a trade-off."""
    return Decision(
        uid=uid,
        right="",
        flow="",
        raised_on=START,
        decided_on=None if decided is None else on(decided),
        decided_function="",
        decided_team="",
        alternatives=None,
        is_trade_off=is_trade_off,
        overridden_on=None,
        overriding_function="",
    )


def rates(reporting: str | None, values: Mapping[str, str], *, day: int = -400) -> MoneyFacts:
    """A reporting currency with what one unit of others is worth from a day on."""
    found = [
        RateFact(currency=currency, into=reporting or "", effective_from=on(day), rate=Decimal(value))
        for currency, value in values.items()
    ]
    return MoneyFacts(reporting=reporting, rates=tuple(found))


def make_facts(*entries: TradeOffFact, **given: Any) -> LedgerFacts:
    """A program with these entries, in the house of FUNCTIONS."""
    values: dict[str, Any] = {
        "cycles": (),
        "decisions": (),
        "money": NO_MONEY,
        "functions": {name: name for name in FUNCTIONS},
    }
    return LedgerFacts(entries=entries, **(values | given))


def analyzed(
    *entries: TradeOffFact, day: int = 100, policy: TradeOffPolicy | None = None, **given: Any
) -> TradeOffAnalysis:
    """The analysis as of a day."""
    return analyze_trade_offs(make_facts(*entries, **given), as_of=on(day), policy=policy)


def only_row(*entries: TradeOffFact, **given: Any) -> LedgerRow:
    """The only trade-off of the entries."""
    (row,) = analyzed(*entries, **given).rows
    return row


def only_ledger(*entries: TradeOffFact, **given: Any) -> CurrencyLedger:
    """The ledger of the only currency of the entries."""
    (ledger,) = analyzed(*entries, **given).ledgers
    return ledger


def of(ledger: CurrencyLedger, name: str) -> FunctionLedger:
    """The part of one function."""
    return next(each for each in ledger.functions if each.function.name == name)


def net(found: LedgerSum | None) -> Decimal | None:
    """The net amount; None where there is none."""
    return None if found is None else found.net
