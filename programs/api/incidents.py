from __future__ import annotations

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import incidents
from programs.api.fields import RECORD_FIELDS, Body, OnBody, Row, TodayField
from programs.api.query import DayFilter, RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Write
from programs.models import CoordinationIncident

WORDS = ("consequence", "band", "flow", "failure_mode", "party", "description")
COST = ("amount", "currency", "hours")
TRAIL = ("reported_by", "withdrawn_on", "withdrawn_by")
COST_BOUNDS = {"amount": {"min_value": 0}, "hours": {"min_value": 0}}


class IncidentSerializer(Row):
    class Meta:
        model = CoordinationIncident
        fields = (*RECORD_FIELDS, "program", "interface", "happened_on", *WORDS, *COST, *TRAIL)


class IncidentBody(Body):
    happened_on = TodayField()

    class Meta(Body.Meta):
        model = CoordinationIncident
        fields = ("program", "interface", "happened_on", *WORDS, *COST)
        extra_kwargs = COST_BOUNDS


class IncidentChange(Body):
    class Meta(Body.Meta):
        model = CoordinationIncident
        fields = ("interface", "happened_on", *WORDS)


class CostBody(Body):
    class Meta(Body.Meta):
        model = CoordinationIncident
        fields = COST
        extra_kwargs = {**COST_BOUNDS, "amount": {"min_value": 0, "required": True}}


class IncidentFilter(RecordFilter):
    since = DayFilter("happened_on", lookup_expr="gte", label="Incidents on or after this day.")
    withdrawn = SetFilter("withdrawn_on")
    with_amount = SetFilter("amount", label="true: incidents whose cost in money is stated.")


class IncidentViewSet(Creates, Changes):
    """What went wrong between two functions. Its cost may be stated later; amounts keep their currency."""

    queryset = CoordinationIncident.objects.all()
    serializer_class = IncidentSerializer
    filterset_class = IncidentFilter
    writes = {
        "create": Write(incidents.report, IncidentBody, subject="program", gathers=True),
        "partial_update": Write(incidents.change, IncidentChange, gathers=True),
        "cost": Write(incidents.state_cost, CostBody),
        "withdraw": Write(incidents.withdraw, OnBody),
    }

    @action(detail=True, methods=["post"])
    def cost(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uid: str) -> Response:
        return self.write()
