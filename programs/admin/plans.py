"""Programs and what belongs to one."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import (
    Attachment,
    Baseline,
    BaselineItem,
    CostLine,
    Evidence,
    EvidenceUse,
    FlowStage,
    Gate,
    GateReview,
    Milestone,
    MilestoneForecast,
    MilestoneLink,
    ProcessFlow,
    Program,
    StatusReport,
)

OF_PROGRAM = ("program__code", "program__name")


@admin.register(Program)
class ProgramAdmin(RecordAdmin):
    list_display = ("code", "name", "state", "start_on", "follows_sequence", "removed_on", "version")
    list_filter = ("state", "follows_sequence", ("removed_on", admin.EmptyFieldListFilter))
    search_fields = ("code", "name", "organization")


@admin.register(ProcessFlow)
class ProcessFlowAdmin(RecordAdmin):
    list_display = ("name", "program", "segment_kind", "position", "state")
    list_select_related = ("program",)
    list_filter = ("state", "segment_kind")
    search_fields = ("name", *OF_PROGRAM)


@admin.register(FlowStage)
class FlowStageAdmin(RecordAdmin):
    list_display = ("name", "flow", "position", "function")
    list_select_related = ("flow", "function")
    search_fields = ("name", "flow__name", "function__name")


@admin.register(Milestone)
class MilestoneAdmin(RecordAdmin):
    list_display = ("name", "program", "step", "dimension", "kind", "weight", "owner", "removed_on")
    list_select_related = ("program", "owner")
    list_filter = ("step", "dimension", "kind")
    search_fields = ("name", "owner__name", *OF_PROGRAM)


@admin.register(MilestoneForecast)
class MilestoneForecastAdmin(RecordAdmin):
    list_display = ("milestone", "stated_on", "finish_on", "stated_by")
    list_select_related = ("milestone", "stated_by")
    search_fields = ("milestone__name", "reason")


@admin.register(MilestoneLink)
class MilestoneLinkAdmin(RecordAdmin):
    list_display = ("id", "predecessor", "successor")
    list_select_related = ("predecessor", "successor")
    search_fields = ("predecessor__name", "successor__name")


@admin.register(Gate)
class GateAdmin(RecordAdmin):
    list_display = ("code", "program", "item")
    list_select_related = ("program", "item")
    list_filter = ("code",)
    search_fields = ("criteria", *OF_PROGRAM)


@admin.register(GateReview)
class GateReviewAdmin(RecordAdmin):
    list_display = ("gate", "outcome", "decided_on", "decided_by")
    list_select_related = ("gate", "decided_by")
    list_filter = ("outcome",)
    search_fields = ("note", "gate__program__code", "gate__program__name")


@admin.register(Baseline)
class BaselineAdmin(RecordAdmin):
    list_display = ("program", "number", "locked_on", "locked_by")
    list_select_related = ("program", "locked_by")
    search_fields = ("reason", *OF_PROGRAM)


@admin.register(BaselineItem)
class BaselineItemAdmin(RecordAdmin):
    list_display = ("milestone", "baseline", "planned_on", "weight")
    list_select_related = ("milestone", "baseline")
    search_fields = ("milestone__name", "baseline__program__code")


@admin.register(Evidence)
class EvidenceAdmin(RecordAdmin):
    list_display = ("title", "program", "level", "given_by", "given_on", "accepted_by", "accepted_on", "revoked_on")
    list_select_related = ("program", "given_by", "accepted_by")
    list_filter = ("level", ("accepted_on", admin.EmptyFieldListFilter), ("revoked_on", admin.EmptyFieldListFilter))
    search_fields = ("title", "reference", *OF_PROGRAM)


@admin.register(EvidenceUse)
class EvidenceUseAdmin(RecordAdmin):
    list_display = ("evidence", "milestone")
    list_select_related = ("evidence", "milestone")
    search_fields = ("evidence__title", "milestone__name")


@admin.register(StatusReport)
class StatusReportAdmin(RecordAdmin):
    list_display = ("program", "reported_on", "rated_by", "status", "reported_by")
    list_select_related = ("program", "reported_by")
    list_filter = ("status",)
    search_fields = ("rated_by", "reason", *OF_PROGRAM)


@admin.register(CostLine)
class CostLineAdmin(RecordAdmin):
    list_display = ("program", "kind", "scope", "period", "stated_on", "amount", "currency")
    list_select_related = ("program",)
    list_filter = ("kind", "scope")
    search_fields = ("period", "currency", *OF_PROGRAM)


@admin.register(Attachment)
class AttachmentAdmin(RecordAdmin):
    """Files are listed, never served from here: they leave as downloads of the program's own pages."""

    list_display = ("name", "program", "content_type", "size", "added_by", "created_at")
    list_select_related = ("program", "added_by")
    list_filter = ("content_type",)
    search_fields = ("name", *OF_PROGRAM)
