"""What an amount is worth in the currency that a program is told in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tracker.analysis.facts.planning import MoneyFacts, RateFact
from tracker.progress.words import and_words, count_words, days_words


def told_in(money: MoneyFacts, stated_in: Iterable[str]) -> MoneyFacts:
    """Money as one program tells it: in its own currency when all its amounts are stated in that, else as reports do.

    So incidents and trade-offs of a program stand in one currency, and nothing is converted that need not be.

    stated_in  currencies of every amount that the program has on record, in any order
    """
    own = set(stated_in)
    return replace(money, reporting=own.pop()) if len(own) == 1 else money


def in_reporting_currency(amount: Decimal, currency: str, *, on: date, money: MoneyFacts) -> Decimal | None:
    """The amount in the reporting currency at the rate of the day, not rounded; None when no rate is known.

    Only a rate that was stated for the pair counts: none is turned around, and none is made of two others.
    An amount in the reporting currency itself stays as it is.
    """
    if currency == money.reporting:
        return amount
    rate = rate_into_reporting(currency, on=on, money=money)
    return None if rate is None else amount * rate.rate


def rate_into_reporting(currency: str, *, on: date, money: MoneyFacts) -> RateFact | None:
    """The rate by which an amount of another currency is told; None when none holds on the day, or none is needed."""
    if money.reporting is None or currency == money.reporting:
        return None
    return rate_on(on, currency=currency, into=money.reporting, rates=money.rates)


def rate_on(on: date, *, currency: str, into: str, rates: Iterable[RateFact]) -> RateFact | None:
    """The newest rate of the pair that holds on the day; None before the first one."""
    known = [each for each in rates if (each.currency, each.into) == (currency, into) and each.effective_from <= on]
    return max(known, key=lambda each: each.effective_from, default=None)


def converted_words(count: int, *, into: str, rate_days: Sequence[date]) -> str:
    """``3 amounts of other currencies are told in EUR at the rates of 2 May to 24 October 2026``; empty for none."""
    if not count:
        return ""
    verb, rate = ("is", "rate") if count == 1 else ("are", "rates")
    rate = "rate" if len(set(rate_days)) == 1 else rate
    return (
        f"{count_words(count, 'amount')} of {'another currency' if count == 1 else 'other currencies'} {verb} told in "
        f"{into} at the {rate} of {days_words(min(rate_days), max(rate_days))}"
    )


def unconverted_words(currencies: Iterable[str], *, count: int, into: str | None) -> str:
    """Why amounts are in no sum: no rate, or no currency to tell them in; empty for none."""
    if not count:
        return ""
    of = and_words(sorted(set(currencies)))
    left = f"{count_words(count, 'amount')} in {of} {'is' if count == 1 else 'are'} left out"
    why = f"no rate into {into} is recorded for the day" if into else "nobody chose the currency of reports"
    return f"{left}: {why}"
