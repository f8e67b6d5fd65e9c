"""Rows of planning -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from programs.compiled import given
from programs.models import Currency, ExchangeRate, FlowStage, Holiday, PlanningCycle, WorkingCalendar
from tracker.analysis.facts.planning import CalendarFact, CycleFact, MoneyFacts, PlanningFacts, RateFact, StageFact
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery, Rows, grouped


def planning_facts(program_ids: Sequence[int], *, first: date, last: date) -> Mapping[int, PlanningFacts]:
    """Stages of these programs with the cycles that hold from ``first`` through ``last``: at most four queries.

    returns  by key of the program, one for each that was asked for
    """
    stages = stages_of(programs=program_ids)
    cycles = cycles_of(functions={row.function_id for row in stages}, first=first, last=last)
    calendars = calendars_by_key({row.calendar_id for row in cycles if row.calendar_id})
    by_program, by_function = grouped(stages, "flow__program_id"), grouped(cycles, "function_id")
    return {key: facts_of(by_program[key], cycles=by_function, calendars=calendars) for key in program_ids}


@BatchQuery
def stages_of() -> QuerySet[Any, Any]:
    """Stages of the flows, in the order that the facts promise."""
    return (
        FlowStage.objects.filter(flow__program__any_of=OF_PROGRAMS)
        .order_by("flow__position", "flow_id", "position", "id")
        .values_list(
            *("uid", "position", "name", "planning_level", "flow__uid", "flow__program_id"),
            *("function_id", "function__uid", "function__name"),
        )
    )


@BatchQuery
def cycles_of() -> QuerySet[Any, Any]:
    """Cycles of the functions that hold on one of the days, by level and first day."""
    cycles = PlanningCycle.objects.valid_between(given("first"), given("last"))
    return (
        cycles.filter(function__any_of=given("functions"))
        .order_by("function_id", "level", "valid_from")
        .values_list(
            *("uid", "function_id", "function__uid", "level", "period_days", "anchor_at", "cut_off_lead_days"),
            *("processing_days", "handoff_days", "calendar_id", "valid_from", "valid_to"),
        )
    )


@BatchQuery
def holidays_of() -> QuerySet[Any, Any]:
    """Holidays of the calendars, in order."""
    return Holiday.objects.filter(calendar__any_of=given("calendars")).order_by("on").values_list("calendar_id", "on")


@BatchQuery
def calendars_in() -> QuerySet[Any, Any]:
    """The calendars."""
    calendars = WorkingCalendar.objects.filter(id__any_of=given("calendars")).order_by("id")
    return calendars.values_list("id", "uid", "name", "working_days")


def calendars_by_key(keys: set[int]) -> Mapping[int, CalendarFact]:
    """Calendars by key, with their holidays."""
    holidays = grouped(holidays_of(calendars=keys), "calendar_id")
    return {
        row.id: CalendarFact(
            uid=str(row.uid),
            name=row.name,
            working_days=tuple(sorted(row.working_days)),
            holidays=tuple(each.on for each in holidays[row.id]),
        )
        for row in calendars_in(calendars=keys)
    }


def facts_of(
    stages: Sequence[Any],
    *,
    cycles: Rows,
    calendars: Mapping[int, CalendarFact],
) -> PlanningFacts:
    """The facts of one program."""
    functions = sorted({row.function_id for row in stages})
    held = [row for function in functions for row in cycles[function]]
    counted = {row.calendar_id for row in held if row.calendar_id is not None}
    return PlanningFacts(
        stages=tuple(stage(row) for row in stages),
        cycles=tuple(cycle(row, calendars) for row in held),
        calendars=tuple(sorted((calendars[key] for key in counted), key=lambda each: each.uid)),
    )


def stage(row: Any) -> StageFact:
    return StageFact(
        uid=str(row.uid),
        flow=str(row.flow__uid),
        position=row.position,
        name=row.name,
        function=str(row.function__uid),
        function_name=row.function__name,
        level=row.planning_level,
    )


def cycle(row: Any, calendars: Mapping[int, CalendarFact]) -> CycleFact:
    return CycleFact(
        uid=str(row.uid),
        function=str(row.function__uid),
        level=row.level,
        period_days=row.period_days,
        anchor_at=row.anchor_at,
        cut_off_lead_days=row.cut_off_lead_days,
        processing_days=row.processing_days,
        handoff_days=row.handoff_days,
        calendar=calendars[row.calendar_id].uid if row.calendar_id is not None else None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def money_facts() -> MoneyFacts:
    """The reporting currency and every rate of the installation: two queries."""
    reporting = [row.code for row in reporting_currency()]
    return MoneyFacts(
        reporting=reporting[0] if reporting else None,
        rates=tuple(
            RateFact(currency=row.currency__code, into=row.into__code, effective_from=row.effective_from, rate=row.rate)
            for row in rates()
        ),
    )


@BatchQuery
def reporting_currency() -> QuerySet[Any, Any]:
    """The currency in which the installation reports."""
    return Currency.objects.filter(is_reporting=True).order_by("pk").values_list("code")[:1]


@BatchQuery
def rates() -> QuerySet[Any, Any]:
    """Every rate, oldest first."""
    every = ExchangeRate.objects.order_by("currency__code", "into__code", "effective_from")
    return every.values_list("currency__code", "into__code", "effective_from", "rate")
