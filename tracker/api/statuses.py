from __future__ import annotations

from collections.abc import Collection
from typing import Any

import django_filters.rest_framework as filters
import msgspec
from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from programs.api.programs import ProgramFilter
from programs.api.query import DayFilter, YesNoFilter
from programs.api.views import ReadViewSet, StrictView
from programs.models import Program
from tracker.divergences import divergence_of, divergences_of
from tracker.models import Snapshot
from tracker.progress.divergence import Stands
from tracker.progress.results import Status
from tracker.reads import consistent_read
from tracker.statuses import BETTER, RESULT_STATES, with_statuses

COLORS = [(color.value, color.value) for color in Status]
RESULTS = [(state, state) for state in RESULT_STATES]
STANDS = [(each.value, each.value) for each in Stands]


@extend_schema_field({"$ref": "#/components/schemas/Divergence"})
class DivergenceField(serializers.JSONField):
    """The comparison from what was stored; nothing is computed anew."""


@extend_schema_field({"allOf": [{"$ref": "#/components/schemas/Against"}]})
class AgainstField(serializers.JSONField):
    """The reported status against one computed status."""


@extend_schema_field({"allOf": [{"$ref": "#/components/schemas/Status"}]})
class ColorField(serializers.CharField):
    """green, amber, red, or grey where it is not known."""


class ProgramDivergenceSerializer(serializers.Serializer[Any]):
    """The reported status beside Delivery and Result over the last weeks."""

    program = serializers.UUIDField()
    divergence = DivergenceField()


class ProgramStatusesSerializer(serializers.Serializer[Any]):
    """A program with its newest statuses: Delivery and Result as computed, and people's own word."""

    program = serializers.UUIDField(source="uid")
    code = serializers.CharField()
    name = serializers.CharField()
    as_of = serializers.DateField(help_text="The day of the newest progress.")
    computed_at = serializers.DateTimeField()
    reported = ColorField()
    delivery = ColorField(help_text="Grey where it is not known, or no sequence is followed.")
    result = serializers.ChoiceField(
        RESULTS, allow_null=True, help_text="A color, or which grey it is; null before there are analyses."
    )
    against_delivery = AgainstField(help_text="The reported status against Delivery over the last 13 weeks.")
    against_result = AgainstField(help_text="The reported status against Result over the last 13 weeks.")


class StatusFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=Program.State.choices)
    follows_sequence = YesNoFilter(label="Whether its horizons apply.")
    portfolio = filters.UUIDFilter(method="now_in_portfolio", label="Programs that are in this portfolio now.")
    delivery = filters.ChoiceFilter(choices=COLORS, label="The computed Delivery status.")
    result = filters.ChoiceFilter(choices=RESULTS, label="The computed Result status: a color, or which grey it is.")
    reported = filters.ChoiceFilter(choices=COLORS, label="The reported status; grey where nobody gave a color.")
    against_delivery = filters.ChoiceFilter(choices=STANDS, label="Where the reported status stands against Delivery.")
    against_result = filters.ChoiceFilter(choices=STANDS, label="Where the reported status stands against Result.")
    reported_better = YesNoFilter(method="is_better", label="Whether it was reported better than Delivery or Result.")

    now_in_portfolio = ProgramFilter.now_in_portfolio

    def is_better(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(BETTER if value else ~BETTER)


class StatusViewSet(ReadViewSet):
    """Every program that was computed, with its newest statuses, and how the reported one stands against them."""

    summary = "List the newest statuses"
    queryset = Program.objects.all()
    serializer_class = ProgramStatusesSerializer
    filterset_class = StatusFilter

    def get_queryset(self) -> QuerySet[Program]:
        computed = with_statuses(super().get_queryset()).filter(Q(newest_id__isnull=False))
        return computed.annotate(computed_at=F("now__computed_at"))

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        # At one moment, so that the days of the page are there when they are read a second time.
        with consistent_read():
            page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
            found = divergences_of({program.pk: vars(program)["as_of"] for program in page})
        for program in page:
            divergence = found[program.pk]
            vars(program)["against_delivery"] = msgspec.to_builtins(divergence.delivery)
            vars(program)["against_result"] = msgspec.to_builtins(divergence.result)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class DivergenceFilter(filters.FilterSet):
    as_of = DayFilter(lookup_expr="lte", label="As of the newest progress on this day or before it.")


class DivergenceView(StrictView):
    """The reported status of a program beside the computed ones, week by week."""

    summary = "Compare reported and computed status"
    serializer_class = ProgramDivergenceSerializer
    queryset = Snapshot.objects.none()
    filter_backends = (filters.DjangoFilterBackend,)
    filterset_class = DivergenceFilter

    def known_parameters(self) -> Collection[str]:
        return ("as_of",)

    def get(self, request: Request, program_uid: str) -> Response:
        """The reported status beside Delivery and Result: of each of the last 13 weeks, and of each report in them."""
        program = get_object_or_404(Program.objects.visible_to(self.person), uid=program_uid)
        rows = Snapshot.objects.headline().filter(program=program)
        known = filters.DjangoFilterBackend().filter_queryset(request, rows, self)
        as_of = known.order_by("-as_of").values_list("as_of", flat=True).first()
        found = divergence_of(program.pk, as_of=as_of) if as_of is not None else None
        if found is None:
            raise NotFound("Progress was not computed yet for this day.", code="not_computed_yet")
        answer = {"program": program.uid, "divergence": msgspec.to_builtins(found)}
        return Response(ProgramDivergenceSerializer(answer).data)
