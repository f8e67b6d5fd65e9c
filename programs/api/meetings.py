from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import meetings
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Moment, Row, TodayField, UidField
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import Changes, Creates, RecordViewSet, Removes, Write
from programs.errors import Refused
from programs.models import CommitteeMember, Meeting, MeetingAttendance, User


class MeetingSerializer(Row):
    came = serializers.IntegerField(read_only=True, help_text="How many people came.")
    quorum_reached = serializers.BooleanField(
        read_only=True, allow_null=True, help_text="Whether enough people came to decide; null before it was held."
    )

    class Meta:
        model = Meeting
        fields = (
            *RECORD_FIELDS,
            "committee",
            "scheduled_on",
            "held_on",
            "agenda",
            "minutes",
            "quorum",
            "came",
            "quorum_reached",
        )

    @classmethod
    def rows(cls, moment: Moment) -> QuerySet[Meeting]:
        return Meeting.objects.with_attendance()


class MeetingBody(Body):
    class Meta(Body.Meta):
        model = Meeting
        fields = ("committee", "scheduled_on", "agenda")


class MeetingChange(Body):
    class Meta(Body.Meta):
        model = Meeting
        fields = ("scheduled_on", "agenda")


class MeetingHoldBody(Body):
    held_on = TodayField()
    members = UidField(
        queryset=CommitteeMember.objects, many=True, required=False, help_text="Seats whose member came."
    )
    delegated = UidField(
        queryset=CommitteeMember.objects, many=True, required=False, help_text="Seats whose delegate came."
    )

    class Meta(Body.Meta):
        model = Meeting
        fields = ("held_on", "minutes", "members", "delegated")


class MeetingFilter(RecordFilter):
    held = SetFilter("held_on", label="Whether the meeting was held.")


def hold(meeting: Meeting, *, by: User, version: int | None, **held: Any) -> Meeting:
    """The meeting held, with seats named by who came for them."""
    members, delegated = held.pop("members", []), held.pop("delegated", [])
    came = {member: member.user for member in members}
    for member in delegated:
        if member in came or member.delegate is None:
            raise Refused("not_of_this_seat", "A seat has no delegate, or is named twice.", field="delegated")
        came[member] = member.delegate
    minutes = held.pop("minutes", "")
    return meetings.hold(meeting, by=by, minutes=minutes, came=came, version=version, **held)


class MeetingViewSet(Creates, Changes, Removes):
    """Meetings of committees, scheduled and held. DELETE calls one off that was not held."""

    queryset = Meeting.objects.all()
    serializer_class = MeetingSerializer
    filterset_class = MeetingFilter
    writes = {
        "create": Write(meetings.schedule, MeetingBody, subject="committee"),
        "partial_update": Write(meetings.change, MeetingChange),
        "destroy": Write(meetings.call_off, EmptyBody),
        "hold": Write(hold, MeetingHoldBody),
    }

    @action(detail=True, methods=["post"])
    def hold(self, request: Request, uid: str) -> Response:
        """Held once more, it corrects what was written; seats that are not named were empty."""
        return self.write()


class AttendanceSerializer(Row):
    class Meta:
        model = MeetingAttendance
        fields = (*RECORD_FIELDS, "meeting", "member", "user")


class AttendanceViewSet(RecordViewSet):
    """Who came to a meeting, for which seat; written when the meeting is held."""

    queryset = MeetingAttendance.objects.all()
    serializer_class = AttendanceSerializer
