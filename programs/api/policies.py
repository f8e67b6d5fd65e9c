from __future__ import annotations

from programs.actions import policies
from programs.api.fields import RECORD_FIELDS, Body, Row, TodayField
from programs.api.query import DayFilter, RecordFilter
from programs.api.views import Creates, Write
from programs.models import Policy

THRESHOLDS = ("spi_green", "spi_amber", "gate_overdue_red_days", "improve_after_periods", "tspi_unlikely")


class PolicySerializer(Row):
    class Meta:
        model = Policy
        fields = (*RECORD_FIELDS, "effective_from", *THRESHOLDS, "reason", "approved_by", "approved_on")


class PolicyBody(Body):
    approved_on = TodayField()

    class Meta(Body.Meta):
        model = Policy
        fields = ("effective_from", *THRESHOLDS, "reason", "approved_on")


class PolicyFilter(RecordFilter):
    effective_until = DayFilter("effective_from", lookup_expr="lte", label="In force from this day or an earlier one.")


class PolicyViewSet(Creates):
    """Thresholds of the installation, each in force from a day on; the latest one counts."""

    queryset = Policy.objects.all()
    serializer_class = PolicySerializer
    filterset_class = PolicyFilter
    writes = {"create": Write(policies.approve, PolicyBody, subject="effective_from")}
