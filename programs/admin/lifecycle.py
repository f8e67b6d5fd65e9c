"""Administration pages of a program's life."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import ProgramPause


@admin.register(ProgramPause)
class ProgramPauseAdmin(RecordAdmin):
    list_display = ("program", "paused_on", "resumed_on", "reason", "paused_by")
    list_select_related = ("program", "paused_by")
    search_fields = ("reason", "program__code", "program__name")
