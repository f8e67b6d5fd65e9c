from __future__ import annotations

from programs.actions import statements
from programs.api.fields import RECORD_FIELDS, Body, Row, TodayField
from programs.api.query import DayFilter, RecordFilter
from programs.api.views import Creates, Write
from programs.models import WeeklyStatement

WORDS = ("program", "function", "week_starts_on", "subject", "happened")


class WeeklyStatementSerializer(Row):
    class Meta:
        model = WeeklyStatement
        fields = (*RECORD_FIELDS, *WORDS, "stated_by", "stated_on")


class WeeklyStatementBody(Body):
    on = TodayField(help_text="The day on which it is said; today when left out.")

    class Meta(Body.Meta):
        model = WeeklyStatement
        fields = (*WORDS, "on")
        extra_kwargs = {"happened": {"required": True}}


class WeeklyStatementFilter(RecordFilter):
    week_from = DayFilter("week_starts_on", lookup_expr="gte", label="Weeks that start on or after this day.")
    week_until = DayFilter("week_starts_on", lookup_expr="lte", label="Weeks that start on or before this day.")


class WeeklyStatementViewSet(Creates):
    """A function's word about one week: "nothing happened" is an answer, silence is not.

    Writing again for the same function, week and subject replaces what was said.
    """

    queryset = WeeklyStatement.objects.all()
    serializer_class = WeeklyStatementSerializer
    filterset_class = WeeklyStatementFilter
    writes = {"create": Write(statements.state, WeeklyStatementBody, subject="program")}
