from __future__ import annotations

from typing import Any

import orjson
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import invitations
from programs.actions.invitations import Invited
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Row, TodayField
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import Creates, Write
from programs.invitation_mail import send_link
from programs.models import Invitation, Program, User


class InvitationSerializer(Row):
    class Meta:
        model = Invitation
        fields = (
            *RECORD_FIELDS,
            "program",
            "email",
            "name",
            "role",
            "function",
            "valid_from",
            "valid_to",
            "expires_at",
            "invited_by",
            "accepted_at",
            "accepted_by",
            "withdrawn_at",
        )


class InvitationBody(Body):
    valid_from = TodayField()

    class Meta(Body.Meta):
        model = Invitation
        fields = ("program", "email", "name", "role", "function", "valid_from", "valid_to")


class InvitationFilter(RecordFilter):
    accepted = SetFilter("accepted_at", label="Whether the invitation was taken up.")
    withdrawn = SetFilter("withdrawn_at", label="Whether the invitation was withdrawn.")


def invite(program: Program, *, by: User, **asked: Any) -> Invited:
    """The invitation entered, with the secret of its link."""
    return invitations.invite(Invitation(program=program, invited_by=by, **asked), by=by)


class InvitationViewSet(Creates):
    """People asked to take a role. The answer to creation holds the ``link`` besides, which is shown only there."""

    queryset = Invitation.objects.all()
    serializer_class = InvitationSerializer
    takes_keys = False
    filterset_class = InvitationFilter
    writes = {
        "create": Write(invite, InvitationBody, subject="program"),
        "withdraw": Write(invitations.withdraw, EmptyBody),
    }

    def written(self, result: Any) -> Response:
        if not isinstance(result, Invited):
            return super().written(result)
        answer = super().written(result.invitation)
        answer.data = {**orjson.loads(orjson.dumps(answer.data)), "link": send_link(self.request, result)}
        answer["Cache-Control"] = "no-store"
        return answer

    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uid: str) -> Response:
        return self.write()
