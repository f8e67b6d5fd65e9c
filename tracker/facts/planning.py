"""Rows of planning -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from programs.models import Currency, ExchangeRate, FlowStage, Holiday, PlanningCycle, WorkingCalendar
from tracker.analysis.facts.planning import CalendarFact, CycleFact, MoneyFacts, PlanningFacts, RateFact, StageFact


def planning_facts(program_ids: Sequence[int], *, first: date, last: date) -> Mapping[int, PlanningFacts]:
    """Stages of these programs with the cycles that hold from ``first`` through ``last``: four queries.

    returns  by key of the program, one for each that was asked for
    """
    stages = stages_of(program_ids)
    functions = {row.function_id for rows in stages.values() for row in rows}
    cycles = cycles_of(functions, first=first, last=last)
    calendars = calendars_of({row.calendar_id for rows in cycles.values() for row in rows if row.calendar_id})
    return {program_id: facts_of(stages[program_id], cycles=cycles, calendars=calendars) for program_id in program_ids}


def stages_of(program_ids: Sequence[int]) -> Mapping[int, Sequence[FlowStage]]:
    """Stages by key of their program, in the order that the facts promise."""
    rows = (
        FlowStage.objects.filter(flow__program__in=program_ids)
        .select_related("flow", "function")
        .only(
            "uid",
            "position",
            "name",
            "planning_level",
            "flow__uid",
            "flow__program_id",
            "function__uid",
            "function__name",
        )
        .order_by("flow__position", "flow_id", "position", "id")
    )
    groups: defaultdict[int, list[FlowStage]] = defaultdict(list)
    for row in rows:
        groups[row.flow.program_id].append(row)
    return groups


def cycles_of(functions: set[int], *, first: date, last: date) -> Mapping[int, Sequence[PlanningCycle]]:
    """Cycles by key of their function, by level and first day."""
    rows = PlanningCycle.objects.valid_between(first, last).filter(function__in=functions)
    groups: defaultdict[int, list[PlanningCycle]] = defaultdict(list)
    for row in rows.select_related("function").order_by("function_id", "level", "valid_from"):
        groups[row.function_id].append(row)
    return groups


def calendars_of(keys: set[int]) -> Mapping[int, CalendarFact]:
    """Calendars by key, with their holidays."""
    holidays: defaultdict[int, list[date]] = defaultdict(list)
    for calendar_id, on in Holiday.objects.filter(calendar__in=keys).order_by("on").values_list("calendar_id", "on"):
        holidays[calendar_id].append(on)
    return {
        row.pk: CalendarFact(
            uid=str(row.uid),
            name=row.name,
            working_days=tuple(sorted(row.working_days)),
            holidays=tuple(holidays[row.pk]),
        )
        for row in WorkingCalendar.objects.filter(pk__in=keys).order_by("id")
    }


def facts_of(
    stages: Sequence[FlowStage],
    *,
    cycles: Mapping[int, Sequence[PlanningCycle]],
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


def stage(row: FlowStage) -> StageFact:
    return StageFact(
        uid=str(row.uid),
        flow=str(row.flow.uid),
        position=row.position,
        name=row.name,
        function=str(row.function.uid),
        function_name=row.function.name,
        level=row.planning_level,
    )


def cycle(row: PlanningCycle, calendars: Mapping[int, CalendarFact]) -> CycleFact:
    return CycleFact(
        uid=str(row.uid),
        function=str(row.function.uid),
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
    reporting = Currency.objects.filter(is_reporting=True).first()
    rates = ExchangeRate.objects.select_related("currency", "into")
    return MoneyFacts(
        reporting=reporting.code if reporting is not None else None,
        rates=tuple(
            RateFact(currency=row.currency.code, into=row.into.code, effective_from=row.effective_from, rate=row.rate)
            for row in rates.order_by("currency__code", "into__code", "effective_from")
        ),
    )
