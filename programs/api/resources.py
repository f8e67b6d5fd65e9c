from __future__ import annotations

from typing import Any

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import resources
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Row, StrictBody, TodayField
from programs.api.query import DayFilter, RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Write
from programs.models import Resource, ResourceControl

WORDS = ("name", "kind", "description")


class ResourceSerializer(Row):
    class Meta:
        model = Resource
        fields = (*RECORD_FIELDS, *WORDS, "retired_on")


class ResourceBody(Body):
    class Meta(Body.Meta):
        model = Resource
        fields = WORDS


class ResourceRetireBody(StrictBody):
    retired_on = TodayField(help_text="The last day on which it can limit anything; today when left out.")


class ResourceFilter(RecordFilter):
    retired = SetFilter("retired_on")


class ResourceViewSet(Creates, Changes):
    """What can limit a flow and what decisions commit, such as a supplier's or a line's capacity; stewards keep it."""

    queryset = Resource.objects.all()
    serializer_class = ResourceSerializer
    filterset_class = ResourceFilter
    writes = {
        "create": Write(resources.create, ResourceBody, subject="name"),
        "partial_update": Write(resources.change, ResourceBody),
        "retire": Write(resources.retire, ResourceRetireBody),
        "bring_back": Write(resources.bring_back, EmptyBody),
    }

    @action(detail=True, methods=["post"])
    def retire(self, request: Request, uid: str) -> Response:
        """Observed and named no more after a day; what was recorded stays."""
        return self.write()

    @action(detail=True, methods=["post"], url_path="bring-back")
    def bring_back(self, request: Request, uid: str) -> Response:
        """In use again, as if it had never been retired."""
        return self.write()


class ResourceControlSerializer(Row):
    class Meta:
        model = ResourceControl
        fields = (*RECORD_FIELDS, "resource", "function", "valid_from", "valid_to")


class ResourceControlBody(Body):
    on = TodayField(help_text="From which day; who controlled it before, did so through the day before.")

    class Meta(Body.Meta):
        model = ResourceControl
        fields = ("resource", "function", "on")


class ControlFilter(RecordFilter):
    valid_on = DayFilter(method="held_on", label="Control that is held on this day.")

    def held_on(self, rows: Any, name: str, day: Any) -> Any:
        return rows.valid_on(day)


class ControlViewSet(Creates):
    """Which function controls a resource, and when: decisions about the resource belong to it."""

    queryset = ResourceControl.objects.all()
    serializer_class = ResourceControlSerializer
    filterset_class = ControlFilter
    writes = {"create": Write(resources.give_control, ResourceControlBody, subject="resource")}
