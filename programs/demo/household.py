"""The steward's rows: resources and who keeps their names, metrics, currencies, the calendar and the fiscal years."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from programs.actions import currencies, field_sources, fiscal_periods, metrics, resources, working_calendars
from programs.actions.base import coming_from
from programs.catalog.metrics import METRICS
from programs.demo.cast import STEWARD
from programs.demo.house import CALENDAR, CURRENCIES, HOLIDAYS, LIMITS, OWN_METRICS, RATES, RATES_FROM, REPORTING
from programs.demo.stage import Stage
from programs.models import Resource

HISTORY = timedelta(days=800)
"""For so long before the first program metrics are defined, so that their history can be loaded."""


def keep_house(stage: Stage, *, as_of: date, opened_on: date) -> None:
    """Everything that programs refer to, in the stage; written before the first program is entered."""
    enter_resources(stage, as_of=as_of, opened_on=opened_on)
    enter_metrics(stage, effective_from=opened_on - HISTORY)
    enter_money(stage, as_of=as_of)
    enter_calendar(stage, years=range(opened_on.year - 1, as_of.year + 2))


def enter_resources(stage: Stage, *, as_of: date, opened_on: date) -> None:
    """The resources as SAP names them: what they are called is changed there."""
    steward = stage.people[STEWARD]
    field_sources.declare("resources", by=steward, field="name", system="SAP")
    for number, limit in enumerate(LIMITS, start=1):
        with coming_from(Resource, source_system="SAP", external_id=f"WC-{number:03}"):
            resource = resources.create(
                limit.name,
                by=steward,
                kind=limit.kind,
                description=limit.description,
                function=stage.functions[limit.function],
                on=opened_on - HISTORY,
            )
        if limit.retired is not None:
            resource = resources.retire(resource, by=steward, retired_on=as_of - timedelta(days=limit.retired))
        stage.resources[limit.name] = resource


def enter_metrics(stage: Stage, *, effective_from: date) -> None:
    """The whole catalog, and the metrics of our own; by the key that stories use."""
    steward = stage.people[STEWARD]
    keys = [each.key for each in METRICS]
    shipped = metrics.add_from_catalog(keys, by=steward, effective_from=effective_from)
    stage.metrics |= dict(zip(keys, shipped, strict=True))
    for own in OWN_METRICS:
        stage.metrics[own.key] = metrics.create(
            own.name,
            by=steward,
            definition=own.definition,
            effective_from=effective_from,
            description=own.description,
            unit=own.unit,
            direction=own.direction,
            frequency=own.frequency,
            is_ratio_scale=own.is_ratio_scale,
            decimals=1,
        )


def enter_money(stage: Stage, *, as_of: date) -> None:
    """Currencies with their rates, and this and the last fiscal year with quarters."""
    steward = stage.people[STEWARD]
    money = {code: currencies.add(code, by=steward, name=name) for code, name in CURRENCIES}
    currencies.report_in(money[REPORTING], by=steward)
    for code, rates in RATES.items():
        for ago, rate in rates:
            currencies.state_rate(
                money[code],
                by=steward,
                into=money[REPORTING],
                effective_from=as_of - timedelta(days=ago),
                rate=Decimal(rate),
                source=RATES_FROM,
            )
    for year in (as_of.year - 1, as_of.year):
        fiscal_periods.add_year(date(year, 1, 1), by=steward)


def enter_calendar(stage: Stage, *, years: range) -> None:
    steward = stage.people[STEWARD]
    calendar = working_calendars.create(CALENDAR, by=steward)
    days = {date(year, month, day): name for year in years for month, day, name in HOLIDAYS}
    stage.calendar = working_calendars.add_holidays(calendar, by=steward, days=days)
