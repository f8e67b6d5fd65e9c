from __future__ import annotations

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import approvals, waivers
from programs.api.fields import RECORD_FIELDS, Body, OnBody, Row, StrictBody, TodayField
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import Creates, Write
from programs.models import Approval, Waiver

ABOUT = ("gate", "baseline", "waiver")


class WaiverSerializer(Row):
    class Meta:
        model = Waiver
        fields = (
            *(*RECORD_FIELDS, "program", "rule", "gate", "reason"),
            *("granted_by", "granted_on", "expires_on", "revoked_by", "revoked_on"),
        )


class WaiverBody(Body):
    on = TodayField(help_text="When it was granted; today when left out.")

    class Meta(Body.Meta):
        model = Waiver
        fields = ("program", "rule", "gate", "reason", "on", "expires_on")


class WaiverFilter(RecordFilter):
    revoked = SetFilter("revoked_on")


class WaiverViewSet(Creates):
    """Leave of the committee to pass over a rule of the sequence until a day, at most 180 days later."""

    queryset = Waiver.objects.all()
    serializer_class = WaiverSerializer
    filterset_class = WaiverFilter
    writes = {
        "create": Write(waivers.grant, WaiverBody, subject="program"),
        "revoke": Write(waivers.revoke, OnBody),
    }

    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, uid: str) -> Response:
        return self.write()


class ApprovalSerializer(Row):
    class Meta:
        model = Approval
        fields = (
            *(*RECORD_FIELDS, "program", *ABOUT, "approver", "requested_by", "requested_on", "due_on"),
            *("answer", "answered_by", "answered_on", "note"),
            *("withdrawn_by", "withdrawn_on", "withdrawal_reason"),
        )


class ApprovalBody(Body):
    on = TodayField(help_text="When it was asked for; today when left out.")

    class Meta(Body.Meta):
        model = Approval
        fields = ("program", *ABOUT, "approver", "due_on", "on")


class AnswerBody(StrictBody):
    answer = serializers.ChoiceField(Approval.Answer.choices)
    note = serializers.CharField(required=False, allow_blank=True, help_text="Needed when it is rejected.")
    on = TodayField()


class WithdrawBody(OnBody):
    reason = serializers.CharField(help_text="Why nobody need answer any more.")


class ApprovalFilter(RecordFilter):
    answered = SetFilter("answered_on")
    withdrawn = SetFilter("withdrawn_on")


class ApprovalViewSet(Creates):
    """Requests to a person to approve a gate, a baseline or a waiver, with their answers."""

    queryset = Approval.objects.all()
    serializer_class = ApprovalSerializer
    filterset_class = ApprovalFilter
    writes = {
        "create": Write(approvals.request, ApprovalBody, subject="program"),
        "answer": Write(approvals.answer, AnswerBody),
        "withdraw": Write(approvals.withdraw, WithdrawBody),
    }

    @action(detail=True, methods=["post"])
    def answer(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uid: str) -> Response:
        return self.write()
