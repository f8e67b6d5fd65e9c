"""The ledger of one currency: every trade-off once in the total, and once in each view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from tracker.analysis.trade_offs.results import (
    CurrencyLedger,
    FunctionLedger,
    LedgerBasis,
    LedgerCell,
    LedgerFunction,
    LedgerMoney,
    LedgerRow,
    LedgerSum,
    TradeOffStanding,
)

NONE = Decimal(0)


def ledgers_of(rows: Iterable[LedgerRow]) -> tuple[CurrencyLedger, ...]:
    """A ledger for each currency, the one with most trade-offs first; one that was reversed stands in none."""
    counting = [row for row in rows if row.standing is not TradeOffStanding.REVERSED]
    sizes = Counter(row.currency for row in counting)
    order = sorted(sizes, key=lambda currency: (-sizes[currency], currency))
    return tuple(ledger_of(currency, [row for row in counting if row.currency == currency]) for currency in order)


def ledger_of(currency: str, rows: Sequence[LedgerRow]) -> CurrencyLedger:
    """The views of rows of one currency."""
    return CurrencyLedger(
        currency=currency,
        converted=sum(row.stated_in != currency for row in rows),
        total=money_of(rows),
        own=money_of(row for row in rows if is_own(row)),
        across=money_of(row for row in rows if not is_own(row)),
        functions=tuple(function_ledger(each, rows) for each in functions_in(rows)),
        cells=tuple(cells_of(rows)),
        rate_days=tuple(sorted({row.rate_on for row in rows if row.rate_on is not None})),
    )


def is_own(row: LedgerRow) -> bool:
    """Whether the function that chose feels it itself."""
    return row.originator.uid == row.affected.uid


def functions_in(rows: Iterable[LedgerRow]) -> list[LedgerFunction]:
    """All functions that chose or feel something, by name: an order that blames nobody."""
    found = {each.uid: each for row in rows for each in (row.originator, row.affected)}
    return sorted(found.values(), key=place)


def place(function: LedgerFunction) -> tuple[str, str]:
    """Where a function stands in every list."""
    return function.name.casefold(), function.uid


def function_ledger(function: LedgerFunction, rows: Sequence[LedgerRow]) -> FunctionLedger:
    """What one function caused and received."""
    chosen = [row for row in rows if row.originator.uid == function.uid]
    felt = [row for row in rows if row.affected.uid == function.uid]
    return FunctionLedger(
        function=function,
        own=money_of(row for row in chosen if is_own(row)),
        caused=money_of(row for row in chosen if not is_own(row)),
        received=money_of(row for row in felt if not is_own(row)),
        evaluation=money_of(chosen),
    )


def cells_of(rows: Sequence[LedgerRow]) -> Iterable[LedgerCell]:
    """Each pair of functions that has a trade-off."""
    pairs: dict[tuple[str, str], list[LedgerRow]] = {}
    for row in rows:
        pairs.setdefault((row.originator.uid, row.affected.uid), []).append(row)
    for own in sorted(pairs.values(), key=lambda own: (place(own[0].originator), place(own[0].affected))):
        yield LedgerCell(
            originator=own[0].originator,
            affected=own[0].affected,
            money=money_of(own),
            trade_offs=tuple(row.uid for row in own),
        )


def money_of(rows: Iterable[LedgerRow]) -> LedgerMoney:
    """The four sums of rows that share a currency."""
    kinds: dict[tuple[LedgerBasis, bool], list[Decimal]] = {}
    for row in rows:
        kinds.setdefault((row.basis, row.standing is TradeOffStanding.DISPUTED), []).append(row.amount)
    return LedgerMoney(
        estimated=sum_of(kinds.get((LedgerBasis.ESTIMATED, False))),
        trued_up=sum_of(kinds.get((LedgerBasis.TRUED_UP, False))),
        disputed_estimated=sum_of(kinds.get((LedgerBasis.ESTIMATED, True))),
        disputed_trued_up=sum_of(kinds.get((LedgerBasis.TRUED_UP, True))),
    )


def sum_of(amounts: Sequence[Decimal] | None) -> LedgerSum | None:
    """Gains and costs of the amounts; None without any."""
    if not amounts:
        return None
    gains = sum((each for each in amounts if each > 0), NONE)
    costs = sum((each for each in amounts if each < 0), NONE)
    return LedgerSum(gains=gains, costs=costs, net=gains + costs, n=len(amounts))
