from __future__ import annotations

from typing import Any

import msgspec
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.api.views import StrictView
from tracker.forecast_scores import calibrate_programs
from tracker.published.city import read_result


@extend_schema_field({"$ref": "#/components/schemas/ProgramsCalibration"})
class ProgramsField(serializers.JSONField):
    """The scores of kept forecasts."""


@extend_schema_field({"$ref": "#/components/schemas/CityReplay"})
class CityField(serializers.JSONField):
    """The figures of a published portfolio."""


class ForecastScoresSerializer(serializers.Serializer[Any]):
    programs = ProgramsField(help_text="Of the programs that you may see.")
    city = CityField(help_text="Of other programs, and of another question: New York City's capital projects.")


class CalibrationView(StrictView):
    """How good forecasts were, in figures."""

    summary = "Read how good forecasts were"
    serializer_class = ForecastScoresSerializer

    def get(self, request: Request) -> Response:
        """How good the forecasts of your programs were, and those of a published portfolio."""
        found = calibrate_programs(self.person, as_of=timezone.localdate())
        answer = {"programs": msgspec.to_builtins(found), "city": msgspec.to_builtins(read_result())}
        return Response(ForecastScoresSerializer(answer).data)
