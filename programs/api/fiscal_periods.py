from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import fiscal_periods
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Row, StrictBody
from programs.api.query import DayFilter, RecordFilter
from programs.api.views import Creates, Removes, Write
from programs.models import FiscalPeriod, User


class FiscalPeriodSerializer(Row):
    class Meta:
        model = FiscalPeriod
        fields = (*RECORD_FIELDS, "kind", "name", "starts_on", "ends_on")


class FiscalPeriodBody(Body):
    class Meta(Body.Meta):
        model = FiscalPeriod
        fields = ("name", "kind", "starts_on", "ends_on")


class FiscalYearBody(StrictBody):
    first_day = serializers.DateField()
    name = serializers.CharField(
        max_length=20, required=False, allow_blank=True, help_text="2026 or 2026/27 when left out."
    )
    quarters = serializers.BooleanField(default=True)
    months = serializers.BooleanField(default=False)


class FiscalPeriodFilter(RecordFilter):
    on = DayFilter(method="around", label="Periods that this day belongs to.")

    def around(self, rows: Any, name: str, day: Any) -> Any:
        return rows.filter(starts_on__lte=day, ends_on__gte=day)


def add(name: str, *, by: User, **days: Any) -> FiscalPeriod:
    """One period entered."""
    return fiscal_periods.add(FiscalPeriod(name=name, **days), by=by)


class FiscalPeriodViewSet(Creates, Removes):
    """The organization's own years, quarters and months; both days belong to a period."""

    queryset = FiscalPeriod.objects.all()
    serializer_class = FiscalPeriodSerializer
    filterset_class = FiscalPeriodFilter
    writes = {
        "create": Write(add, FiscalPeriodBody, subject="name"),
        "destroy": Write(fiscal_periods.remove, EmptyBody),
        "year": Write(fiscal_periods.add_year, FiscalYearBody, subject="first_day"),
    }

    @action(detail=False, methods=["post"])
    def year(self, request: Request) -> Response:
        """A whole year with its quarters or months. What is there already stays; the year itself is the answer."""
        return self.write()
