"""What the machinery keeps: requests to compute, deletions, and the bytes of files."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest

from programs.admin.base import ReadOnly
from programs.models import AttachmentContent, RefreshRequest, Tombstone


@admin.register(RefreshRequest)
class RefreshRequestAdmin(ReadOnly):
    """Programs that wait for a computation; an old row without a heartbeat says that no worker runs."""

    list_display = ("program", "dirty_since", "claim", "claimed_at")
    list_select_related = ("program",)
    list_filter = (("claim", admin.EmptyFieldListFilter),)
    search_fields = ("program__code", "program__name")


@admin.register(Tombstone)
class TombstoneAdmin(ReadOnly):
    list_display = ("kind", "uid", "program", "deleted_at", "deleted_by")
    list_select_related = ("program", "deleted_by")
    search_fields = ("kind", "uid", "program__code")


@admin.register(AttachmentContent)
class AttachmentContentAdmin(ReadOnly):
    """Sizes of the stored contents; the bytes stay where they are."""

    list_display = ("sha256", "size")
    search_fields = ("sha256",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AttachmentContent]:
        rows: QuerySet[AttachmentContent] = super().get_queryset(request)
        return rows.defer("content").annotate(size=Length("content"))

    @admin.display(description="Size in bytes", ordering="size")
    def size(self, row: AttachmentContent) -> int:
        return int(getattr(row, "size", 0))
