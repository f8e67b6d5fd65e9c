"""What an amount is worth in the currency of reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tracker.analysis.facts.planning import MoneyFacts, RateFact


def in_reporting_currency(amount: Decimal, currency: str, *, on: date, money: MoneyFacts) -> Decimal | None:
    """The amount in the reporting currency at the rate of the day, not rounded; None when no rate is known.

    Only a rate that was stated for the pair counts: none is turned around, and none is made of two others.
    An amount in the reporting currency itself stays as it is.
    """
    if money.reporting is None:
        return None
    if currency == money.reporting:
        return amount
    rate = rate_on(on, currency=currency, into=money.reporting, rates=money.rates)
    return None if rate is None else amount * rate


def rate_on(on: date, *, currency: str, into: str, rates: Iterable[RateFact]) -> Decimal | None:
    """The newest rate of the pair that holds on the day; None before the first one."""
    known = [each for each in rates if (each.currency, each.into) == (currency, into) and each.effective_from <= on]
    return max(known, key=lambda each: each.effective_from).rate if known else None
