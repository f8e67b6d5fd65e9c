"""What the installation shares: functions, portfolios and policy."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import BusinessFunction, Policy, Portfolio, PortfolioEntry


@admin.register(BusinessFunction)
class BusinessFunctionAdmin(RecordAdmin):
    list_display = ("name", "parent", "version", "updated_at")
    list_select_related = ("parent",)
    search_fields = ("name", "parent__name")


@admin.register(Portfolio)
class PortfolioAdmin(RecordAdmin):
    list_display = ("code", "name", "version", "updated_at")
    search_fields = ("code", "name")


@admin.register(PortfolioEntry)
class PortfolioEntryAdmin(RecordAdmin):
    list_display = ("id", "portfolio", "program", "joined_on", "left_on")
    list_select_related = ("portfolio", "program")
    list_filter = (("left_on", admin.EmptyFieldListFilter),)
    search_fields = ("portfolio__code", "portfolio__name", "program__code", "program__name")


@admin.register(Policy)
class PolicyAdmin(RecordAdmin):
    list_display = ("effective_from", "program", "approved_by", "approved_on", "reason")
    list_select_related = ("approved_by", "program")
    search_fields = ("reason", "approved_by__name")
