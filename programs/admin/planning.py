"""Planning cycles, working calendars, currencies and fiscal periods."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import Currency, ExchangeRate, FiscalPeriod, Holiday, PlanningCycle, WorkingCalendar


@admin.register(PlanningCycle)
class PlanningCycleAdmin(RecordAdmin):
    list_display = ("function", "level", "period_days", "anchor_at", "valid_from", "valid_to", "version")
    list_select_related = ("function",)
    list_filter = (("anchor_at", admin.EmptyFieldListFilter), ("valid_to", admin.EmptyFieldListFilter))
    search_fields = ("function__name", "level", "reason")


@admin.register(WorkingCalendar)
class WorkingCalendarAdmin(RecordAdmin):
    list_display = ("name", "working_days", "version")
    search_fields = ("name",)


@admin.register(Holiday)
class HolidayAdmin(RecordAdmin):
    list_display = ("on", "name", "calendar")
    list_select_related = ("calendar",)
    search_fields = ("name", "calendar__name")


@admin.register(Currency)
class CurrencyAdmin(RecordAdmin):
    list_display = ("code", "name", "is_reporting", "version")
    list_filter = ("is_reporting",)
    search_fields = ("code", "name")


@admin.register(ExchangeRate)
class ExchangeRateAdmin(RecordAdmin):
    list_display = ("currency", "into", "effective_from", "rate", "source")
    list_select_related = ("currency", "into")
    search_fields = ("currency__code", "into__code", "source")


@admin.register(FiscalPeriod)
class FiscalPeriodAdmin(RecordAdmin):
    list_display = ("name", "kind", "starts_on", "ends_on")
    list_filter = ("kind",)
    search_fields = ("name",)
