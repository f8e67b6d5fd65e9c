"""Lists of planning."""

from __future__ import annotations

from programs.api.currencies import CurrencyViewSet, ExchangeRateViewSet
from programs.api.fiscal_periods import FiscalPeriodViewSet
from programs.api.planning_cycles import PlanningCycleViewSet
from programs.api.routes.route import Route
from programs.api.working_calendars import HolidayViewSet, WorkingCalendarViewSet

ROUTES: tuple[Route, ...] = (
    ("planning-cycles", PlanningCycleViewSet, "planning-cycle"),
    ("working-calendars", WorkingCalendarViewSet, "working-calendar"),
    ("holidays", HolidayViewSet, "holiday"),
    ("currencies", CurrencyViewSet, "currency"),
    ("exchange-rates", ExchangeRateViewSet, "exchange-rate"),
    ("fiscal-periods", FiscalPeriodViewSet, "fiscal-period"),
)
