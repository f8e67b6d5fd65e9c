from __future__ import annotations

import django_filters.rest_framework as filters

from programs.actions import baselines
from programs.api.fields import RECORD_FIELDS, Body, Row, TodayField
from programs.api.query import RecordFilter
from programs.api.views import Creates, RecordViewSet, Write
from programs.models import Baseline, BaselineItem


class BaselineSerializer(Row):
    class Meta:
        model = Baseline
        fields = (*RECORD_FIELDS, "program", "number", "reason", "locked_by", "locked_on")


class BaselineBody(Body):
    on = TodayField()

    class Meta(Body.Meta):
        model = Baseline
        fields = ("program", "reason", "on")


class BaselineFilter(RecordFilter):
    number = filters.NumberFilter()


class BaselineViewSet(Creates):
    """Frozen plans of a program: number 1 is the original, the highest is current."""

    queryset = Baseline.objects.all()
    serializer_class = BaselineSerializer
    filterset_class = BaselineFilter
    writes = {"create": Write(baselines.lock_plan, BaselineBody, subject="program")}


class BaselineItemSerializer(Row):
    class Meta:
        model = BaselineItem
        fields = (*RECORD_FIELDS, "baseline", "milestone", "planned_on", "weight")


class BaselineItemFilter(RecordFilter):
    program = filters.UUIDFilter("baseline__program__uid", label="Rows of this program.")


class BaselineItemViewSet(RecordViewSet):
    """Planned finish and weight of each milestone in a baseline."""

    queryset = BaselineItem.objects.all()
    serializer_class = BaselineItemSerializer
    filterset_class = BaselineItemFilter
