"""Administration pages of governance."""

from __future__ import annotations

from django.contrib import admin

from programs.admin.base import RecordAdmin
from programs.models import (
    ActionItem,
    Approval,
    CommitteeDecision,
    CriterionEvidence,
    GateCriterion,
    RaidItem,
    Waiver,
)

OF_PROGRAM = ("program__code", "program__name")


@admin.register(GateCriterion)
class GateCriterionAdmin(RecordAdmin):
    list_display = ("statement", "gate", "position", "minimum_evidence_level", "added_on", "removed_on")
    list_select_related = ("gate",)
    list_filter = ("gate__code", ("removed_on", admin.EmptyFieldListFilter))
    search_fields = ("statement", "gate__program__code", "gate__program__name")


@admin.register(CriterionEvidence)
class CriterionEvidenceAdmin(RecordAdmin):
    list_display = ("evidence", "criterion", "cited_on", "accepted_on")
    list_select_related = ("evidence", "criterion")
    search_fields = ("evidence__title", "criterion__statement")


@admin.register(Waiver)
class WaiverAdmin(RecordAdmin):
    list_display = ("program", "rule", "gate", "granted_on", "expires_on", "revoked_on")
    list_select_related = ("program", "gate")
    list_filter = ("rule", ("revoked_on", admin.EmptyFieldListFilter))
    search_fields = ("reason", *OF_PROGRAM)


@admin.register(Approval)
class ApprovalAdmin(RecordAdmin):
    list_display = ("__str__", "program", "approver", "requested_on", "due_on", "answer", "answered_on", "withdrawn_on")
    list_select_related = ("program", "approver", "gate", "baseline", "waiver")
    list_filter = ("answer",)
    search_fields = ("note", "approver__name", *OF_PROGRAM)


@admin.register(RaidItem)
class RaidItemAdmin(RecordAdmin):
    list_display = ("title", "program", "kind", "owner", "due_on", "closed_on")
    list_select_related = ("program", "owner")
    list_filter = ("kind", ("closed_on", admin.EmptyFieldListFilter))
    search_fields = ("title", "owner__name", *OF_PROGRAM)


@admin.register(CommitteeDecision)
class CommitteeDecisionAdmin(RecordAdmin):
    list_display = ("question", "program", "asked_on", "needed_by", "outcome", "decided_on", "done_on")
    list_select_related = ("program",)
    list_filter = ("outcome",)
    search_fields = ("question", "recommendation", *OF_PROGRAM)


@admin.register(ActionItem)
class ActionItemAdmin(RecordAdmin):
    list_display = ("title", "program", "owner", "due_on", "done_on")
    list_select_related = ("program", "owner")
    list_filter = (("done_on", admin.EmptyFieldListFilter),)
    search_fields = ("title", "owner__name", *OF_PROGRAM)
