"""In which currency each trade-off is told. Currencies are never added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from tracker.analysis.facts.planning import MoneyFacts
from tracker.analysis.money import in_reporting_currency
from tracker.analysis.trade_offs.entries import TradeOff, amount_of

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An amount and its currency."""

    currency: str
    amount: Decimal


def told_amounts(trade_offs: Sequence[TradeOff], money: MoneyFacts) -> dict[str, Told]:
    """What counts of each trade-off, by the uid of its estimate.

    Amounts of a single currency stay as they are. Of several, each is told in the reporting currency at the rate of
    the day on which it was entered, rounded once, or by itself in its own where no rate was stated. One that was
    reversed counts 0.
    """
    one = len({each.first.currency for each in trade_offs if each.reversal is None}) <= 1
    return {each.first.uid: told(each, money, as_stated=one) for each in trade_offs}


def told(trade_off: TradeOff, money: MoneyFacts, *, as_stated: bool) -> Told:
    """What counts of one trade-off."""
    entry = trade_off.stated
    amount = amount_of(entry)
    if trade_off.reversal is not None:
        return Told(currency=entry.currency, amount=Decimal(0))
    if not as_stated:
        worth = in_reporting_currency(amount, entry.currency, on=entry.entered_on, money=money)
        if worth is not None and money.reporting is not None:
            return Told(currency=money.reporting, amount=worth.quantize(CENT, rounding=ROUND_HALF_EVEN))
    return Told(currency=entry.currency, amount=amount)
