from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import committee_mandates, committee_members, committees
from programs.actions.base import require
from programs.api.fields import RECORD_FIELDS, Body, Row, StrictBody, TodayField, UidField
from programs.api.query import DayFilter, RecordFilter
from programs.api.views import Changes, Creates, Write
from programs.models import Committee, CommitteeMandate, CommitteeMember, Program, User


class CommitteeSerializer(Row):
    class Meta:
        model = Committee
        fields = (*RECORD_FIELDS, "name", "quorum", "cadence_days")


class CommitteeBody(Body):
    class Meta(Body.Meta):
        model = Committee
        fields = ("name", "quorum", "cadence_days")


class CommitteeViewSet(Creates, Changes):
    """Committees that steer programs the person may see. Quorum: how many people are needed to decide."""

    queryset = Committee.objects.all()
    serializer_class = CommitteeSerializer
    writes = {
        "create": Write(committees.create, CommitteeBody, subject="name"),
        "partial_update": Write(committees.change, CommitteeBody),
    }


class AnyProgramField(UidField):
    """A program; stewards, who see no program, may name every one."""

    def get_queryset(self) -> Any:
        may_keep = self.context["request"].user.has_perm("programs.keep_installation")
        return Program.objects.kept() if may_keep else super().get_queryset()


class MandateSerializer(Row):
    class Meta:
        model = CommitteeMandate
        fields = (*RECORD_FIELDS, "committee", "program", "valid_from", "valid_to")


class MandateBody(Body):
    program = AnyProgramField(queryset=Program.objects)
    valid_from = TodayField()

    class Meta(Body.Meta):
        model = CommitteeMandate
        fields = ("committee", "program", "valid_from", "valid_to")


class LastDayBody(StrictBody):
    valid_to = TodayField(help_text="Last day; today when left out.")


class HeldFilter(RecordFilter):
    valid_on = DayFilter(method="held_on", label="Rows that hold on this day.")

    def held_on(self, rows: Any, name: str, day: Any) -> Any:
        return rows.valid_on(day)


class MandateViewSet(Creates):
    """The time in which a committee steers a program."""

    queryset = CommitteeMandate.objects.all()
    serializer_class = MandateSerializer
    filterset_class = HeldFilter
    writes = {
        "create": Write(committee_mandates.give, MandateBody, subject="committee"),
        "end": Write(committee_mandates.end, LastDayBody),
    }

    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: str) -> Response:
        return self.write()


class SeatSerializer(Row):
    user_name = serializers.CharField(source="user.name", read_only=True)

    class Meta:
        model = CommitteeMember
        fields = (
            *RECORD_FIELDS,
            "committee",
            "user",
            "user_name",
            "is_chair",
            "delegate",
            "valid_from",
            "valid_to",
        )


class SeatBody(Body):
    email = serializers.EmailField(help_text="Mail address that the member signs in with.")
    delegate_email = serializers.EmailField(required=False, help_text="Mail address of who stands in for the member.")
    valid_from = TodayField()

    class Meta(Body.Meta):
        model = CommitteeMember
        fields = ("committee", "email", "delegate_email", "is_chair", "valid_from", "valid_to")


class DelegateBody(StrictBody):
    email = serializers.EmailField(
        allow_null=True, help_text="Mail address of who stands in for the member; null for nobody."
    )


def person_at(email: str | None, *, field: str) -> User | None:
    """The person who signs in with this address; None when none was given."""
    if email is None:
        return None
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise serializers.ValidationError({field: "Nobody signs in with this mail address."}, code="unknown_person")
    return user


def give_seat(committee: Committee, *, by: User, email: str, **seat: Any) -> CommitteeMember:
    """A seat for the person with this mail address. Who may not give seats learns of no address."""
    require(by, "keep_installation")
    delegate = person_at(seat.pop("delegate_email", None), field="delegate_email")
    user = person_at(email, field="email")
    return committee_members.give_seat(
        CommitteeMember(committee=committee, user=user, delegate=delegate, **seat), by=by
    )


def name_delegate(member: CommitteeMember, *, by: User, email: str | None, version: int | None) -> CommitteeMember:
    """The seat with its delegate, named by mail address."""
    require(by, "keep_installation")
    delegate = person_at(email, field="email")
    return committee_members.name_delegate(member, by=by, delegate=delegate, version=version)


class SeatViewSet(Creates):
    """Seats in committees, and who may sit and decide in a member's place."""

    queryset = CommitteeMember.objects.all()
    serializer_class = SeatSerializer
    filterset_class = HeldFilter
    writes = {
        "create": Write(give_seat, SeatBody, subject="committee"),
        "end": Write(committee_members.end, LastDayBody),
        "name_delegate": Write(name_delegate, DelegateBody),
    }

    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"], url_path="name-delegate")
    def name_delegate(self, request: Request, uid: str) -> Response:
        return self.write()
