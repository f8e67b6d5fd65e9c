from __future__ import annotations

from dataclasses import replace

from rest_framework import serializers

from programs.api.fields import Row
from programs.api.lookups import Lookup
from programs.api.query import RecordFilter
from programs.api.views import ReadViewSet
from tracker.measure_catalog import check_code, every_measure
from tracker.models import DailyNumber

WHAT = "The code of what it is a number of. program-daily/measures/ has them with unit and method."
CODES = "\n".join(f"* `{each.code}` - {each.subject}: {each.label}" for each in every_measure())
MEASURE = Lookup("measure", "text", check=check_code, about="A code of program-daily/measures/; others are refused.")
MEASURES = {"measure": MEASURE, "measure__in": replace(MEASURE, path="measure__in", many=True)}


class DailyNumberSerializer(Row):
    measure = serializers.CharField(read_only=True, help_text=f"{WHAT}\n\n{CODES}")

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

    def lookups(self) -> dict[str, Lookup]:
        return super().lookups() | MEASURES
