"""Administration pages of trade-offs and market shifts."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import MarketShift, ShiftResponse, TradeOffEntry


@admin.register(TradeOffEntry)
class TradeOffEntryAdmin(RecordAdmin):
    list_display = ("title", "program", "kind", "originator", "affected", "amount", "currency", "entered_on")
    list_select_related = ("program", "originator", "affected")
    list_filter = ("kind",)
    search_fields = ("title", "reason", "program__code", "program__name")


@admin.register(MarketShift)
class MarketShiftAdmin(RecordAdmin):
    list_display = ("title", "program", "visible_on", "floor_changed_on", "recorded_by")
    list_select_related = ("program", "recorded_by")
    search_fields = ("title", "description", "program__code", "program__name")


@admin.register(ShiftResponse)
class ShiftResponseAdmin(RecordAdmin):
    list_display = ("shift", "function", "known_on", "replanned_on")
    list_select_related = ("shift", "function")
    search_fields = ("shift__title", "function__name")
