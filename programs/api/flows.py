from __future__ import annotations

import django_filters.rest_framework as filters

from programs.actions import flows
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Row
from programs.api.query import RecordFilter
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import FlowStage, ProcessFlow

WORDS = ("name", "segment_kind", "position", "state")


class FlowSerializer(Row):
    class Meta:
        model = ProcessFlow
        fields = (*RECORD_FIELDS, "program", *WORDS)


class FlowBody(Body):
    class Meta(Body.Meta):
        model = ProcessFlow
        fields = ("program", *WORDS)


class FlowChange(Body):
    class Meta(Body.Meta):
        model = ProcessFlow
        fields = WORDS


class FlowViewSet(Creates, Changes):
    """Process flows of a program, in the order of expansion."""

    queryset = ProcessFlow.objects.all()
    serializer_class = FlowSerializer
    writes = {
        "create": Write(flows.create, FlowBody, subject="program"),
        "partial_update": Write(flows.change, FlowChange),
    }


class StageSerializer(Row):
    class Meta:
        model = FlowStage
        fields = (*RECORD_FIELDS, "flow", "position", "function", "name", "planning_level")


class StageBody(Body):
    class Meta(Body.Meta):
        model = FlowStage
        fields = ("flow", "function", "name", "planning_level")


class StageChange(Body):
    class Meta(Body.Meta):
        model = FlowStage
        fields = ("name", "planning_level")


class StageFilter(RecordFilter):
    program = filters.UUIDFilter("flow__program__uid", label="Rows of this program.")


class StageViewSet(Creates, Changes, Removes):
    """Stages of a flow, each held by a function, which plans it by one of its cycles."""

    queryset = FlowStage.objects.all()
    serializer_class = StageSerializer
    filterset_class = StageFilter
    writes = {
        "create": Write(flows.add_stage, StageBody, subject="flow"),
        "partial_update": Write(flows.change_stage, StageChange),
        "destroy": Write(flows.remove_stage, EmptyBody),
    }
