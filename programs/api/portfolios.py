from __future__ import annotations

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import portfolios
from programs.api.fields import RECORD_FIELDS, Body, Row, StrictBody, TodayField
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Write
from programs.models import Portfolio, PortfolioEntry


class PortfolioSerializer(Row):
    class Meta:
        model = Portfolio
        fields = (*RECORD_FIELDS, "code", "name", "description")


class PortfolioBody(Body):
    class Meta(Body.Meta):
        model = Portfolio
        fields = ("code", "name", "description")


class PortfolioChange(Body):
    class Meta(Body.Meta):
        model = Portfolio
        fields = ("name", "description")


class PortfolioViewSet(Creates, Changes):
    """Sets of programs that somebody looks at together."""

    queryset = Portfolio.objects.all()
    serializer_class = PortfolioSerializer
    writes = {
        "create": Write(portfolios.create, PortfolioBody, subject="code"),
        "partial_update": Write(portfolios.change, PortfolioChange),
    }


class EntrySerializer(Row):
    class Meta:
        model = PortfolioEntry
        fields = (*RECORD_FIELDS, "portfolio", "program", "joined_on", "left_on")


class EntryBody(Body):
    joined_on = TodayField()

    class Meta(Body.Meta):
        model = PortfolioEntry
        fields = ("portfolio", "program", "joined_on")


class TakeOutBody(StrictBody):
    left_on = TodayField()


class EntryFilter(RecordFilter):
    left = SetFilter("left_on", label="Whether the program has left the portfolio.")


class EntryViewSet(Creates):
    """The time of a program in a portfolio."""

    queryset = PortfolioEntry.objects.all()
    serializer_class = EntrySerializer
    filterset_class = EntryFilter
    writes = {
        "create": Write(portfolios.add_program, EntryBody, subject="portfolio"),
        "take_out": Write(portfolios.take_out, TakeOutBody),
    }

    @action(detail=True, methods=["post"], url_path="take-out")
    def take_out(self, request: Request, uid: str) -> Response:
        return self.write()
