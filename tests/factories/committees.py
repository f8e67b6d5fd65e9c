"""Makers of rows of committees and their meetings."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from programs.models import Committee, CommitteeMandate, CommitteeMember, Meeting, MeetingAttendance, Program
from tests.factories.plan import START, make_user, serial

days = (START + timedelta(days=number) for number in count(1))


def make_committee(*programs: Program, **given: Any) -> Committee:
    """A committee of quorum 1 that steers the programs since long ago."""
    committee = Committee.objects.create(**{"name": f"Committee {next(serial)}"} | given)
    for program in programs:
        make_mandate(program, committee=committee)
    return committee


def make_mandate(program: Program, **given: Any) -> CommitteeMandate:
    values = {"valid_from": START} | given
    if "committee" not in values:
        values["committee"] = make_committee()
    return CommitteeMandate.objects.create(program=program, **values)


def make_seat(committee: Committee, **given: Any) -> CommitteeMember:
    """A seat since long ago, of somebody new, without a delegate."""
    values = {"valid_from": START} | given
    if "user" not in values:
        values["user"] = make_user()
    return CommitteeMember.objects.create(committee=committee, **values)


def make_meeting(committee: Committee, **given: Any) -> Meeting:
    """A meeting that was not held, on a day of its own."""
    values = {"scheduled_on": next(days)} | given
    return Meeting.objects.create(committee=committee, **values)


def make_held(committee: Committee, *seats: CommitteeMember, on: date | None = None, **given: Any) -> Meeting:
    """A meeting that was held, to which the members of these seats came."""
    day = on or next(days)
    values = {"scheduled_on": day, "held_on": day, "quorum": committee.quorum} | given
    meeting = make_meeting(committee, **values)
    for seat in seats:
        make_attendance(meeting, member=seat)
    return meeting


def make_attendance(meeting: Meeting, **given: Any) -> MeetingAttendance:
    """Somebody who came for their own seat."""
    member = given.pop("member", None) or make_seat(meeting.committee)
    values = {"user": member.user} | given
    return MeetingAttendance.objects.create(meeting=meeting, member=member, **values)
