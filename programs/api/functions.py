from __future__ import annotations

import django_filters.rest_framework as filters

from programs.actions import functions
from programs.api.fields import RECORD_FIELDS, Body, Row
from programs.api.query import RecordFilter
from programs.api.views import Changes, Creates, Write
from programs.models import BusinessFunction


class FunctionSerializer(Row):
    class Meta:
        model = BusinessFunction
        fields = (*RECORD_FIELDS, "name", "parent")


class FunctionBody(Body):
    class Meta(Body.Meta):
        model = BusinessFunction
        fields = ("name", "parent")


class FunctionFilter(RecordFilter):
    parent = filters.UUIDFilter("parent__uid", label="Functions directly below this one.")


class FunctionViewSet(Creates, Changes):
    """Functions of the organization, a tree."""

    queryset = BusinessFunction.objects.all()
    serializer_class = FunctionSerializer
    filterset_class = FunctionFilter
    writes = {
        "create": Write(functions.create, FunctionBody, subject="name"),
        "partial_update": Write(functions.change, FunctionBody),
    }
