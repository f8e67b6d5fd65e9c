"""Invitations; people themselves stand in ``users``."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from programs.admin.base import RecordAdmin
from programs.models import Invitation


@admin.register(Invitation)
class InvitationAdmin(RecordAdmin):
    list_display = ("name", "email", "program", "role", "expires_at", "accepted_at", "withdrawn_at")
    list_select_related = ("program",)
    list_filter = ("role", ("accepted_at", admin.EmptyFieldListFilter))
    search_fields = ("name", "email", "program__code", "program__name")

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        """Without the digest, which is nobody's to see."""
        return [name for name in super().get_fields(request, obj) if name != "digest"]
