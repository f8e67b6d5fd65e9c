"""Readings of shared metrics."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import Reading


@admin.register(Reading)
class ReadingAdmin(RecordAdmin):
    list_display = ("metric", "period_starts_on", "flow", "arm", "value", "is_final", "source", "entered_by", "version")
    list_select_related = ("metric", "flow", "entered_by")
    list_filter = ("is_final", "metric")
    search_fields = ("metric__name", "flow__name", "arm", "source")
