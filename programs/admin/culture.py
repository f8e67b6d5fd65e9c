"""Administration pages of culture. Links and answers of the pulse have none, on purpose."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import IntegratedSession, PmoIntervention, PulseGroup, PulseWave, SessionFunction


@admin.register(IntegratedSession)
class IntegratedSessionAdmin(RecordAdmin):
    list_display = ("flow", "scheduled_on", "held_on", "cancel_reason", "recorded_by")
    list_select_related = ("flow", "recorded_by")
    list_filter = (("held_on", admin.EmptyFieldListFilter),)
    search_fields = ("flow__name", "flow__program__code", "cancel_reason")


@admin.register(SessionFunction)
class SessionFunctionAdmin(RecordAdmin):
    list_display = ("function", "session", "is_required", "came", "demand_plan")
    list_select_related = ("function", "session__flow")
    list_filter = ("is_required", "came")
    search_fields = ("function__name", "session__flow__name", "demand_plan")


@admin.register(PmoIntervention)
class PmoInterventionAdmin(RecordAdmin):
    list_display = ("kind", "happened_on", "flow", "function", "recorded_by")
    list_select_related = ("flow", "function", "recorded_by")
    list_filter = ("kind",)
    search_fields = ("note", "flow__name", "flow__program__code")


@admin.register(PulseWave)
class PulseWaveAdmin(RecordAdmin):
    list_display = ("name", "program", "opens_on", "closes_on", "closed_on", "closed_by")
    list_select_related = ("program", "closed_by")
    list_filter = (("closed_on", admin.EmptyFieldListFilter),)
    search_fields = ("name", "program__code", "program__name")


@admin.register(PulseGroup)
class PulseGroupAdmin(RecordAdmin):
    list_display = ("wave", "function", "invited")
    list_select_related = ("wave", "function")
    search_fields = ("wave__name", "function__name")
