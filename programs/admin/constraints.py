"""Constraints, what was observed of them, and the resources that can limit a flow."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import Constraint, ConstraintObservation, FocusingStep, Resource, ResourceControl

OF_FLOW = ("flow__name", "flow__program__code", "resource__name")


@admin.register(Resource)
class ResourceAdmin(RecordAdmin):
    list_display = ("name", "kind", "retired_on", "version")
    list_filter = ("kind", ("retired_on", admin.EmptyFieldListFilter))
    search_fields = ("name",)


@admin.register(ResourceControl)
class ResourceControlAdmin(RecordAdmin):
    list_display = ("resource", "function", "valid_from", "valid_to")
    list_select_related = ("resource", "function")
    search_fields = ("resource__name", "function__name")


@admin.register(Constraint)
class ConstraintAdmin(RecordAdmin):
    list_display = ("resource", "flow", "identified_on", "identified_by", "ended_on")
    list_select_related = ("resource", "flow", "identified_by")
    list_filter = (("ended_on", admin.EmptyFieldListFilter),)
    search_fields = OF_FLOW


@admin.register(FocusingStep)
class FocusingStepAdmin(RecordAdmin):
    list_display = ("constraint", "step", "entered_on", "decided_by")
    list_select_related = ("constraint__resource", "constraint__flow", "decided_by")
    list_filter = ("step",)
    search_fields = ("constraint__resource__name", "constraint__flow__name")


@admin.register(ConstraintObservation)
class ConstraintObservationAdmin(RecordAdmin):
    list_display = ("flow", "week_starts_on", "source", "resource", "basis", "observed_by")
    list_select_related = ("flow", "resource", "observed_by")
    list_filter = ("basis",)
    search_fields = (*OF_FLOW, "source")
