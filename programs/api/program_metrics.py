from __future__ import annotations

from typing import Any

import django_filters.rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import leader_evaluations, metric_accountabilities, metric_baselines, program_metrics
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, OnBody, Row, StrictBody, TodayField
from programs.api.query import DayFilter, RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import LeaderEvaluation, MetricAccountability, MetricBaseline, ProgramMetric, User

JUDGEMENT = ("role", "target", "target_on")
HYPOTHESIS = ("hypothesis", "hypothesis_by", "hypothesis_on")
CYCLE = ("cycle_starts_on", "cycle_ends_on", "shared_weight")


class ProgramMetricSerializer(Row):
    class Meta:
        model = ProgramMetric
        fields = (*RECORD_FIELDS, "program", "metric", "flow", *JUDGEMENT, *HYPOTHESIS)


class ProgramMetricBody(Body):
    class Meta(Body.Meta):
        model = ProgramMetric
        fields = ("program", "metric", "flow", *JUDGEMENT)


class ProgramMetricChange(Body):
    class Meta(Body.Meta):
        model = ProgramMetric
        fields = JUDGEMENT


class HypothesisBody(StrictBody):
    hypothesis = serializers.CharField(help_text="What is expected. No status ever uses it.")
    hypothesis_by = serializers.CharField(max_length=150, help_text="Whose it is.")
    hypothesis_on = TodayField(help_text="Day on which it was said; today when left out.")


class ProgramMetricViewSet(Creates, Changes, Removes):
    """Shared metrics that a program is judged by. One that nothing rests on can be deleted."""

    queryset = ProgramMetric.objects.all()
    serializer_class = ProgramMetricSerializer
    writes = {
        "create": Write(program_metrics.judge, ProgramMetricBody, subject="program"),
        "partial_update": Write(program_metrics.change, ProgramMetricChange),
        "state_hypothesis": Write(program_metrics.state_hypothesis, HypothesisBody),
        "destroy": Write(program_metrics.remove, EmptyBody),
    }

    @action(detail=True, methods=["post"], url_path="state-hypothesis")
    def state_hypothesis(self, request: Request, uid: str) -> Response:
        return self.write()


class OfProgramMetric(RecordFilter):
    """What every list of rows of a program's metric takes."""

    program = filters.UUIDFilter("program_metric__program__uid", label="Rows of this program.")


class MetricBaselineSerializer(Row):
    class Meta:
        model = MetricBaseline
        fields = (
            *RECORD_FIELDS,
            "program_metric",
            "definition",
            "pilot",
            "arm",
            "first_period_on",
            "last_period_on",
            "periods",
            "values",
            "source",
            "locked_by",
            "locked_on",
        )


class MetricBaselineBody(OnBody, Body):
    class Meta(Body.Meta):
        model = MetricBaseline
        fields = ("program_metric", "definition", "pilot", "arm", "first_period_on", "last_period_on", "source", "on")


def lock_readings(program_metric: ProgramMetric, *, by: User, **body: Any) -> MetricBaseline:
    """The final readings of the time in the body frozen."""
    span = metric_baselines.Span(
        definition=body["definition"],
        first=body["first_period_on"],
        last=body["last_period_on"],
        arm=body.get("arm", ""),
        pilot=body.get("pilot"),
    )
    return metric_baselines.lock_readings(program_metric, by=by, span=span, source=body["source"], on=body["on"])


class MetricBaselineViewSet(Creates):
    """What metrics were before the change: final readings, copied and locked for good.

    A period belongs to a baseline when it begins between the two days that are given, both included. At least six
    final readings are needed; from twelve the baseline is firm.
    """

    queryset = MetricBaseline.objects.all()
    serializer_class = MetricBaselineSerializer
    filterset_class = OfProgramMetric
    writes = {"create": Write(lock_readings, MetricBaselineBody, subject="program_metric")}


class AccountabilitySerializer(Row):
    class Meta:
        model = MetricAccountability
        fields = (*RECORD_FIELDS, "program_metric", "function", "weight", "valid_from", "valid_to")


class AccountabilityBody(Body):
    valid_from = TodayField()

    class Meta(Body.Meta):
        model = MetricAccountability
        fields = ("program_metric", "function", "weight", "valid_from")


class AccountabilityEndBody(StrictBody):
    valid_to = TodayField(help_text="Last day on which the function answers; today when left out.")


class AccountabilityFilter(OfProgramMetric):
    valid_on = DayFilter(method="held_on", label="Those that hold on this day.")

    def held_on(self, rows: Any, name: str, day: Any) -> Any:
        return rows.valid_on(day)


class AccountabilityViewSet(Creates):
    """Which function answers for a program's metric, with which weight, from when on.

    A new weight of a function that answers already ends the earlier one on the day before.
    """

    queryset = MetricAccountability.objects.all()
    serializer_class = AccountabilitySerializer
    filterset_class = AccountabilityFilter
    writes = {
        "create": Write(metric_accountabilities.begin, AccountabilityBody, subject="program_metric"),
        "end": Write(metric_accountabilities.end, AccountabilityEndBody),
    }

    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: str) -> Response:
        return self.write()


class EvaluationSerializer(Row):
    class Meta:
        model = LeaderEvaluation
        fields = (*RECORD_FIELDS, "program", "leader", "function", *CYCLE, "completed_on", "recorded_by")


class EvaluationBody(Body):
    class Meta(Body.Meta):
        model = LeaderEvaluation
        fields = ("program", "leader", "function", *CYCLE)


class EvaluationChange(Body):
    class Meta(Body.Meta):
        model = LeaderEvaluation
        fields = CYCLE


class EvaluationFilter(RecordFilter):
    completed = SetFilter("completed_on", label="Whether its review was completed.")


class EvaluationViewSet(Creates, Changes):
    """What share of a leader's formal evaluation rests on shared metrics; never how it went."""

    queryset = LeaderEvaluation.objects.all()
    serializer_class = EvaluationSerializer
    filterset_class = EvaluationFilter
    writes = {
        "create": Write(leader_evaluations.record, EvaluationBody, subject="program"),
        "partial_update": Write(leader_evaluations.change, EvaluationChange),
        "complete": Write(leader_evaluations.complete, OnBody),
    }

    @action(detail=True, methods=["post"])
    def complete(self, request: Request, uid: str) -> Response:
        return self.write()
