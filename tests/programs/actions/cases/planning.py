"""Every action on planning."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from programs.actions import currencies, fiscal_periods, flows, planning_cycles, working_calendars
from programs.models import BusinessFunction, Currency, ExchangeRate, FiscalPeriod, Holiday, PlanningCycle, Program
from tests import factories as make
from tests.factories import START
from tests.factories import planning as make_planning
from tests.programs.actions.case import LEAD, STEWARD, ActionCase

LATER = date(2126, 1, 1)
RATE: dict[str, Any] = {"rate": Decimal("1.2"), "source": "Central bank"}


def function_in(program: Program) -> BusinessFunction:
    """A function that holds a stage of the program."""
    return make.make_stage(make.make_flow(program)).function


def cycle_in(program: Program) -> PlanningCycle:
    """The cycle of a function in the program, which counts the working days of a calendar."""
    return make_planning.make_cycle(function=function_in(program), calendar=make_planning.make_calendar())


def planned_in(program: Program) -> PlanningCycle:
    return make_planning.make_cycle(function=function_in(program), valid_from=LATER)


def holiday_in(program: Program) -> Holiday:
    return make_planning.make_holiday(cycle_in(program).calendar)


def spent_in(program: Program) -> Currency:
    """A currency in which the program states a cost."""
    return make_planning.make_currency(code=make.make_cost_line(program).currency)


def rate_in(program: Program) -> ExchangeRate:
    return make_planning.make_rate(spent_in(program))


CASES: dict[str, ActionCase] = {
    "flows.change_stage": ActionCase(
        LEAD,
        lambda program: make.make_stage(make.make_flow(program)),
        lambda it, by, **read: flows.change_stage(it, by=by, planning_level="Weekly scheduling", **read),
        versioned=True,
    ),
    "planning_cycles.begin": ActionCase(
        STEWARD,
        function_in,
        lambda it, by: planning_cycles.begin(it, by=by, level="Capacity", valid_from=START, **make_planning.MONTHLY),
    ),
    "planning_cycles.correct": ActionCase(
        STEWARD,
        cycle_in,
        lambda it, by, **read: planning_cycles.correct(it, by=by, handoff_days=Decimal(1), **read),
        versioned=True,
    ),
    "planning_cycles.end": ActionCase(
        STEWARD,
        cycle_in,
        lambda it, by, **read: planning_cycles.end(it, by=by, valid_to=START, **read),
        versioned=True,
    ),
    "planning_cycles.take_back": ActionCase(
        STEWARD, planned_in, lambda it, by, **read: planning_cycles.take_back(it, by=by, **read), versioned=True
    ),
    "working_calendars.create": ActionCase(
        STEWARD, lambda _: "Plant", lambda it, by: working_calendars.create(it, by=by), refreshes=False
    ),
    "working_calendars.change": ActionCase(
        STEWARD,
        lambda program: cycle_in(program).calendar,
        lambda it, by, **read: working_calendars.change(it, by=by, name="Site", working_days=[1, 2], **read),
        versioned=True,
    ),
    "working_calendars.add_holiday": ActionCase(
        STEWARD,
        lambda program: cycle_in(program).calendar,
        lambda it, by: working_calendars.add_holiday(it, by=by, on=START, name="New Year"),
    ),
    "working_calendars.add_holidays": ActionCase(
        STEWARD,
        lambda program: cycle_in(program).calendar,
        lambda it, by: working_calendars.add_holidays(it, by=by, days={START: "New Year"}).holidays.get(),
    ),
    "working_calendars.remove_holiday": ActionCase(
        STEWARD, holiday_in, lambda it, by, **read: working_calendars.remove_holiday(it, by=by, **read), versioned=True
    ),
    "currencies.add": ActionCase(
        STEWARD, lambda _: "EUR", lambda it, by: currencies.add(it, by=by, name="Euro"), refreshes=False
    ),
    "currencies.rename": ActionCase(
        STEWARD,
        lambda _: make_planning.make_currency(),
        lambda it, by, **read: currencies.rename(it, by=by, name="Euro", **read),
        refreshes=False,
        versioned=True,
    ),
    "currencies.report_in": ActionCase(
        STEWARD,
        lambda _: make_planning.make_currency(),
        lambda it, by, **read: currencies.report_in(it, by=by, **read),
        versioned=True,
    ),
    "currencies.state_rate": ActionCase(
        STEWARD,
        spent_in,
        lambda it, by: currencies.state_rate(
            it, by=by, into=make_planning.make_currency(), effective_from=START, **RATE
        ),
    ),
    "currencies.correct_rate": ActionCase(
        STEWARD, rate_in, lambda it, by, **read: currencies.correct_rate(it, by=by, **RATE, **read), versioned=True
    ),
    "fiscal_periods.add_year": ActionCase(
        STEWARD, lambda _: START, lambda it, by: fiscal_periods.add_year(it, by=by), refreshes=False
    ),
    "fiscal_periods.add": ActionCase(
        STEWARD,
        lambda _: FiscalPeriod(kind="quarter", name="Summer", starts_on=START, ends_on=date(2026, 3, 29)),
        lambda it, by: fiscal_periods.add(it, by=by),
        refreshes=False,
    ),
    "fiscal_periods.remove": ActionCase(
        STEWARD,
        lambda _: make_planning.make_fiscal_period(),
        lambda it, by, **read: fiscal_periods.remove(it, by=by, **read),
        refreshes=False,
        versioned=True,
    ),
}
