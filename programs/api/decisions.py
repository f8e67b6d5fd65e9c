from __future__ import annotations

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import decisions
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, OnBody, Row, TodayField, UidField
from programs.api.query import DayFilter, RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import BusinessFunction, DecisionRecord

WORDS = ("question", "right", "flow", "alternatives", "is_trade_off")
MADE = ("decided_function", "decided_team", "outcome", "alternatives", "is_trade_off")
AT_LEAST_ONE = {"alternatives": {"min_value": 1}}


class DecisionSerializer(Row):
    class Meta:
        model = DecisionRecord
        fields = (
            *(*RECORD_FIELDS, "program", *WORDS, "raised_on", "raised_by"),
            *("decided_on", "decided_by", "decided_function", "decided_team", "outcome"),
            *("overridden_on", "overridden_by", "overriding_function", "override_reason"),
        )


class DecisionBody(Body):
    on = TodayField(help_text="When it was raised; today when left out.")

    class Meta(Body.Meta):
        model = DecisionRecord
        fields = ("program", *WORDS, "on")
        extra_kwargs = AT_LEAST_ONE


class DecisionChange(Body):
    class Meta(Body.Meta):
        model = DecisionRecord
        fields = WORDS
        extra_kwargs = AT_LEAST_ONE


class DecideBody(Body):
    on = TodayField(help_text="When it was decided; today when left out.")

    class Meta(Body.Meta):
        model = DecisionRecord
        fields = (*MADE, "on")
        extra_kwargs = AT_LEAST_ONE | {"outcome": {"required": True, "allow_blank": False}}


class OverrideBody(OnBody):
    reason = serializers.CharField()
    function = UidField(queryset=BusinessFunction.objects, required=False, allow_null=True)


class DecisionFilter(RecordFilter):
    decided = SetFilter("decided_on", label="Whether it was decided.")
    overridden = SetFilter("overridden_on", label="Whether it was overridden.")
    raised_from = DayFilter("raised_on", lookup_expr="gte", label="Raised on or after this day.")
    raised_to = DayFilter("raised_on", lookup_expr="lte", label="Raised on or before this day.")


class DecisionViewSet(Creates, Changes, Removes):
    """Questions that were raised, what was decided about them, and what was overridden."""

    queryset = DecisionRecord.objects.all()
    serializer_class = DecisionSerializer
    filterset_class = DecisionFilter
    writes = {
        "create": Write(decisions.raise_question, DecisionBody, subject="program"),
        "partial_update": Write(decisions.change, DecisionChange),
        "decide": Write(decisions.decide, DecideBody),
        "override": Write(decisions.override, OverrideBody),
        "reopen": Write(decisions.reopen, EmptyBody),
        "destroy": Write(decisions.withdraw, EmptyBody),
    }

    @action(detail=True, methods=["post"])
    def decide(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"])
    def override(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, uid: str) -> Response:
        return self.write()
