from __future__ import annotations

from typing import Any

import django_filters.rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import planning_cycles
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Row, StrictBody, TodayField
from programs.api.query import DayFilter, RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import PlanningCycle

HOW = (
    "period_days",
    "anchor_at",
    "cut_off_lead_days",
    "processing_days",
    "handoff_days",
    "calendar",
    "reason",
)


class CycleSerializer(Row):
    class Meta:
        model = PlanningCycle
        fields = (*RECORD_FIELDS, "function", "level", *HOW, "valid_from", "valid_to")


class CycleBody(Body):
    valid_from = TodayField(help_text="First day; today when left out. The cycle that held before ends the day before.")

    class Meta(Body.Meta):
        model = PlanningCycle
        fields = ("function", "level", *HOW, "valid_from")


class CycleChange(Body):
    class Meta(Body.Meta):
        model = PlanningCycle
        fields = HOW


class CycleEndBody(StrictBody):
    valid_to = TodayField(help_text="Last day of the cycle; today when left out.")


class CycleFilter(RecordFilter):
    level = filters.CharFilter(lookup_expr="iexact", label="What is planned, in capital or small letters.")
    valid_on = DayFilter(method="held_on", label="Cycles that hold on this day.")
    has_anchor = SetFilter("anchor_at", label="Whether it is known when the cycle runs.")

    def held_on(self, rows: Any, name: str, day: Any) -> Any:
        return rows.valid_on(day)


class PlanningCycleViewSet(Creates, Changes, Removes):
    """How often a function plans on a level; lengths in days. A change from a day on is a new row.

    PATCH corrects a mistake in the record. DELETE takes back a change that is planned for a later day.
    """

    queryset = PlanningCycle.objects.all()
    serializer_class = CycleSerializer
    filterset_class = CycleFilter
    writes = {
        "create": Write(planning_cycles.begin, CycleBody, subject="function"),
        "partial_update": Write(planning_cycles.correct, CycleChange),
        "destroy": Write(planning_cycles.take_back, EmptyBody),
        "end": Write(planning_cycles.end, CycleEndBody),
    }

    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: str) -> Response:
        return self.write()
