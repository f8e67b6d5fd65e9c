from __future__ import annotations

from typing import Any

import django_filters.rest_framework as filters
from django.http import HttpResponseBase
from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import copies, lifecycle, programs
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, OnBody, Row, TodayField
from programs.api.query import RecordFilter, YesNoFilter
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import PortfolioEntry, Program

WORDS = ("name", "description", "organization", "category", "sponsor_name", "start_on", "follows_sequence", "currency")


LIFE = ("state", "closed_on", "lessons", "copied_from", "removed_on", "removed_by")


class ProgramSerializer(Row):
    class Meta:
        model = Program
        fields = (*RECORD_FIELDS, "code", *WORDS, *LIFE)


class ProgramBody(Body):
    on = TodayField(help_text="Since when its creator leads it; today when left out.")

    class Meta(Body.Meta):
        model = Program
        fields = ("code", *WORDS, "source_system", "external_id", "on")


class ProgramChange(Body):
    class Meta(Body.Meta):
        model = Program
        fields = (*WORDS, "source_system", "external_id")


class PauseBody(OnBody):
    reason = serializers.CharField()


class CloseBody(OnBody):
    lessons = serializers.CharField()


class CopyBody(OnBody):
    code = serializers.CharField(max_length=60)
    name = serializers.CharField(max_length=250)
    start_on = serializers.DateField()


class ProgramFilter(RecordFilter):
    follows_sequence = YesNoFilter(label="Whether its horizons apply.")
    portfolio = filters.UUIDFilter(method="now_in_portfolio", label="Programs that are in this portfolio now.")

    def now_in_portfolio(self, rows: Any, name: str, uid: Any) -> Any:
        entries = PortfolioEntry.objects.valid_on(timezone.localdate()).filter(portfolio__uid=uid)
        return rows.filter(id__in=entries.values("program_id"))


class ProgramViewSet(Creates, Changes, Removes):
    """Transformation programs."""

    queryset = Program.objects.all()
    serializer_class = ProgramSerializer
    filterset_class = ProgramFilter
    paged = ("list", "removed")
    destroy_status = "200"
    writes = {
        "create": Write(programs.create, ProgramBody, subject="code"),
        "partial_update": Write(programs.change, ProgramChange),
        "destroy": Write(programs.remove, OnBody),
        "activate": Write(lifecycle.activate, EmptyBody),
        "pause": Write(lifecycle.pause, PauseBody),
        "resume": Write(lifecycle.resume, OnBody),
        "close": Write(lifecycle.close, CloseBody),
        "archive": Write(lifecycle.archive, EmptyBody),
        "copy": Write(copies.copy_structure, CopyBody, of_version=False),
        "restore": Write(programs.restore, EmptyBody),
    }

    def get_queryset(self) -> Any:
        if self.action in {"removed", "restore"}:
            return self.rows().removed_but_visible_to(self.person)  # type: ignore[attr-defined]
        return super().get_queryset()

    @action(detail=False)
    def removed(self, request: Request) -> HttpResponseBase:
        """Programs that were removed, and can be restored."""
        return self.list(request)

    @action(detail=True, methods=["post"])
    def activate(self, request: Request, uid: str) -> Response:
        """A draft set to work."""
        return self.write()

    @action(detail=True, methods=["post"])
    def pause(self, request: Request, uid: str) -> Response:
        """The program stands still; its horizons stop."""
        return self.write()

    @action(detail=True, methods=["post"])
    def resume(self, request: Request, uid: str) -> Response:
        """The program goes on."""
        return self.write()

    @action(detail=True, methods=["post"])
    def close(self, request: Request, uid: str) -> Response:
        """The program ended for good, with its lessons."""
        return self.write()

    @action(detail=True, methods=["post"])
    def archive(self, request: Request, uid: str) -> Response:
        """A closed program out of the daily lists."""
        return self.write()

    @action(detail=True, methods=["post"])
    def copy(self, request: Request, uid: str) -> Response:
        """A new draft with the structure of this program; the answer is the new one."""
        return self.write()

    @action(detail=True, methods=["post"])
    def restore(self, request: Request, uid: str) -> Response:
        return self.write()
