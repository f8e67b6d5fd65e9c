from __future__ import annotations

from typing import Any

import django_filters.rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import constraints
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Row, StrictBody, TodayField, UidField
from programs.api.query import DayFilter, RecordFilter
from programs.api.views import Creates, Removes, Write
from programs.models import Constraint, ConstraintObservation, FocusingStep, Resource

VOTE = ("flow", "resource", "week_starts_on", "source", "basis", "severity", "note")


class OfFlowFilter(RecordFilter):
    program = filters.UUIDFilter("flow__program__uid", label="Rows of this program.")


class ConstraintObservationSerializer(Row):
    class Meta:
        model = ConstraintObservation
        fields = (*RECORD_FIELDS, *VOTE, "observed_by")


class ConstraintObservationBody(Body):
    class Meta(Body.Meta):
        model = ConstraintObservation
        fields = VOTE
        extra_kwargs = {
            "source": {
                "required": False,
                "allow_blank": True,
                "help_text": "A board or a system that says so; the person when left out.",
            }
        }


class ObservationFilter(OfFlowFilter):
    week_from = DayFilter("week_starts_on", lookup_expr="gte", label="Weeks that start on or after this day.")
    week_until = DayFilter("week_starts_on", lookup_expr="lte", label="Weeks that start on or before this day.")


class ObservationViewSet(Creates, Removes):
    """What limited a flow in a week: one vote for each source, flow and week.

    Writing again for the same source, flow and week replaces what was said, so that a load may be repeated.
    """

    queryset = ConstraintObservation.objects.all()
    serializer_class = ConstraintObservationSerializer
    filterset_class = ObservationFilter
    writes = {
        "create": Write(constraints.observe, ConstraintObservationBody, subject="flow"),
        "destroy": Write(constraints.withdraw, EmptyBody),
    }


class ConstraintSerializer(Row):
    class Meta:
        model = Constraint
        fields = (*RECORD_FIELDS, "flow", "resource", "identified_on", "identified_by", "ended_on", "end_reason")


class ConstraintNameBody(Body):
    on = TodayField(help_text="From which day it limits the flow; today when left out.")

    class Meta(Body.Meta):
        model = Constraint
        fields = ("flow", "resource", "on")


class ConstraintEndBody(StrictBody):
    ended_on = TodayField(help_text="The last day on which it limited the flow; today when left out.")
    end_reason = serializers.CharField()


class ConstraintMoveBody(StrictBody):
    resource = UidField(queryset=Resource.objects, help_text="What limits the flow now.")
    on = TodayField(help_text="From which day; the former constraint ended the day before.")
    end_reason = serializers.CharField()


class ConstraintFilter(OfFlowFilter):
    in_force_on = DayFilter(method="limiting_on", label="Constraints that limit their flow on this day.")

    def limiting_on(self, rows: Any, name: str, day: Any) -> Any:
        return rows.in_force(day)


class ConstraintViewSet(Creates):
    """The times in which a resource limits a flow, at most one at a time."""

    queryset = Constraint.objects.all()
    serializer_class = ConstraintSerializer
    filterset_class = ConstraintFilter
    writes = {
        "create": Write(constraints.name, ConstraintNameBody, subject="flow"),
        "end": Write(constraints.end, ConstraintEndBody),
        "move": Write(constraints.move, ConstraintMoveBody),
    }

    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: str) -> Response:
        """It limits the flow no longer."""
        return self.write()

    @action(detail=True, methods=["post"])
    def move(self, request: Request, uid: str) -> Response:
        """Another resource limits the flow instead; the answer is the new constraint."""
        return self.write()


class FocusingStepSerializer(Row):
    class Meta:
        model = FocusingStep
        fields = (*RECORD_FIELDS, "constraint", "step", "entered_on", "decided_by", "note")


class FocusingStepBody(Body):
    on = TodayField()

    class Meta(Body.Meta):
        model = FocusingStep
        fields = ("constraint", "step", "on", "note")


class StepFilter(RecordFilter):
    program = filters.UUIDFilter("constraint__flow__program__uid", label="Rows of this program.")


class StepViewSet(Creates):
    """Focusing steps as they were entered; the latest of a constraint says where the work stands."""

    queryset = FocusingStep.objects.all()
    serializer_class = FocusingStepSerializer
    filterset_class = StepFilter
    writes = {"create": Write(constraints.enter_step, FocusingStepBody, subject="constraint")}
