from __future__ import annotations

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import committee_decisions
from programs.api.fields import RECORD_FIELDS, Body, OnBody, Row, StrictBody, TodayField, UidField
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Write
from programs.models import CommitteeDecision, Meeting

WORDS = ("question", "recommendation", "cost_of_waiting", "owner", "committee", "needed_by")
SOURCE = ("source_system", "external_id")


class CommitteeDecisionSerializer(Row):
    class Meta:
        model = CommitteeDecision
        fields = (
            *(*RECORD_FIELDS, "program", *WORDS, "asked_by", "asked_on", "meeting"),
            *("outcome", "decision", "decided_by", "decided_on", "done_on"),
        )


class QuestionBody(Body):
    on = TodayField(help_text="When it was asked; today when left out.")

    class Meta(Body.Meta):
        model = CommitteeDecision
        fields = ("program", *WORDS, *SOURCE, "on")


class QuestionChange(Body):
    class Meta(Body.Meta):
        model = CommitteeDecision
        fields = (*WORDS, *SOURCE)


class CommitteeDecideBody(StrictBody):
    outcome = serializers.ChoiceField(CommitteeDecision.Outcome.choices)
    decision = serializers.CharField(
        required=False, allow_blank=True, help_text="Needed when it is declined or deferred."
    )
    meeting = UidField(queryset=Meeting.objects, required=False, allow_null=True)
    on = TodayField()


class CommitteeDecisionFilter(RecordFilter):
    decided = SetFilter("decided_on")
    done = SetFilter("done_on")


class CommitteeDecisionViewSet(Creates, Changes):
    """Questions to a committee with a recommendation, what was decided, and whether it was done."""

    queryset = CommitteeDecision.objects.all()
    serializer_class = CommitteeDecisionSerializer
    filterset_class = CommitteeDecisionFilter
    writes = {
        "create": Write(committee_decisions.ask, QuestionBody, subject="program"),
        "partial_update": Write(committee_decisions.change, QuestionChange),
        "decide": Write(committee_decisions.decide, CommitteeDecideBody),
        "done": Write(committee_decisions.mark_done, OnBody),
    }

    @action(detail=True, methods=["post"])
    def decide(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"])
    def done(self, request: Request, uid: str) -> Response:
        return self.write()
