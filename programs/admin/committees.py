"""Committees, who sits in them, and their meetings."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import Committee, CommitteeMandate, CommitteeMember, Meeting, MeetingAttendance


@admin.register(Committee)
class CommitteeAdmin(RecordAdmin):
    list_display = ("name", "quorum", "cadence_days", "version")
    search_fields = ("name",)


@admin.register(CommitteeMandate)
class CommitteeMandateAdmin(RecordAdmin):
    list_display = ("committee", "program", "valid_from", "valid_to")
    list_select_related = ("committee", "program")
    search_fields = ("committee__name", "program__code", "program__name")


@admin.register(CommitteeMember)
class CommitteeMemberAdmin(RecordAdmin):
    list_display = ("user", "committee", "is_chair", "delegate", "valid_from", "valid_to")
    list_select_related = ("user", "committee", "delegate")
    search_fields = ("user__name", "user__email", "committee__name")


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin):
    list_display = ("committee", "scheduled_on", "held_on", "quorum")
    list_select_related = ("committee",)
    list_filter = (("held_on", admin.EmptyFieldListFilter),)
    search_fields = ("committee__name", "agenda", "minutes")


@admin.register(MeetingAttendance)
class MeetingAttendanceAdmin(RecordAdmin):
    list_display = ("meeting", "user", "member")
    list_select_related = ("meeting__committee", "user", "member__user", "member__committee")
    search_fields = ("user__name", "meeting__committee__name")
