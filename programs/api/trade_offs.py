from __future__ import annotations

import django_filters.rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import trade_offs
from programs.api.fields import RECORD_FIELDS, Body, OnBody, Row, TodayField
from programs.api.query import RecordFilter
from programs.api.views import Creates, Write
from programs.models import TradeOffEntry

EFFECT = (
    "title", "originator", "affected", "metric", "decision", "amount", "currency", "method", "owns_goods_in_transit",
    "expected_from", "expected_to",
)  # fmt: skip


class TradeOffSerializer(Row):
    class Meta:
        model = TradeOffEntry
        fields = (*RECORD_FIELDS, "program", "kind", "first", *EFFECT, "reason", "entered_on", "entered_by")


class TradeOffBody(Body):
    on = TodayField()

    class Meta(Body.Meta):
        model = TradeOffEntry
        fields = ("program", *EFFECT, "on")
        extra_kwargs = {name: {"required": True} for name in ("amount", "currency", "method")}


class TrueUpBody(Body):
    on = TodayField()

    class Meta(Body.Meta):
        model = TradeOffEntry
        fields = ("amount", "currency", "method", "on")
        extra_kwargs = {name: {"required": True} for name in ("amount", "currency", "method")}


class WhyBody(OnBody):
    reason = serializers.CharField()


class TradeOffFilter(RecordFilter):
    first = filters.UUIDFilter("first__uid", label="Later entries about this estimate.")


class TradeOffViewSet(Creates):
    """The ledger of what functions' choices did to each other. Append-only: an estimate is trued up, never changed.

    ``amount`` is a gain of the affected function when positive, a cost when negative.
    """

    queryset = TradeOffEntry.objects.all()
    serializer_class = TradeOffSerializer
    filterset_class = TradeOffFilter
    writes = {
        "create": Write(trade_offs.estimate, TradeOffBody, subject="program"),
        "true_up": Write(trade_offs.true_up, TrueUpBody),
        "dispute": Write(trade_offs.dispute, WhyBody),
        "reverse": Write(trade_offs.reverse, WhyBody),
    }

    @action(detail=True, methods=["post"], url_path="true-up")
    def true_up(self, request: Request, uid: str) -> Response:
        """What the effect of an estimate really was; the answer is the new entry."""
        return self.write()

    @action(detail=True, methods=["post"])
    def dispute(self, request: Request, uid: str) -> Response:
        """Says that an estimate is not agreed, and why; the answer is the new entry."""
        return self.write()

    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, uid: str) -> Response:
        """Takes an estimate back with everything that followed; the answer is the new entry."""
        return self.write()
