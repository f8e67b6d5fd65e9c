from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.api.views import StrictView
from tracker.measure_catalog import every_measure


class MeasureSerializer(serializers.Serializer[Any]):
    """One measure of program-daily."""

    measure = serializers.CharField(
        source="code", help_text="As program-daily has it; {currency} stands for a currency, such as EUR."
    )
    subject = serializers.CharField(help_text="What it is a number of, as page and report list it.")
    label = serializers.CharField(help_text="Which number of it, as page and report call it.")  # type: ignore[assignment]
    unit = serializers.CharField(help_text="The unit of its values; a color is 1 green, 2 amber, 3 red.")
    method = serializers.CharField(help_text="The id of its page of methods.")
    method_url = serializers.URLField(help_text="The page that says how it comes about.")


class MeasuresSerializer(serializers.Serializer[Any]):
    """Every measure, in reading order."""

    results = MeasureSerializer(many=True)


class MeasuresView(StrictView):
    """What the measures of program-daily are."""

    summary = "List the measures of program daily"
    serializer_class = MeasuresSerializer

    def get(self, request: Request) -> Response:
        """Every measure that a row may have: its code, what it is called, its unit, and the page of its method."""
        rows = [
            asdict(each)
            | {"method_url": request.build_absolute_uri(reverse("tracker:method-detail", args=[each.method]))}
            for each in every_measure()
        ]
        return Response(MeasuresSerializer({"results": rows}).data)
