"""Administration pages of metrics."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import (
    DefinitionSignature,
    LeaderEvaluation,
    MetricAccountability,
    MetricBaseline,
    MetricDefinition,
    ProgramMetric,
    SharedMetric,
)

OF_METRIC = ("program_metric__metric__name", "program_metric__program__code")


@admin.register(SharedMetric)
class SharedMetricAdmin(RecordAdmin):
    list_display = ("name", "unit", "direction", "frequency", "is_ratio_scale", "retired_on", "version")
    list_filter = ("direction", "frequency", ("retired_on", admin.EmptyFieldListFilter))
    search_fields = ("name", "unit")


@admin.register(MetricDefinition)
class MetricDefinitionAdmin(RecordAdmin):
    list_display = ("metric", "number", "effective_from", "written_by")
    list_select_related = ("metric", "written_by")
    search_fields = ("metric__name", "text")


@admin.register(DefinitionSignature)
class DefinitionSignatureAdmin(RecordAdmin):
    list_display = ("definition", "function", "signed_by", "signed_on")
    list_select_related = ("definition__metric", "function", "signed_by")
    search_fields = ("definition__metric__name", "function__name", "signed_by__name")


@admin.register(ProgramMetric)
class ProgramMetricAdmin(RecordAdmin):
    list_display = ("metric", "program", "flow", "role", "target", "target_on")
    list_select_related = ("metric", "program", "flow")
    list_filter = ("role",)
    search_fields = ("metric__name", "program__code", "program__name")


@admin.register(MetricBaseline)
class MetricBaselineAdmin(RecordAdmin):
    list_display = ("program_metric", "arm", "first_period_on", "last_period_on", "source", "locked_on", "locked_by")
    list_select_related = ("program_metric__metric", "program_metric__flow", "locked_by")
    search_fields = ("source", *OF_METRIC)


@admin.register(MetricAccountability)
class MetricAccountabilityAdmin(RecordAdmin):
    list_display = ("program_metric", "function", "weight", "valid_from", "valid_to")
    list_select_related = ("program_metric__metric", "program_metric__flow", "function")
    search_fields = ("function__name", *OF_METRIC)


@admin.register(LeaderEvaluation)
class LeaderEvaluationAdmin(RecordAdmin):
    list_display = ("leader", "function", "program", "cycle_starts_on", "shared_weight", "completed_on")
    list_select_related = ("leader", "function", "program")
    list_filter = (("completed_on", admin.EmptyFieldListFilter),)
    search_fields = ("leader__name", "function__name", "program__code")
