from __future__ import annotations

from rest_framework import serializers

from programs.actions import working_calendars
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Row
from programs.api.query import DayFilter, RecordFilter
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import Holiday, WorkingCalendar


class CalendarSerializer(Row):
    class Meta:
        model = WorkingCalendar
        fields = (*RECORD_FIELDS, "name", "working_days")


class CalendarBody(Body):
    working_days = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=7),
        allow_empty=False,
        max_length=7,
        required=False,
        help_text="1 is Monday, 7 is Sunday; Monday to Friday when left out.",
    )

    class Meta(Body.Meta):
        model = WorkingCalendar
        fields = ("name", "working_days")


class WorkingCalendarViewSet(Creates, Changes):
    """On which days people work: weekdays, less the holidays."""

    queryset = WorkingCalendar.objects.all()
    serializer_class = CalendarSerializer
    writes = {
        "create": Write(working_calendars.create, CalendarBody, subject="name"),
        "partial_update": Write(working_calendars.change, CalendarBody),
    }


class HolidaySerializer(Row):
    class Meta:
        model = Holiday
        fields = (*RECORD_FIELDS, "calendar", "on", "name")


class HolidayBody(Body):
    class Meta(Body.Meta):
        model = Holiday
        fields = ("calendar", "on", "name")


class HolidayFilter(RecordFilter):
    since = DayFilter("on", lookup_expr="gte", label="On this day or a later one.")
    until = DayFilter("on", lookup_expr="lte", label="On this day or an earlier one.")


class HolidayViewSet(Creates, Removes):
    """Days on which nobody of a calendar works."""

    queryset = Holiday.objects.all()
    serializer_class = HolidaySerializer
    filterset_class = HolidayFilter
    writes = {
        "create": Write(working_calendars.add_holiday, HolidayBody, subject="calendar"),
        "destroy": Write(working_calendars.remove_holiday, EmptyBody),
    }
