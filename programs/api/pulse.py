"""The pulse in the API: waves, whom they asked, and results of closed ones. An answer is never shown as a row."""

from __future__ import annotations

from typing import Any

import django_filters.rest_framework as filters
import orjson
from django.http import Http404, HttpResponseBase, HttpResponseNotModified
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import pulse_waves
from programs.api.etags import is_fresh, tag_of
from programs.api.fields import RECORD_FIELDS, OnBody, Row
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import RecordViewSet, Write
from programs.models import PulseGroup, PulseWave
from programs.pulse_items import ITEMS, VERSION
from programs.pulse_results import PulseCell, PulseResults, read_results


class WaveSerializer(Row):
    class Meta:
        model = PulseWave
        fields = (*RECORD_FIELDS, "program", "name", "opens_on", "closes_on", "closed_on", "closed_by")


class GroupSerializer(Row):
    class Meta:
        model = PulseGroup
        fields = (*RECORD_FIELDS, "wave", "function", "invited")


class CellSerializer(serializers.Serializer[Any]):
    functions = serializers.SerializerMethodField(help_text="One function, or several that were too small alone.")
    invited = serializers.IntegerField()
    answered = serializers.IntegerField()
    agreeing = serializers.ListField(
        child=serializers.IntegerField(),
        allow_null=True,
        help_text="People who agree or strongly agree, for each item in order; null where it stays hidden.",
    )

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_functions(self, cell: PulseCell) -> list[str]:
        return [str(function.uid) for function in cell.functions]


class ResultsSerializer(serializers.Serializer[Any]):
    """Results of a closed wave."""

    wave = serializers.UUIDField(source="wave.uid")
    items_version = serializers.SerializerMethodField()
    items = serializers.SerializerMethodField()
    everybody = CellSerializer()
    cells = CellSerializer(many=True)

    @extend_schema_field(serializers.IntegerField())
    def get_items_version(self, _: PulseResults) -> int:
        return VERSION

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_items(self, _: PulseResults) -> list[str]:
        return [item.text for item in ITEMS]


class WaveFilter(RecordFilter):
    closed = SetFilter("closed_on")


class WaveViewSet(RecordViewSet):
    """Waves of the pulse. They are opened on their page, which alone shows the links."""

    queryset = PulseWave.objects.all()
    serializer_class = WaveSerializer
    filterset_class = WaveFilter
    writes = {"close": Write(pulse_waves.close, OnBody)}

    def get_serializer_class(self) -> Any:
        return ResultsSerializer if self.action == "results" else WaveSerializer

    @action(detail=True, methods=["post"])
    def close(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["get"])
    def results(self, request: Request, uid: str) -> HttpResponseBase:
        """Who agrees with what, by function; nothing is here before the wave is closed."""
        wave = self.get_object()
        if wave.closed_on is None:
            raise Http404
        shown = orjson.dumps(ResultsSerializer(read_results(wave)).data).decode()
        tag = tag_of(wave.uid, wave.version, shown=shown)
        if is_fresh(request.headers.get("If-None-Match"), tag):
            return HttpResponseNotModified(headers={"ETag": tag})
        return Response(orjson.Fragment(shown), headers={"ETag": tag})


class GroupFilter(RecordFilter):
    program = filters.UUIDFilter("wave__program__uid", label="Rows of this program.")


class GroupViewSet(RecordViewSet):
    """How many people of a function a wave asked."""

    queryset = PulseGroup.objects.all()
    serializer_class = GroupSerializer
    filterset_class = GroupFilter
