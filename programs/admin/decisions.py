"""Administration pages of decisions."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import Authority, DecisionRecord, DecisionRight, DecisionRightResource, Team, TeamFunction

OF_PROGRAM = ("program__code", "program__name")


@admin.register(Team)
class TeamAdmin(RecordAdmin):
    list_display = ("name", "program", "flow")
    list_select_related = ("program", "flow")
    search_fields = ("name", *OF_PROGRAM)


@admin.register(TeamFunction)
class TeamFunctionAdmin(RecordAdmin):
    list_display = ("function", "team", "decides", "valid_from", "valid_to")
    list_select_related = ("function", "team")
    list_filter = ("decides",)
    search_fields = ("team__name", "function__name")


@admin.register(DecisionRight)
class DecisionRightAdmin(RecordAdmin):
    list_display = ("decision", "program", "flow", "times_a_month", "ended_on")
    list_select_related = ("program", "flow")
    list_filter = (("ended_on", admin.EmptyFieldListFilter),)
    search_fields = ("decision", *OF_PROGRAM)


@admin.register(DecisionRightResource)
class DecisionRightResourceAdmin(RecordAdmin):
    list_display = ("right", "resource")
    list_select_related = ("right", "resource")
    search_fields = ("right__decision", "resource__name")


@admin.register(Authority)
class AuthorityAdmin(RecordAdmin):
    list_display = ("right", "role", "function", "team", "valid_from", "valid_to")
    list_select_related = ("right", "function", "team")
    list_filter = ("role",)
    search_fields = ("right__decision", "function__name", "team__name")


@admin.register(DecisionRecord)
class DecisionRecordAdmin(RecordAdmin):
    list_display = (
        *("question", "program", "raised_on", "decided_on", "decided_function", "decided_team", "overridden_on"),
    )
    list_select_related = ("program", "decided_function", "decided_team")
    list_filter = ("is_trade_off", ("decided_on", admin.EmptyFieldListFilter))
    search_fields = ("question", *OF_PROGRAM)
