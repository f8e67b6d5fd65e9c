from __future__ import annotations

import django_filters.rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import currencies
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Row, TodayField
from programs.api.query import DayFilter, RecordFilter
from programs.api.views import Changes, Creates, Write
from programs.models import Currency, ExchangeRate


class CurrencySerializer(Row):
    class Meta:
        model = Currency
        fields = (*RECORD_FIELDS, "code", "name", "is_reporting")


class CurrencyBody(Body):
    class Meta(Body.Meta):
        model = Currency
        fields = ("code", "name")


class CurrencyChange(Body):
    class Meta(Body.Meta):
        model = Currency
        fields = ("name",)


class CurrencyFilter(RecordFilter):
    code = filters.CharFilter(lookup_expr="iexact")


class CurrencyViewSet(Creates, Changes):
    """Currencies that amounts are stated in. Reports add up in one of them."""

    queryset = Currency.objects.all()
    serializer_class = CurrencySerializer
    filterset_class = CurrencyFilter
    writes = {
        "create": Write(currencies.add, CurrencyBody, subject="code"),
        "partial_update": Write(currencies.rename, CurrencyChange),
        "report_in": Write(currencies.report_in, EmptyBody),
    }

    @action(detail=True, methods=["post"], url_path="report-in")
    def report_in(self, request: Request, uid: str) -> Response:
        return self.write()


class RateSerializer(Row):
    class Meta:
        model = ExchangeRate
        fields = (*RECORD_FIELDS, "currency", "into", "effective_from", "rate", "source")


class RateBody(Body):
    effective_from = TodayField()

    class Meta(Body.Meta):
        model = ExchangeRate
        fields = ("currency", "into", "effective_from", "rate", "source")


class RateChange(Body):
    class Meta(Body.Meta):
        model = ExchangeRate
        fields = ("rate", "source")


class RateFilter(RecordFilter):
    effective_until = DayFilter("effective_from", lookup_expr="lte", label="In force from this day or an earlier one.")


class ExchangeRateViewSet(Creates, Changes):
    """What one unit of a currency is worth in another, from a day on until the next rate."""

    queryset = ExchangeRate.objects.all()
    serializer_class = RateSerializer
    filterset_class = RateFilter
    writes = {
        "create": Write(currencies.state_rate, RateBody, subject="currency"),
        "partial_update": Write(currencies.correct_rate, RateChange),
    }
