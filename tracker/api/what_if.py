"""A change of planning cycles tried on a flow. Nothing is stored."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.api.fields import StrictBody, UidField
from programs.api.views import StrictView
from programs.errors import Refused
from programs.models import ProcessFlow, Program
from tracker.analysis.latency.changes import Change, CycleChange, SessionChange
from tracker.analysis.latency.what_if import Demand
from tracker.what_ifs import planned_flow

MOST_CHANGES = 30


class DaysField(serializers.DecimalField):
    """A length in days, in thousandths."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_digits": 8, "decimal_places": 3, "min_value": 0, "required": False} | options)


class CycleChangeBody(StrictBody):
    """What would be different about a cycle; what is left out stays."""

    cycle = serializers.UUIDField(help_text="Uid of a planning cycle that a stage of the flow plans by.")
    period_days = DaysField(help_text="0 is continuous planning.")
    anchor_at = serializers.DateTimeField(required=False, help_text="A moment at which it would run.")
    cut_off_lead_days = DaysField()
    processing_days = DaysField()
    handoff_days = DaysField()
    follows = serializers.BooleanField(default=False, help_text="It would run right when its inputs arrive.")


class SessionChangeBody(StrictBody):
    """Stages that would plan in one session."""

    first = serializers.UUIDField(help_text="Uid of the first stage.")
    last = serializers.UUIDField(help_text="Uid of the last stage.")
    period_days = DaysField(help_text="As often as the stage that plans most often, when left out.")


class DemandBody(StrictBody):
    """What only the company knows. Without sigma and lead time there is no safety stock."""

    step = serializers.FloatField(default=1.0, min_value=0, max_value=1e12, help_text="Units a day.")
    sigma = serializers.FloatField(required=False, min_value=0, max_value=1e12, help_text="Of a day's demand.")
    lead_time_days = serializers.FloatField(required=False, min_value=0, max_value=1e5)
    service = serializers.FloatField(default=0.95, min_value=0.5, max_value=0.9999)


class WhatIfBody(StrictBody):
    """Everything that would be different at once."""

    flow = UidField(queryset=ProcessFlow.objects)
    cycles = serializers.ListField(child=CycleChangeBody(), required=False, max_length=MOST_CHANGES)
    sessions = serializers.ListField(child=SessionChangeBody(), required=False, max_length=MOST_CHANGES)
    demand = DemandBody(required=False)


@extend_schema_field({"$ref": "#/components/schemas/WhatIf"})
class WhatIfField(serializers.JSONField):
    """Both ways of planning, as the rules returned them."""


class TriedSerializer(serializers.Serializer[Any]):
    result = WhatIfField(read_only=True)


class LatencyWhatIfView(StrictView):
    """What a change of planning cycles would make of a flow's latency, lag and safety stock."""

    summary = "Try other planning cycles"
    serializer_class = TriedSerializer
    bodies: ClassVar[dict[str, type[StrictBody]]] = {"post": WhatIfBody}
    only_reads = True

    def post(self, request: Request, program_uid: str) -> Response:
        """The flow as it is and as it would be; nothing is stored."""
        program = get_object_or_404(Program.objects.visible_to(self.person), uid=program_uid)
        body = WhatIfBody(data=request.data, context={"request": request})
        body.is_valid(raise_exception=True)
        values = body.validated_data
        flow = values["flow"]
        if flow.program_id != program.pk:
            raise Refused("other_program", "The flow is of another program.", field="flow")
        planned = planned_flow(flow, today=timezone.localdate())
        try:
            found = planned.with_change(change_of(values), Demand(**values.get("demand", {})))
        except ValueError as error:
            raise Refused("cannot_be_told", str(error)) from error
        return Response({"result": msgspec.to_builtins(found)})


def change_of(values: dict[str, Any]) -> Change:
    """The change that the body says, uids as text."""
    cycles = [each | {"cycle": str(each["cycle"])} for each in values.get("cycles", [])]
    sessions = [each | {"first": str(each["first"]), "last": str(each["last"])} for each in values.get("sessions", [])]
    return Change(
        cycles=tuple(CycleChange(**each) for each in cycles),
        sessions=tuple(SessionChange(**each) for each in sessions),
    )
