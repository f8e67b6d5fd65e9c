from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from programs.api.fields import Moment, Row
from programs.api.views import ReadViewSet
from programs.models import Policy, Program
from tracker.api.reckoned import ReckonedViewSet
from tracker.api.statuses import RESULTS
from tracker.models import Analysis


@extend_schema_field({"$ref": "#/components/schemas/Coordination"})
class CoordinationField(serializers.JSONField):
    """The analyses as they were stored; nothing is computed here."""


class AnalysisSerializer(Row):
    policy = serializers.UUIDField(read_only=True, allow_null=True, help_text="Null for the built-in numbers.")
    result_state = serializers.ChoiceField(
        RESULTS,
        read_only=True,
        allow_null=True,
        help_text="The Result status: a color, or which grey it is; null before there was one.",
    )
    result = CoordinationField(read_only=True)

    class Meta:
        model = Analysis
        fields = (
            "uid",
            "program",
            "as_of",
            "method_version",
            "policy",
            "run",
            "computed_at",
            "updated_at",
            "result_state",
            "result",
        )

    @classmethod
    def rows(cls, moment: Moment) -> QuerySet[Analysis]:
        policy = Policy.objects.filter(pk=OuterRef("policy_version"))
        return Analysis.objects.annotate(policy=Subquery(policy.values("uid")[:1]))


class CoordinationViewSet(ReckonedViewSet):
    """The coordination analyses of your programs; a list shows ``result`` when ``fields`` names it."""

    queryset = Analysis.objects.all()
    serializer_class = AnalysisSerializer
    when_named = ("result",)


class AnalysisViewSet(ReadViewSet):
    """The coordination analyses of a program: of the last weeks each day, before that the first of each month."""

    queryset = Analysis.objects.all()
    serializer_class = AnalysisSerializer
    order = ("-as_of",)
    page_size = 20
    tagged = ("latest",)

    def get_queryset(self) -> QuerySet[Analysis]:
        program = get_object_or_404(Program.objects.visible_to(self.person), uid=self.kwargs["program_uid"])
        return Analysis.objects.filter(program=program)

    def latest(self, request: Request, program_uid: str) -> HttpResponseBase:
        """The newest analyses."""
        rows = self.get_queryset().order_by(*self.order)[:1]
        return self.one(request, rows, missing="Coordination was not analyzed yet.")
