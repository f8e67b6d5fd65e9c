"""Makers of rows of planning."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from programs.models import Currency, ExchangeRate, FiscalPeriod, Holiday, PlanningCycle, WorkingCalendar
from tests.factories import START, make_function, serial

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MONTHLY: dict[str, Any] = {
    "period_days": Decimal(28),
    "processing_days": Decimal(5),
    "cut_off_lead_days": Decimal(3),
    "handoff_days": Decimal(2),
}
years = count(1800)


def make_calendar(*holidays: date, **given: Any) -> WorkingCalendar:
    """Monday to Friday."""
    calendar = WorkingCalendar.objects.create(**{"name": f"Calendar {next(serial)}"} | given)
    for on in holidays:
        make_holiday(calendar, on=on)
    return calendar


def make_holiday(calendar: WorkingCalendar | None = None, **given: Any) -> Holiday:
    values = {"on": date(2026, 12, 25), "name": "Christmas Day"} | given
    return Holiday.objects.create(calendar=calendar or make_calendar(), **values)


def make_cycle(**given: Any) -> PlanningCycle:
    """A cycle every 28 days since ``START``, and nobody knows when it runs."""
    values = {**MONTHLY, "level": f"level {next(serial)}", "valid_from": START} | given
    if "function" not in values:
        values["function"] = make_function()
    return PlanningCycle.objects.create(**values)


def make_currency(**given: Any) -> Currency:
    """A currency whose code nothing else uses."""
    number = next(serial)
    code = "".join(LETTERS[number // 26**place % 26] for place in (2, 1, 0))
    return Currency.objects.create(**{"code": code, "name": f"Currency {number}"} | given)


def make_rate(currency: Currency | None = None, **given: Any) -> ExchangeRate:
    """One unit is worth 1.1 of another currency since ``START``."""
    values = {"effective_from": START, "rate": Decimal("1.1"), "source": "Central bank"} | given
    if "into" not in values:
        values["into"] = make_currency()
    return ExchangeRate.objects.create(currency=currency or make_currency(), **values)


def make_fiscal_period(**given: Any) -> FiscalPeriod:
    """A year that nothing else has."""
    number = next(years)
    values = {
        "kind": "year", "name": f"Year {number}", "starts_on": date(number, 1, 1), "ends_on": date(number, 12, 31)
    }  # fmt: skip
    return FiscalPeriod.objects.create(**values | given)
