from __future__ import annotations

from programs.actions import field_sources
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Row
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import FieldSource


class FieldSourceSerializer(Row):
    class Meta:
        model = FieldSource
        fields = (*RECORD_FIELDS, "program", "noun", "field", "system")


class FieldSourceBody(Body):
    class Meta(Body.Meta):
        model = FieldSource
        fields = ("program", "noun", "field", "system")


class FieldSourceChange(Body):
    class Meta(Body.Meta):
        model = FieldSource
        fields = ("system",)


class FieldSourceViewSet(Creates, Changes, Removes):
    """The one system that keeps a field, everywhere or in one program: who writes for another is answered 409."""

    queryset = FieldSource.objects.all()
    serializer_class = FieldSourceSerializer
    writes = {
        "create": Write(field_sources.declare, FieldSourceBody, subject="noun"),
        "partial_update": Write(field_sources.change, FieldSourceChange),
        "destroy": Write(field_sources.remove, EmptyBody),
    }
