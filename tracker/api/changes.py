from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from programs.api.views import StrictView
from programs.models import Program
from tracker.comparison import compare

LOOK_BACK = timedelta(days=7)
DAYS = [
    OpenApiParameter(name, date, description=f"{words}; for one that was not computed the newest before it stands.")
    for name, words in (("from", "The first day, a week before the second by default"), ("to", "The second, or today"))
]


class NumberChangeSerializer(serializers.Serializer[Any]):
    subject = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    before = serializers.CharField(help_text="In words; blank where the number did not exist.")
    after = serializers.CharField()


class InputChangeSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(help_text="method, program, policy, baseline, gate, minimum, item, status or cost")
    uid = serializers.CharField(help_text="The uid of the item, or the name of the input.")
    label = serializers.CharField()  # type: ignore[assignment]
    sentence = serializers.CharField()


class ComparisonSerializer(serializers.Serializer[Any]):
    """Two days of one program: the numbers that read differently, and every input that explains them."""

    before_as_of = serializers.DateField(source="before.as_of")
    after_as_of = serializers.DateField(source="after.as_of")
    numbers = NumberChangeSerializer(many=True)
    changes = InputChangeSerializer(many=True)


class ProgressChangesView(StrictView):
    """Why the numbers of a program changed between two days."""

    summary = "Compare the progress of two days"
    serializer_class = ComparisonSerializer

    def known_parameters(self) -> Collection[str]:
        return "from", "to"

    @extend_schema(parameters=DAYS)
    def get(self, request: Request, program_uid: str) -> Response:
        """Why the numbers of the program changed between two days."""
        program = get_object_or_404(Program.objects.visible_to(self.person), uid=program_uid)
        first, last = self.days(request)
        found = compare(program, first, last)
        if found is None:
            raise NotFound("Progress was not computed yet.", code="not_computed_yet")
        return Response(ComparisonSerializer(found).data)

    def days(self, request: Request) -> tuple[date, date]:
        """The days asked for."""
        last = self.day(request, "to") or timezone.localdate()
        first = self.day(request, "from") or last - LOOK_BACK
        if last < first:
            raise ValidationError({"to": ["The second day comes before the first."]})
        return first, last

    def day(self, request: Request, name: str) -> date | None:
        """The day of a query parameter; None when it is left out."""
        text = request.query_params.get(name)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValidationError({name: ["Write the day as YYYY-MM-DD."]}) from None
