"""Makers of kept forecasts and of what became of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from programs.models import Program
from tests.factories.plan import START
from tracker.models import HorizonOutcome, KeptForecast


def make_kept_forecast(program: Program, *, forecast_on: date = START, **given: Any) -> KeptForecast:
    """One half said of day 90, on the day itself, with no end in sight."""
    values = {"horizon": "day_90", "known_on": forecast_on, "method_version": "3", "chance": 0.5, "driven_by": "pace"}
    return KeptForecast.objects.create(program=program, forecast_on=forecast_on, **values | given)


def make_outcome(program: Program, *, due_on: date, met: bool | None = None, **given: Any) -> HorizonOutcome:
    """Day 90 as known at the end of its day; reached on that day when it was met."""
    values = {"horizon": "day_90", "known_on": due_on, "reached_on": due_on if met else None}
    values |= {"scored_on": None if met is None else due_on}
    return HorizonOutcome.objects.create(program=program, due_on=due_on, met=met, **values | given)
