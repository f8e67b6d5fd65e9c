from __future__ import annotations

import django_filters.rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import metric_definitions, metrics
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, OnBody, Row, TodayField
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Write
from programs.models import DefinitionSignature, MetricDefinition, SharedMetric

WORDS = ("name", "description", "unit", "direction", "frequency", "is_ratio_scale", "decimals")


class MetricSerializer(Row):
    class Meta:
        model = SharedMetric
        fields = (*RECORD_FIELDS, *WORDS, "retired_on")


class MetricBody(Body):
    definition = serializers.CharField(help_text="First version of how it is computed: what, from where, and when.")
    effective_from = TodayField(help_text="First day of that version; today when left out.")

    class Meta(Body.Meta):
        model = SharedMetric
        fields = (*WORDS, "definition", "effective_from")


class MetricChange(Body):
    class Meta(Body.Meta):
        model = SharedMetric
        fields = WORDS


class MetricFilter(RecordFilter):
    retired = SetFilter("retired_on", label="Whether it is offered to further programs no longer.")


class MetricViewSet(Creates, Changes):
    """Measures that functions answer for together, kept once for all programs."""

    queryset = SharedMetric.objects.all()
    serializer_class = MetricSerializer
    filterset_class = MetricFilter
    writes = {
        "create": Write(metrics.create, MetricBody, subject="name"),
        "partial_update": Write(metrics.change, MetricChange),
        "retire": Write(metrics.retire, OnBody),
        "bring_back": Write(metrics.bring_back, EmptyBody),
    }

    @action(detail=True, methods=["post"])
    def retire(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"], url_path="bring-back")
    def bring_back(self, request: Request, uid: str) -> Response:
        return self.write()


class DefinitionSerializer(Row):
    class Meta:
        model = MetricDefinition
        fields = (*RECORD_FIELDS, "metric", "number", "text", "effective_from", "written_by")


class DefinitionBody(Body):
    effective_from = TodayField()

    class Meta(Body.Meta):
        model = MetricDefinition
        fields = ("metric", "text", "effective_from")


class DefinitionFilter(RecordFilter):
    metric = filters.UUIDFilter("metric__uid", label="Versions of this metric.")


class DefinitionViewSet(Creates):
    """How metrics are computed, in versions; a new version is a new series and needs new signatures."""

    queryset = MetricDefinition.objects.all()
    serializer_class = DefinitionSerializer
    filterset_class = DefinitionFilter
    writes = {"create": Write(metric_definitions.write, DefinitionBody, subject="metric")}


class SignatureSerializer(Row):
    class Meta:
        model = DefinitionSignature
        fields = (*RECORD_FIELDS, "definition", "function", "signed_by", "signed_on")


class SignatureBody(OnBody, Body):
    class Meta(Body.Meta):
        model = DefinitionSignature
        fields = ("definition", "function", "on")


class SignatureFilter(RecordFilter):
    metric = filters.UUIDFilter("definition__metric__uid", label="Signatures under versions of this metric.")


class SignatureViewSet(Creates):
    """Functions that agreed to a definition, each through a person who leads it."""

    queryset = DefinitionSignature.objects.all()
    serializer_class = SignatureSerializer
    filterset_class = SignatureFilter
    writes = {"create": Write(metric_definitions.sign, SignatureBody, subject="definition")}
