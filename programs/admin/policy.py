"""Administration pages of sources; the policy itself stands with the portfolios."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import FieldSource


@admin.register(FieldSource)
class FieldSourceAdmin(RecordAdmin):
    list_display = ("noun", "field", "system", "program")
    list_select_related = ("program",)
    list_filter = ("system",)
    search_fields = ("noun", "field", "system", "program__code", "program__name")
