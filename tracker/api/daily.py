from __future__ import annotations

from programs.api.fields import Row
from programs.api.query import RecordFilter
from programs.api.views import ReadViewSet
from tracker.models import DailyNumber


class DailyNumberSerializer(Row):
    class Meta:
        model = DailyNumber
        fields = (
            "program",
            "program_code",
            "program_name",
            "day",
            "measure",
            "unit",
            "value",
            "status",
            "state",
            "n",
            "low",
            "high",
            "method",
            "method_version",
            "policy",
            "known_on",
            "is_headline",
            "snapshot",
            "updated_at",
        )


class DailyNumberViewSet(ReadViewSet):
    """Every number of your programs, day by day: one row for each program, day and measure that stands for its day."""

    queryset = DailyNumber.objects.all()
    serializer_class = DailyNumberSerializer
    filterset_class = RecordFilter
    order = ("entry", "measure")
