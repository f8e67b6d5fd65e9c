from __future__ import annotations

from datetime import date
from decimal import Decimal

from programs.actions.base import action, change_fields, lock, refresh, refresh_all_active, require, save_checked
from programs.errors import Refused
from programs.models import Currency, ExchangeRate, Program, User
from programs.periods import day_name


@action
def add(code: str, *, by: User, name: str) -> Currency:
    """A currency that amounts may be stated in; stewards only."""
    require(by, "keep_installation")
    return save_checked(Currency(code=code.strip().upper(), name=name))


@action
def rename(currency: Currency, *, by: User, name: str, version: int | None = None) -> Currency:
    """The currency with another name; its code never changes. Stewards only."""
    require(by, "keep_installation")
    return change_fields(lock(currency, version=version), {"name": name})


@action
def report_in(currency: Currency, *, by: User, version: int | None = None) -> Currency:
    """The currency that reports add up in, instead of the one before; stewards only."""
    require(by, "keep_installation")
    currency = lock(currency, version=version)
    before = Currency.objects.select_for_update().filter(is_reporting=True).exclude(pk=currency.pk).first()
    if before is not None:
        change_fields(before, {"is_reporting": False})
    currency = change_fields(currency, {"is_reporting": True})
    refresh_all_active()
    return currency


@action
def state_rate(
    currency: Currency, *, by: User, into: Currency, effective_from: date, rate: Decimal, source: str
) -> ExchangeRate:
    """What one unit of the currency is worth from a day on, until the next rate; stewards only."""
    require(by, "keep_installation")
    currency = lock(currency)
    if currency == into:
        raise Refused("same_currency", f"A rate is of two currencies: give another one than {currency}.", field="into")
    if currency.rates.filter(into=into, effective_from=effective_from).exists():
        message = f"A rate into {into} holds from {day_name(effective_from)} already: correct that one."
        raise Refused("already_stated", message, field="effective_from")
    stated = save_checked(
        ExchangeRate(currency=currency, into=into, effective_from=effective_from, rate=rate, source=source)
    )
    refresh_spending_in(currency)
    return stated


@action
def correct_rate(
    stated: ExchangeRate, *, by: User, rate: Decimal, source: str, version: int | None = None
) -> ExchangeRate:
    """The rate as its source really says; its day and currencies stay. Stewards only."""
    require(by, "keep_installation")
    stated = change_fields(lock(stated, version=version), {"rate": rate, "source": source})
    refresh_spending_in(stated.currency)
    return stated


def refresh_spending_in(currency: Currency) -> None:
    """Marks the active programs with amounts in the currency; one query."""
    using = Program.objects.active().filter(cost_lines__currency=currency.code)
    refresh(using.order_by("id").values_list("id", flat=True).distinct())
