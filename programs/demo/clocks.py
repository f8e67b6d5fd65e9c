"""Planning cycles of the functions, as the steward enters them, and the stages that plan by them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from programs.actions import flows, planning_cycles
from programs.demo.cast import STEWARD
from programs.demo.record_story import CycleStory
from programs.demo.telling import Telling

AT_SIX = time(6)


def tell_clocks(telling: Telling) -> None:
    for told in telling.story.record.cycles:
        telling.at(told.on, begin, told)
        if told.flows:
            telling.at(max(told.on, telling.story.created), plan_stages, told)


def begin(telling: Telling, told: CycleStory, on: date) -> None:
    """The cycle from the day on, which is also a day on which it ran."""
    anchor = timezone.make_aware(datetime.combine(on, AT_SIX)) if told.anchored else None
    planning_cycles.begin(
        telling.stage.functions[told.function],
        by=telling.stage.people[STEWARD],
        level=told.level,
        valid_from=on,
        period_days=Decimal(told.every),
        anchor_at=anchor,
        cut_off_lead_days=Decimal(told.cut_off),
        processing_days=Decimal(told.processing),
        handoff_days=Decimal(told.handoff),
        calendar=telling.stage.calendar,
        reason=told.reason,
    )


def plan_stages(telling: Telling, told: CycleStory, _on: date) -> None:
    """The function's stages of the flows, planned by this cycle."""
    function = telling.stage.functions[told.function]
    for number in told.flows:
        for stage in telling.flows[number - 1].stages.filter(function=function).exclude(planning_level=told.level):
            flows.change_stage(stage, by=telling.pmo, planning_level=told.level)
