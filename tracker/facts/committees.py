"""Rows of committees -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count

from programs.models import CommitteeMandate, Meeting
from tracker.analysis.facts import committees as facts
from tracker.facts.batch_query import grouped


def committee_facts(program_ids: Sequence[int]) -> Mapping[int, facts.CommitteeFacts]:
    """Facts of these programs by their keys: two queries, whatever their number."""
    mandates = CommitteeMandate.objects.filter(program__in=program_ids).select_related("committee")
    mandates_of = grouped(mandates.order_by("valid_from", "id"), "program_id")
    committees = {mandate.committee_id for rows in mandates_of.values() for mandate in rows}
    meetings = Meeting.objects.filter(committee__in=committees).annotate(
        people=Count("attendances__user", distinct=True)
    )
    meetings_of = grouped(meetings.select_related("committee").order_by("scheduled_on", "id"), "committee_id")
    return {
        key: facts.CommitteeFacts(
            mandates=tuple(mandate(each) for each in mandates_of[key]),
            meetings=tuple(meeting(each) for each in under_mandate(mandates_of[key], meetings_of=meetings_of)),
        )
        for key in program_ids
    }


def under_mandate(
    mandates: Iterable[CommitteeMandate], *, meetings_of: Mapping[int, Sequence[Meeting]]
) -> list[Meeting]:
    """Meetings of the days on which their committee had the mandate, in the order in which they were scheduled."""
    found = {
        meeting.pk: meeting
        for each in mandates
        for meeting in meetings_of[each.committee_id]
        if mandate(each).holds_on(meeting.held_on or meeting.scheduled_on)
    }
    return sorted(found.values(), key=lambda meeting: (meeting.scheduled_on, meeting.pk))


def mandate(row: CommitteeMandate) -> facts.Mandate:
    """A time in which a committee steers the program."""
    return facts.Mandate(
        committee=str(row.committee.uid), name=row.committee.name, valid_from=row.valid_from, valid_to=row.valid_to
    )


def meeting(row: Meeting) -> facts.Meeting:
    """A meeting with the number of people who came."""
    return facts.Meeting(
        uid=str(row.uid),
        committee=str(row.committee.uid),
        scheduled_on=row.scheduled_on,
        held_on=row.held_on,
        came=getattr(row, "people", 0),
        quorum=row.quorum,
    )
