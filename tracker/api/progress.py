from __future__ import annotations

from collections.abc import Collection

import django_filters.rest_framework as filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from programs.api.fields import Moment, Row
from programs.api.query import DayFilter
from programs.api.views import ReadViewSet
from programs.models import Policy, Program
from tracker.api.reckoned import ReckonedViewSet
from tracker.models import Snapshot


@extend_schema_field({"$ref": "#/components/schemas/ProgramProgress"})
class ProgressField(serializers.JSONField):
    """The progress as it was stored; nothing is computed here."""


class SnapshotSerializer(Row):
    policy = serializers.UUIDField(read_only=True, allow_null=True, help_text="Null for the built-in thresholds.")
    progress = ProgressField(read_only=True)

    class Meta:
        model = Snapshot
        fields = (
            "uid",
            "program",
            "as_of",
            "known_on",
            "is_headline",
            "method_version",
            "policy",
            "run",
            "computed_at",
            "updated_at",
            "delivery",
            "reported",
            "diverges",
            "slip_days",
            "progress",
        )

    @classmethod
    def rows(cls, moment: Moment) -> QuerySet[Snapshot]:
        policy = Policy.objects.filter(pk=OuterRef("policy_version"))
        return Snapshot.objects.annotate(policy=Subquery(policy.values("uid")[:1]))


class SnapshotViewSet(ReckonedViewSet):
    """What was computed of your programs, each time; a list shows ``progress`` when ``fields`` names it."""

    queryset = Snapshot.objects.all()
    serializer_class = SnapshotSerializer
    when_named = ("progress",)


class SnapshotFilter(filters.FilterSet):
    as_of = DayFilter(lookup_expr="lte", label="On this day or before it.")


class ProgressViewSet(ReadViewSet):
    """Progress of a program: one headline snapshot for each day that was reckoned."""

    queryset = Snapshot.objects.all()
    serializer_class = SnapshotSerializer
    filterset_class = SnapshotFilter
    order = ("-as_of", "-id")
    page_size = 20
    tagged = ("latest",)

    def get_queryset(self) -> QuerySet[Snapshot]:
        program = get_object_or_404(Program.objects.visible_to(self.person), uid=self.kwargs["program_uid"])
        return Snapshot.objects.headline().filter(program=program)

    def known_parameters(self) -> Collection[str]:
        return {*super().known_parameters(), "as_of"}

    def latest(self, request: Request, program_uid: str) -> HttpResponseBase:
        """The newest progress, or with as_of the newest on that day or before it."""
        rows = self.filter_queryset(self.get_queryset()).order_by(*self.order)[:1]
        return self.one(request, rows, missing="Progress was not computed yet for this day.")
