from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import memberships
from programs.actions.base import require
from programs.api.fields import RECORD_FIELDS, Body, Row, StrictBody, TodayField
from programs.api.query import DayFilter, RecordFilter
from programs.api.views import Creates, Write
from programs.models import Membership, Program, User


class MembershipSerializer(Row):
    user_name = serializers.CharField(source="user.name", read_only=True)
    user_email = serializers.CharField(source="user.email", read_only=True)

    class Meta:
        model = Membership
        fields = (
            *RECORD_FIELDS,
            "program",
            "user",
            "user_name",
            "user_email",
            "role",
            "function",
            "valid_from",
            "valid_to",
        )


class MembershipBody(Body):
    email = serializers.EmailField(help_text="Mail address that the person signs in with.")
    valid_from = TodayField()

    class Meta(Body.Meta):
        model = Membership
        fields = ("program", "email", "role", "function", "valid_from")


class EndBody(StrictBody):
    valid_to = TodayField(help_text="Last day of the role; today when left out.")


class MembershipFilter(RecordFilter):
    valid_on = DayFilter(method="held_on", label="Roles that are held on this day.")

    def held_on(self, rows: Any, name: str, day: Any) -> Any:
        return rows.valid_on(day)


def grant(program: Program, *, by: User, email: str, **role: Any) -> Membership:
    """A role entered for the person with this mail address.

    Whoever may not give roles is refused first, so that nobody else can ask which addresses are known.
    """
    require(by, "plan_program", program)
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise serializers.ValidationError({"email": "Nobody signs in with this mail address."}, code="unknown_person")
    return memberships.grant(Membership(program=program, user=user, **role), by=by)


class MembershipViewSet(Creates):
    """Who has which role in which program, and when. Names of people are found here."""

    queryset = Membership.objects.all()
    serializer_class = MembershipSerializer
    filterset_class = MembershipFilter
    writes = {
        "create": Write(grant, MembershipBody, subject="program"),
        "end": Write(memberships.end, EndBody),
    }

    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: str) -> Response:
        return self.write()
