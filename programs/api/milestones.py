from __future__ import annotations

from datetime import date
from typing import Any

import django_filters.rest_framework as filters
from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import milestones
from programs.api.fields import RECORD_FIELDS, Body, Moment, OnBody, Row, TodayField
from programs.api.query import DayFilter, RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import Milestone, MilestoneForecast, MilestoneLink

WORDS = (
    "name",
    "description",
    "flow",
    "step",
    "dimension",
    "kind",
    "gate",
    "weight",
    "owner",
    "function",
    "minimum_evidence_level",
    "started_on",
)


class MilestoneSerializer(Row):
    forecast_on = serializers.DateField(read_only=True, allow_null=True, help_text="Finish as last stated.")

    class Meta:
        model = Milestone
        fields = (*RECORD_FIELDS, "program", *WORDS, "forecast_on", "removed_on", "removed_by")

    @classmethod
    def rows(cls, moment: Moment) -> QuerySet[Milestone]:
        return Milestone.objects.with_forecast()


class MilestoneBody(Body):
    finish_on = serializers.DateField(help_text="When it is expected to be finished: its first forecast.")
    stated_on = TodayField(help_text="When that was said; today when left out.")

    class Meta(Body.Meta):
        model = Milestone
        fields = ("program", *WORDS, "source_system", "external_id", "finish_on", "stated_on")


class MilestoneChange(Body):
    class Meta(Body.Meta):
        model = Milestone
        fields = (*WORDS, "source_system", "external_id")


class ExpectedFilter(DayFilter):
    """Milestones by their finish as last stated."""

    def filter(self, qs: Any, value: date | None) -> Any:
        return qs if value is None else super().filter(qs.with_forecast(), value)


class MilestoneFilter(RecordFilter):
    forecast_on__gte = ExpectedFilter("forecast_on", lookup_expr="gte", label="Expected on this day or later.")
    forecast_on__lte = ExpectedFilter("forecast_on", lookup_expr="lte", label="Expected by this day.")
    removed = SetFilter("removed_on", label="Whether it was taken out of the program.")


class MilestoneViewSet(Creates, Changes, Removes):
    """What a program must achieve."""

    queryset = Milestone.objects.all()
    serializer_class = MilestoneSerializer
    filterset_class = MilestoneFilter
    destroy_status = "200"
    writes = {
        "create": Write(milestones.create, MilestoneBody, subject="program", gathers=True),
        "partial_update": Write(milestones.change, MilestoneChange, gathers=True),
        "start": Write(milestones.start, OnBody),
        "destroy": Write(milestones.remove, OnBody),
    }

    @action(detail=True, methods=["post"])
    def start(self, request: Request, uid: str) -> Response:
        return self.write()


class ForecastSerializer(Row):
    class Meta:
        model = MilestoneForecast
        fields = (*RECORD_FIELDS, "milestone", "stated_on", "finish_on", "stated_by", "reason")


class ForecastBody(Body):
    stated_on = TodayField()

    class Meta(Body.Meta):
        model = MilestoneForecast
        fields = ("milestone", "finish_on", "stated_on", "reason")


class ForecastFilter(RecordFilter):
    program = filters.UUIDFilter("milestone__program__uid", label="Rows of this program.")


class ForecastViewSet(Creates):
    """What was expected when: the history of a milestone's finish."""

    queryset = MilestoneForecast.objects.all()
    serializer_class = ForecastSerializer
    filterset_class = ForecastFilter
    writes = {"create": Write(milestones.forecast, ForecastBody, subject="milestone", gathers=True)}


class LinkSerializer(Row):
    class Meta:
        model = MilestoneLink
        fields = (*RECORD_FIELDS, "predecessor", "successor")


class LinkBody(Body):
    class Meta(Body.Meta):
        model = MilestoneLink
        fields = ("predecessor", "successor")


class LinkFilter(RecordFilter):
    program = filters.UUIDFilter("predecessor__program__uid", label="Rows of this program.")


class LinkViewSet(Creates):
    """Which milestone cannot be finished before which."""

    queryset = MilestoneLink.objects.all()
    serializer_class = LinkSerializer
    filterset_class = LinkFilter
    writes = {"create": Write(milestones.put_before, LinkBody, subject="predecessor")}
