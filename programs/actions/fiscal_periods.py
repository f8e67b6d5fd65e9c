from __future__ import annotations

from datetime import date

from programs.actions.base import action, lock, require, save_checked
from programs.errors import Refused
from programs.fiscal_year import Span, spans, year_name
from programs.models import FiscalPeriod, User
from programs.periods import day_name

FIRST_YEAR, LAST_YEAR = 1900, 2199


@action
def add_year(first_day: date, *, by: User, name: str = "", quarters: bool = True, months: bool = False) -> FiscalPeriod:
    """The whole year from its first day, with its quarters or months; what is there already stays. Stewards only.

    name  blank for the usual one: 2026, or 2026/27 when the year does not begin on 1 January
    """
    require(by, "keep_installation")
    if not FIRST_YEAR <= first_day.year <= LAST_YEAR:
        raise Refused("no_such_year", f"Give a year from {FIRST_YEAR} to {LAST_YEAR}.", field="first_day")
    name = name.strip() or year_name(first_day)
    parts = [keep(part) for part in spans(first_day, name=name, quarters=quarters, months=months)]
    return parts[0]


def keep(part: Span) -> FiscalPeriod:
    """The period of this kind with exactly these days, made when it is not there yet."""
    period = FiscalPeriod(kind=part.kind, name=part.name, starts_on=part.starts_on, ends_on=part.ends_on)
    same_kind = FiscalPeriod.objects.filter(kind=part.kind)
    present = same_kind.filter(starts_on=part.starts_on, ends_on=part.ends_on).first()
    if present is not None:
        return present
    refuse_overlap(period, field="first_day")
    if FiscalPeriod.objects.filter(name=part.name).exists():
        raise Refused("name_taken", f"Another period is called {part.name}: give the year another name.", field="name")
    return save_checked(period)


@action
def add(period: FiscalPeriod, *, by: User) -> FiscalPeriod:
    """One period entered, for years whose parts are no calendar months; stewards only."""
    require(by, "keep_installation")
    period.full_clean(validate_constraints=False)
    refuse_overlap(period, field="starts_on")
    return save_checked(period)


@action
def remove(period: FiscalPeriod, *, by: User, version: int | None = None) -> None:
    """The period deleted, leaving a tombstone; stewards only."""
    require(by, "keep_installation")
    lock(period, version=version).delete()


def refuse_overlap(period: FiscalPeriod, *, field: str) -> None:
    """Returns when no period of the kind shares a day with this one; else says which one does."""
    rows = FiscalPeriod.objects.filter(kind=period.kind)
    other = rows.filter(starts_on__lte=period.ends_on, ends_on__gte=period.starts_on).order_by("starts_on").first()
    if other is not None:
        days = f"{day_name(other.starts_on)} to {day_name(other.ends_on)}"
        message = f"{other.name} has some of these days already ({days}): give other days, or remove it first."
        raise Refused("overlaps", message, field=field)
