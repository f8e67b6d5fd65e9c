"""Administration pages of the week."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import ReadOnly, RecordAdmin
from programs.models import DigestMail, WeeklyStatement


@admin.register(WeeklyStatement)
class WeeklyStatementAdmin(RecordAdmin):
    list_display = ("week_starts_on", "program", "function", "subject", "happened", "stated_by", "stated_on")
    list_select_related = ("program", "function", "stated_by")
    list_filter = ("subject", "happened")
    search_fields = ("program__code", "program__name", "function__name")


@admin.register(DigestMail)
class DigestMailAdmin(ReadOnly):
    """Which digests were sent; the mails themselves are not kept."""

    list_display = ("window_starts_on", "user", "obligations", "sent_at")
    list_select_related = ("user",)
    search_fields = ("user__name", "user__email")
