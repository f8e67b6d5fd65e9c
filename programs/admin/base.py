"""Pages on which an administrator of the installation looks at the record, and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from programs.admin.history import history_of
from programs.models.base import Record

# ruff: noqa: ARG002 - Django gives the parameters of these hooks.

if TYPE_CHECKING:
    Pages = admin.ModelAdmin[Any]
else:
    Pages = admin.ModelAdmin


class AdministratorsOnly(Pages):
    """Pages for superusers: they pass over memberships, so being staff is not enough."""

    list_per_page = 50
    show_full_result_count = False
    view_on_site = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnly(AdministratorsOnly):
    """A table to search and read. It is written elsewhere, by a trigger, a worker or an action."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        """Every column, those that no form may hold as well: identity, version, times, who locked and removed."""
        return [field.name for field in self.model._meta.fields if not isinstance(field, models.BinaryField)]


class RecordAdmin(ReadOnly):
    """A noun of the record, read-only.

    A form of the admin would write without an action: no rule asked, no version compared, no author in the
    history, no program marked for a new computation. An administrator may do everything on the program's own
    pages and through the API, where all of that happens; so nothing is missing here, and nothing can go wrong.
    """

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """What the noun names, and where it came from."""
        return [*self.search_fields, "external_id"]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The row's history as the triggers kept it, newest first; the admin itself has written none of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if not isinstance(row, Record):
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            **(extra_context or {}),
            "title": f"History of {row}",
            "opts": self.model._meta,
            "object": row,
            "entries": history_of(row),
        }
        return render(request, "programs/admin/history.html", context)


def is_administrator(request: HttpRequest) -> bool:
    """True for an active superuser."""
    return bool(request.user.is_active and getattr(request.user, "is_superuser", False))
