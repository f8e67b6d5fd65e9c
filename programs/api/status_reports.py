from __future__ import annotations

from programs.actions import status_reports
from programs.api.fields import RECORD_FIELDS, Body, Row, TodayField
from programs.api.views import Creates, Write
from programs.models import StatusReport

WORDS = ("rated_by", "status", "not_rated_reason", "reason", "schedule_narrative", "cost_narrative")


class StatusReportSerializer(Row):
    class Meta:
        model = StatusReport
        fields = (*RECORD_FIELDS, "program", "reported_on", *WORDS, "reported_by")


class StatusReportBody(Body):
    on = TodayField()

    class Meta(Body.Meta):
        model = StatusReport
        fields = ("program", "on", *WORDS)
        extra_kwargs = {"rated_by": {"required": False}}


class StatusReportViewSet(Creates):
    """What people reported about a program; the computed status stands beside it, under progress."""

    queryset = StatusReport.objects.all()
    serializer_class = StatusReportSerializer
    writes = {"create": Write(status_reports.report, StatusReportBody, subject="program")}
