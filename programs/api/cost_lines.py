from __future__ import annotations

from programs.actions import cost_lines
from programs.api.fields import RECORD_FIELDS, Body, Row, TodayField
from programs.api.views import Creates, Write
from programs.models import CostLine

WORDS = ("kind", "scope", "period", "amount", "currency", "withheld_reason")


class CostLineSerializer(Row):
    class Meta:
        model = CostLine
        fields = (*RECORD_FIELDS, "program", "stated_on", *WORDS, "stated_by")


class CostLineBody(Body):
    on = TodayField()

    class Meta(Body.Meta):
        model = CostLine
        fields = ("program", "on", *WORDS)
        extra_kwargs = {"amount": {"required": True}}


class CostLineViewSet(Creates):
    """Money as stated on a day, in one currency; withheld amounts keep the reason instead."""

    queryset = CostLine.objects.all()
    serializer_class = CostLineSerializer
    writes = {"create": Write(cost_lines.state, CostLineBody, subject="program", gathers=True)}
