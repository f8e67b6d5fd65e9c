from __future__ import annotations

import django_filters.rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import flow_interfaces, handoff_counts, interfaces
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, OnBody, Row
from programs.api.query import DayFilter, RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import FlowInterface, HandoffCount, Interface

WORDS = ("hands_over", "owner", "redesign")
TRAIL = ("redesign_by", "redesign_accepted_by", "redesign_accepted_on")
COUNTED = ("interface", "starts_on", "ends_on", "handoffs", "source")
LOGGED = ("straight_back", "median_wait_days", "p90_wait_days")


class InterfaceSerializer(Row):
    class Meta:
        model = Interface
        fields = (*RECORD_FIELDS, "from_function", "to_function", *WORDS, *TRAIL)


class InterfaceBody(Body):
    class Meta(Body.Meta):
        model = Interface
        fields = ("from_function", "to_function", *WORDS)


class InterfaceChange(Body):
    class Meta(Body.Meta):
        model = Interface
        fields = WORDS


class InterfaceFilter(RecordFilter):
    accepted = SetFilter("redesign_accepted_on")


class InterfaceViewSet(Creates, Changes, Removes):
    """Where one function hands over to another, in that direction; shared by all programs."""

    queryset = Interface.objects.all()
    serializer_class = InterfaceSerializer
    filterset_class = InterfaceFilter
    writes = {
        "create": Write(interfaces.create, InterfaceBody, subject="from_function"),
        "partial_update": Write(interfaces.change, InterfaceChange),
        "accept_redesign": Write(interfaces.accept_redesign, OnBody),
        "destroy": Write(interfaces.remove, EmptyBody),
    }

    @action(detail=True, methods=["post"], url_path="accept-redesign")
    def accept_redesign(self, request: Request, uid: str) -> Response:
        return self.write()


class FlowInterfaceSerializer(Row):
    class Meta:
        model = FlowInterface
        fields = (*RECORD_FIELDS, "flow", "interface")


class FlowInterfaceBody(Body):
    class Meta(Body.Meta):
        model = FlowInterface
        fields = ("flow", "interface")


class FlowInterfaceFilter(RecordFilter):
    program = filters.UUIDFilter("flow__program__uid", label="Rows of this program.")


class FlowInterfaceViewSet(Creates, Removes):
    """Interfaces that a flow uses."""

    queryset = FlowInterface.objects.all()
    serializer_class = FlowInterfaceSerializer
    filterset_class = FlowInterfaceFilter
    writes = {
        "create": Write(flow_interfaces.use, FlowInterfaceBody, subject="flow"),
        "destroy": Write(flow_interfaces.remove, EmptyBody),
    }


class HandoffCountSerializer(Row):
    class Meta:
        model = HandoffCount
        fields = (*RECORD_FIELDS, *COUNTED, *LOGGED)


class HandoffCountBody(Body):
    class Meta(Body.Meta):
        model = HandoffCount
        fields = COUNTED


class HandoffCountFilter(RecordFilter):
    ends_on_or_after = DayFilter("ends_on", lookup_expr="gte", label="Counts that end on or after this day.")


class HandoffCountViewSet(Creates, Removes):
    """How often an interface was used in a span of days; the same source and span again replaces the count."""

    queryset = HandoffCount.objects.all()
    serializer_class = HandoffCountSerializer
    filterset_class = HandoffCountFilter
    writes = {
        "create": Write(handoff_counts.count, HandoffCountBody, subject="interface"),
        "destroy": Write(handoff_counts.remove, EmptyBody),
    }
