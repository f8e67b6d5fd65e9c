"""Administration pages of interfaces between functions and their incidents."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import CoordinationIncident, FlowInterface, HandoffCount, Interface

OF_INTERFACE = ("interface__from_function__name", "interface__to_function__name")
TWO_FUNCTIONS = ("interface__from_function", "interface__to_function")


@admin.register(Interface)
class InterfaceAdmin(RecordAdmin):
    list_display = ("from_function", "to_function", "owner", "redesign_accepted_by", "redesign_accepted_on")
    list_select_related = ("from_function", "to_function", "owner", "redesign_accepted_by")
    list_filter = (("redesign_accepted_on", admin.EmptyFieldListFilter),)
    search_fields = ("from_function__name", "to_function__name", "hands_over")


@admin.register(FlowInterface)
class FlowInterfaceAdmin(RecordAdmin):
    list_display = ("flow", "interface")
    list_select_related = ("flow", *TWO_FUNCTIONS)
    search_fields = ("flow__name", "flow__program__code", *OF_INTERFACE)


@admin.register(HandoffCount)
class HandoffCountAdmin(RecordAdmin):
    list_display = ("interface", "starts_on", "ends_on", "handoffs", "source")
    list_select_related = TWO_FUNCTIONS
    search_fields = ("source", *OF_INTERFACE)


@admin.register(CoordinationIncident)
class CoordinationIncidentAdmin(RecordAdmin):
    list_display = ("happened_on", "program", "interface", "consequence", "band", "reported_by", "withdrawn_on")
    list_select_related = ("program", "reported_by", *TWO_FUNCTIONS)
    list_filter = ("consequence", "band", "failure_mode", ("withdrawn_on", admin.EmptyFieldListFilter))
    search_fields = ("description", "party", "program__code", "program__name", *OF_INTERFACE)
