"""Administration pages of pilots."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import Pilot, PilotGuardrail


@admin.register(Pilot)
class PilotAdmin(RecordAdmin):
    list_display = ("name", "program", "flow", "locked_on", "started_on", "outcome", "decided_on", "cut_over_on")
    list_select_related = ("program", "flow")
    list_filter = ("outcome", ("locked_on", admin.EmptyFieldListFilter), ("started_on", admin.EmptyFieldListFilter))
    search_fields = ("name", "flow__name", "program__code", "program__name")


@admin.register(PilotGuardrail)
class PilotGuardrailAdmin(RecordAdmin):
    list_display = ("program_metric", "pilot", "margin", "agreed_with")
    list_select_related = ("pilot", "program_metric__metric", "program_metric__flow")
    search_fields = ("pilot__name", "program_metric__metric__name", "agreed_with")
