from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from programs.actions.base import action, change_fields, check_happened, lock, require, save_checked
from programs.errors import Refused
from programs.models import Committee, CommitteeMember, Meeting, MeetingAttendance, User
from programs.periods import day_name

MOST_IN_A_SERIES = 60


@action
def schedule(committee: Committee, *, by: User, scheduled_on: date, agenda: str = "") -> Meeting:
    """A meeting of the committee on a day on which it has none yet."""
    require(by, "keep_meetings", committee)
    check_free(lock(committee), scheduled_on)
    return save_checked(Meeting(committee=committee, scheduled_on=scheduled_on, agenda=agenda))


@action
def schedule_series(
    committee: Committee, *, by: User, first_on: date, last_on: date, agenda: str = ""
) -> list[Meeting]:
    """Meetings by the committee's cadence from ``first_on``; days that have one already are left as they are."""
    require(by, "keep_meetings", committee)
    committee = lock(committee)
    taken = set(committee.meetings.values_list("scheduled_on", flat=True))
    made = [
        save_checked(Meeting(committee=committee, scheduled_on=day, agenda=agenda))
        for day in days_by_cadence(committee, first_on=first_on, last_on=last_on)
        if day not in taken
    ]
    if not made:
        raise Refused("scheduled_already", "Every one of these days has a meeting already.", field="first_on")
    return made


def days_by_cadence(committee: Committee, *, first_on: date, last_on: date) -> list[date]:
    """Days of a series, ``first_on`` and, when the cadence falls on it, ``last_on`` included."""
    if not committee.cadence_days:
        raise Refused("no_cadence", "Nobody said how often the committee meets: a steward enters it first.")
    if last_on < first_on:
        raise Refused("ends_before_it_begins", "The series ends on or after its first day.", field="last_on")
    count = (last_on - first_on).days // committee.cadence_days + 1
    if count > MOST_IN_A_SERIES:
        message = f"These are {count} meetings: schedule at most {MOST_IN_A_SERIES} at once."
        raise Refused("too_many", message, field="last_on")
    return [first_on + timedelta(days=number * committee.cadence_days) for number in range(count)]


@action
def change(meeting: Meeting, *, by: User, scheduled_on: date, agenda: str, version: int | None = None) -> Meeting:
    """The meeting on another day or with another agenda; refused once it was held."""
    require(by, "keep_meetings", meeting.committee)
    committee = lock(meeting.committee)
    meeting = lock(meeting, version=version)
    if meeting.held_on is not None:
        raise Refused("already_held", "The meeting was held. Record it again to correct what was written.")
    if scheduled_on != meeting.scheduled_on:
        check_free(committee, scheduled_on)
    return change_fields(meeting, {"scheduled_on": scheduled_on, "agenda": agenda})


@action
def call_off(meeting: Meeting, *, by: User, version: int | None = None) -> None:
    """The meeting deleted; its history stays. One that was held, or that something refers to, is kept."""
    require(by, "keep_meetings", meeting.committee)
    meeting = lock(meeting, version=version)
    if meeting.held_on is not None:
        raise Refused("already_held", "The meeting was held and stays in the record.")
    if meeting.decisions.exists() or meeting.action_items.exists():
        raise Refused("in_use", "Questions or actions name this meeting: give it another day instead.")
    meeting.delete()


@action
def hold(
    meeting: Meeting,
    *,
    by: User,
    held_on: date,
    minutes: str,
    came: Mapping[CommitteeMember, User],
    version: int | None = None,
) -> Meeting:
    """The meeting held on a day, with its minutes, who came for each seat, and the quorum of the committee then.

    came  for a seat the member or the delegate; a seat that is left out was empty
    Held once more it corrects what was written: the quorum stays that of the first time.
    """
    require(by, "keep_meetings", meeting.committee)
    check_happened(held_on, field="held_on")
    committee = lock(meeting.committee)
    meeting = lock(meeting, version=version)
    for member, user in came.items():
        check_seat(member, user, committee=committee, on=held_on)
    quorum = meeting.quorum or committee.quorum
    # Who came stands in other rows: the count of edits makes a correction of them another version of the meeting.
    edits = meeting.attendance_edits + write_attendances(meeting, came)
    held = {"held_on": held_on, "minutes": minutes, "quorum": quorum, "attendance_edits": edits}
    return change_fields(meeting, held)


def check_free(committee: Committee, day: date) -> None:
    """Returns unless the committee meets on that day already."""
    if committee.meetings.filter(scheduled_on=day).exists():
        raise Refused("scheduled_already", f"{committee} meets on that day already.", field="scheduled_on")


def check_seat(member: CommitteeMember, user: User, *, committee: Committee, on: date) -> None:
    """Returns when the person could take the seat on that day."""
    if not committee.members.valid_on(on).filter(pk=member.pk).exists():
        raise Refused("no_seat", f"{member.user} had no seat in {committee} on {day_name(on)}.", field="held_on")
    if user.pk not in (member.user_id, member.delegate_id):
        raise Refused("not_of_this_seat", f"{user} neither has the seat of {member.user} nor is the delegate.")


def write_attendances(meeting: Meeting, came: Mapping[CommitteeMember, User]) -> bool:
    """Rows of who came made the same as ``came``; True when that changed anything."""
    wanted = {member.pk: user for member, user in came.items()}
    before = dict(meeting.attendances.values_list("member_id", "user_id"))
    if before == {member_id: user.pk for member_id, user in wanted.items()}:
        return False
    for attendance in meeting.attendances.select_for_update().order_by("pk"):
        user = wanted.pop(attendance.member_id, None)
        if user is None:
            attendance.delete()
        else:
            change_fields(attendance, {"user": user})
    for member_id, user in sorted(wanted.items()):
        save_checked(MeetingAttendance(meeting=meeting, member_id=member_id, user=user))
    return True
