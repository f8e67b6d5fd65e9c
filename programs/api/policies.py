from __future__ import annotations

from typing import Any

import django_filters.rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programs.actions import policies
from programs.api.fields import RECORD_FIELDS, Body, Row, TodayField
from programs.api.query import DayFilter, RecordFilter
from programs.api.views import Creates, Write
from programs.models import Policy
from programs.policy_numbers import policy_numbers

KNOWN = ", ".join(policy_numbers())


@extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
class NumbersField(serializers.DictField):
    """Decided numbers by key, as decimal text."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", f"Decimal text by key. What is left out has its default. Keys: {KNOWN}.")
        super().__init__(child=serializers.CharField(max_length=20), **options)


class PolicySerializer(Row):
    values = NumbersField(read_only=True)

    class Meta:
        model = Policy
        fields = (*RECORD_FIELDS, "program", "effective_from", "values", "reason", "approved_by", "approved_on")


class PolicyBody(Body):
    approved_on = TodayField()
    values = NumbersField(default=dict)

    class Meta(Body.Meta):
        model = Policy
        fields = ("program", "effective_from", "values", "reason", "approved_on")


class PolicyFilter(RecordFilter):
    program = filters.UUIDFilter("program__uid", label="Policies of this program.")
    effective_until = DayFilter("effective_from", lookup_expr="lte", label="In force from this day or an earlier one.")


class PolicyViewSet(Creates):
    """Weights and thresholds of the installation, or of one program, each in force from a day on."""

    queryset = Policy.objects.all()
    serializer_class = PolicySerializer
    filterset_class = PolicyFilter
    writes = {"create": Write(policies.approve, PolicyBody, subject="effective_from")}
