"""In which currency each trade-off is told. Currencies are never added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from tracker.analysis.facts.planning import MoneyFacts
from tracker.analysis.money import in_reporting_currency, rate_into_reporting
from tracker.analysis.trade_offs.entries import TradeOff, amount_of

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An amount and its currency; ``rate_on`` is the day since which the rate held by which it was converted."""

    currency: str
    amount: Decimal
    rate_on: date | None = None


def told_amounts(trade_offs: Sequence[TradeOff], money: MoneyFacts) -> dict[str, Told]:
    """What counts of each trade-off, by the uid of its estimate.

    Each is told in the currency of the program at the rate of the day on which it was entered, rounded once, or by
    itself in its own where no rate was stated. One that was reversed counts 0.
    """
    return {each.first.uid: told(each, money) for each in trade_offs}


def told(trade_off: TradeOff, money: MoneyFacts) -> Told:
    """What counts of one trade-off."""
    entry = trade_off.stated
    amount = amount_of(entry)
    if trade_off.reversal is not None:
        return Told(currency=entry.currency, amount=Decimal(0))
    rate = rate_into_reporting(entry.currency, on=entry.entered_on, money=money)
    worth = in_reporting_currency(amount, entry.currency, on=entry.entered_on, money=money)
    if rate is None or worth is None:
        return Told(currency=entry.currency, amount=amount)
    rounded = worth.quantize(CENT, rounding=ROUND_HALF_EVEN)
    return Told(currency=rate.into, amount=rounded, rate_on=rate.effective_from)
