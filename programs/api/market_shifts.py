from __future__ import annotations

import django_filters.rest_framework as filters

from programs.actions import market_shifts
from programs.api.fields import RECORD_FIELDS, Body, Row, UidField
from programs.api.query import DayFilter, RecordFilter, SetFilter
from programs.api.views import Changes, Creates, RecordViewSet, Write
from programs.models import BusinessFunction, MarketShift, ShiftResponse

WORDS = ("title", "description", "flow", "visible_on", "floor_changed_on")


class ShiftSerializer(Row):
    class Meta:
        model = MarketShift
        fields = (*RECORD_FIELDS, "program", *WORDS, "recorded_by")


class ShiftBody(Body):
    functions = UidField(queryset=BusinessFunction.objects, many=True, default=list)

    class Meta(Body.Meta):
        model = MarketShift
        fields = ("program", *WORDS, "functions")


class ShiftChange(Body):
    class Meta(Body.Meta):
        model = MarketShift
        fields = WORDS


class ResponseBody(Body):
    class Meta(Body.Meta):
        model = ShiftResponse
        fields = ("shift", "function", "known_on", "replanned_on")
        extra_kwargs = {"known_on": {"default": None}, "replanned_on": {"default": None}}


class ShiftFilter(RecordFilter):
    since = DayFilter("visible_on", lookup_expr="gte", label="Visible on or after this day.")
    reached_the_floor = SetFilter("floor_changed_on")


class MarketShiftViewSet(Creates, Changes):
    """Changes of the market, and the day on which the floor worked to them."""

    queryset = MarketShift.objects.all()
    serializer_class = ShiftSerializer
    filterset_class = ShiftFilter
    writes = {
        "create": Write(market_shifts.record, ShiftBody, subject="program"),
        "partial_update": Write(market_shifts.change, ShiftChange),
    }


class ResponseSerializer(Row):
    class Meta:
        model = ShiftResponse
        fields = (*RECORD_FIELDS, "shift", "function", "known_on", "replanned_on")


class ResponseFilter(RecordFilter):
    program = filters.UUIDFilter("shift__program__uid", label="Rows of this program.")


class ShiftResponseViewSet(Creates, RecordViewSet):
    """When each function knew of a shift and had planned anew; said again it replaces what was said."""

    queryset = ShiftResponse.objects.all()
    serializer_class = ResponseSerializer
    filterset_class = ResponseFilter
    writes = {"create": Write(market_shifts.respond, ResponseBody, subject="shift")}
