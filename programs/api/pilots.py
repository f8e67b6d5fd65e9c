from __future__ import annotations

import django_filters.rest_framework as filters
from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import pilot_guardrails, pilots
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Moment, OnBody, Row
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import Pilot, PilotGuardrail

PROTOCOL = (
    "name",
    "flow",
    "primary",
    "change",
    "old_arm",
    "new_arm",
    "alpha",
    "minimum_periods",
    "maximum_periods",
    "burn_in_periods",
    "worthwhile_effect",
)
TRAIL = (
    "follows",
    "locked_on",
    "locked_by",
    "started_on",
    "started_by",
    "outcome",
    "decided_on",
    "decided_by",
    "decision_reason",
    "cut_over_on",
    "legacy_retired_on",
)


class PilotSerializer(Row):
    state = serializers.ChoiceField(Pilot.State.choices, read_only=True, help_text="The furthest step it has reached.")

    class Meta:
        model = Pilot
        fields = (*RECORD_FIELDS, "program", *PROTOCOL, "state", *TRAIL)

    @classmethod
    def rows(cls, moment: Moment) -> QuerySet[Pilot]:
        return Pilot.objects.with_state()


class PilotBody(Body):
    class Meta(Body.Meta):
        model = Pilot
        fields = ("program", *PROTOCOL, "source_system", "external_id")


class PilotChange(Body):
    class Meta(Body.Meta):
        model = Pilot
        fields = (*PROTOCOL, "source_system", "external_id")


class PilotDecisionBody(OnBody):
    outcome = serializers.ChoiceField(Pilot.Outcome.choices)
    reason = serializers.CharField()


class PilotFilter(RecordFilter):
    primary = filters.UUIDFilter("primary__uid", label="Pilots that this metric of the program decides.")
    locked = SetFilter("locked_on", label="Whether its protocol is locked.")
    started = SetFilter("started_on", label="Whether it has started.")
    decided = SetFilter("decided_on", label="Whether it is decided.")


class PilotViewSet(Creates, Changes, Removes):
    """Parallel runs: the old and the new way side by side, judged by a protocol that was locked before."""

    queryset = Pilot.objects.all()
    serializer_class = PilotSerializer
    filterset_class = PilotFilter
    writes = {
        "create": Write(pilots.draft, PilotBody, subject="program"),
        "partial_update": Write(pilots.change, PilotChange),
        "destroy": Write(pilots.discard, EmptyBody),
        "lock": Write(pilots.lock_protocol, OnBody),
        "start": Write(pilots.start, OnBody),
        "decide": Write(pilots.decide, PilotDecisionBody),
        "cut_over": Write(pilots.cut_over, OnBody),
        "retire_legacy": Write(pilots.retire_legacy, OnBody),
        "replace": Write(pilots.replace, OnBody),
    }

    @action(detail=True, methods=["post"])
    def lock(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"])
    def start(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"])
    def decide(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"], url_path="cut-over")
    def cut_over(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"], url_path="retire-legacy")
    def retire_legacy(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"])
    def replace(self, request: Request, uid: str) -> Response:
        return self.write()


class GuardrailSerializer(Row):
    class Meta:
        model = PilotGuardrail
        fields = (*RECORD_FIELDS, "pilot", "program_metric", "margin", "agreed_with")


class GuardrailBody(Body):
    class Meta(Body.Meta):
        model = PilotGuardrail
        fields = ("pilot", "program_metric", "margin", "agreed_with")


class GuardrailChange(Body):
    class Meta(Body.Meta):
        model = PilotGuardrail
        fields = ("margin", "agreed_with")


class GuardrailFilter(RecordFilter):
    program = filters.UUIDFilter("pilot__program__uid", label="Rows of this program.")


class GuardrailViewSet(Creates, Changes, Removes):
    """Metrics that the new way of a pilot may worsen by no more than a margin."""

    queryset = PilotGuardrail.objects.all()
    serializer_class = GuardrailSerializer
    filterset_class = GuardrailFilter
    writes = {
        "create": Write(pilot_guardrails.add, GuardrailBody, subject="pilot"),
        "partial_update": Write(pilot_guardrails.change, GuardrailChange),
        "destroy": Write(pilot_guardrails.remove, EmptyBody),
    }
