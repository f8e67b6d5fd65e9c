from __future__ import annotations

import django_filters.rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import interventions, sessions
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Row, StrictBody, TodayField, UidField
from programs.api.query import DayFilter, RecordFilter, SetFilter, YesNoFilter
from programs.api.views import Creates, RecordViewSet, Removes, Write
from programs.models import BusinessFunction, IntegratedSession, PmoIntervention, SessionFunction


class SessionSerializer(Row):
    class Meta:
        model = IntegratedSession
        fields = (*RECORD_FIELDS, "flow", "scheduled_on", "held_on", "cancel_reason", "recorded_by")


class SessionBody(Body):
    functions = UidField(queryset=BusinessFunction.objects, many=True, help_text="Functions that it needs.")

    class Meta(Body.Meta):
        model = IntegratedSession
        fields = ("flow", "scheduled_on", "functions")


class AttendanceBody(StrictBody):
    function = UidField(queryset=BusinessFunction.objects)
    demand_plan = serializers.CharField(max_length=80, default="", allow_blank=True, help_text="Version it used.")


class HoldBody(StrictBody):
    on = TodayField()
    attendance = AttendanceBody(many=True, help_text="Functions that came; a required one not named stayed away.")


class CancelBody(StrictBody):
    reason = serializers.CharField()


class SessionFilter(RecordFilter):
    program = filters.UUIDFilter("flow__program__uid", label="Rows of this program.")
    held = SetFilter("held_on")
    scheduled_from = DayFilter("scheduled_on", lookup_expr="gte")
    scheduled_to = DayFilter("scheduled_on", lookup_expr="lte")


class SessionViewSet(Creates):
    """Integrated sessions of a flow: scheduled, then held on a day or cancelled with a reason."""

    queryset = IntegratedSession.objects.all()
    serializer_class = SessionSerializer
    filterset_class = SessionFilter
    writes = {
        "create": Write(sessions.schedule, SessionBody, subject="flow"),
        "hold": Write(sessions.hold, HoldBody),
        "cancel": Write(sessions.cancel, CancelBody),
    }

    @action(detail=True, methods=["post"])
    def hold(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, uid: str) -> Response:
        return self.write()


class SessionFunctionSerializer(Row):
    class Meta:
        model = SessionFunction
        fields = (*RECORD_FIELDS, "session", "function", "is_required", "came", "demand_plan")


class SessionFunctionFilter(RecordFilter):
    program = filters.UUIDFilter("session__flow__program__uid", label="Rows of this program.")
    required = YesNoFilter("is_required")
    came = YesNoFilter("came")


class SessionFunctionViewSet(RecordViewSet):
    """Functions of a session: whether each was required, came, and which demand plan it used."""

    queryset = SessionFunction.objects.all()
    serializer_class = SessionFunctionSerializer
    filterset_class = SessionFunctionFilter


class InterventionSerializer(Row):
    class Meta:
        model = PmoIntervention
        fields = (*RECORD_FIELDS, "flow", "function", "kind", "happened_on", "note", "recorded_by")


class InterventionBody(Body):
    happened_on = TodayField()

    class Meta(Body.Meta):
        model = PmoIntervention
        fields = ("flow", "kind", "happened_on", "function", "note")


class InterventionFilter(RecordFilter):
    program = filters.UUIDFilter("flow__program__uid", label="Rows of this program.")
    happened_from = DayFilter("happened_on", lookup_expr="gte")
    happened_to = DayFilter("happened_on", lookup_expr="lte")


class InterventionViewSet(Creates, Removes):
    """Times when the PMO stepped in where functions should have worked by themselves."""

    queryset = PmoIntervention.objects.all()
    serializer_class = InterventionSerializer
    filterset_class = InterventionFilter
    writes = {
        "create": Write(interventions.record, InterventionBody, subject="flow"),
        "destroy": Write(interventions.remove, EmptyBody),
    }
