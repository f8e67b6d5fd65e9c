from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters.rest_framework as filters
from django.db.models import Q
from rest_framework import serializers

from programs.actions import readings
from programs.api.fields import RECORD_FIELDS, Body, Row
from programs.api.query import DayFilter, RecordFilter
from programs.api.views import Changes, Creates, Write
from programs.models import Program, ProgramMetric, Reading

PLACE = ("flow", "pilot", "arm", "period_starts_on")


class ReadingSerializer(Row):
    class Meta:
        model = Reading
        fields = (*RECORD_FIELDS, "metric", "definition", *PLACE, "value", "is_final", "source", "entered_by")


class ReadingBody(Body):
    is_final = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Left out, a reading is final once its period is over."
    )
    correct = serializers.BooleanField(required=False, default=False, help_text="true replaces a final reading.")

    class Meta(Body.Meta):
        model = Reading
        fields = ("metric", *PLACE, "value", "is_final", "source", "correct")
        extra_kwargs = {"source": {"required": False}}


class ReadingChange(Body):
    class Meta(Body.Meta):
        model = Reading
        fields = ("value", "is_final", "source")


class ReadingFilter(RecordFilter):
    pilot = filters.UUIDFilter("pilot__uid", label="Readings of the arms of this pilot.")
    arm = filters.CharFilter(label="The arm of a parallel run.")
    program = filters.UUIDFilter(
        method="judged", label="Readings that this program is judged by: of its metrics, as a whole or in its flows."
    )
    period_from = DayFilter("period_starts_on", lookup_expr="gte", label="Periods that begin on this day or later.")
    period_to = DayFilter("period_starts_on", lookup_expr="lte", label="Periods that begin on this day or earlier.")

    def judged(self, rows: Any, _name: str, uid: UUID) -> Any:
        assert self.request is not None, "the API filters for whoever asks"
        program = Program.objects.visible_to(self.request.user).filter(uid=uid)
        metrics = ProgramMetric.objects.filter(program__in=program).values("metric")
        return rows.filter(Q(flow__isnull=True) | Q(flow__program__in=program), metric__in=metrics)


class ReadingViewSet(Creates, Changes):
    """Values of shared metrics in a week or month, of a flow or the whole organization, in an arm or none.

    A reading is created where there is none for its metric, flow, pilot, arm and period, under the definition in force
    on the period's first day; one that is not final is replaced, and a final one with correct. Without a pilot, an arm
    is that of the pilot that ran it in the period; when several did, the pilot must be given.
    """

    queryset = Reading.objects.all()
    serializer_class = ReadingSerializer
    filterset_class = ReadingFilter
    writes = {
        "create": Write(readings.enter, ReadingBody, subject="metric"),
        "partial_update": Write(readings.correct, ReadingChange),
    }
