"""Every action on committees and their meetings."""

from __future__ import annotations

from datetime import timedelta

from programs.actions import committee_mandates, committee_members, committees, meetings
from programs.models import CommitteeMember, Meeting, Program
from tests import factories
from tests.factories import START
from tests.factories import committees as make
from tests.programs.actions.case import LEAD, STEWARD, ActionCase


def seat_in(program: Program) -> CommitteeMember:
    return make.make_seat(make.make_committee(program))


def meeting_in(program: Program) -> Meeting:
    return make.make_meeting(make.make_committee(program))


CASES: dict[str, ActionCase] = {
    "committees.create": ActionCase(
        STEWARD, lambda _: "Steering", lambda it, by: committees.create(it, by=by, quorum=3), refreshes=False
    ),
    "committees.change": ActionCase(
        STEWARD,
        make.make_committee,
        lambda it, by, **read: committees.change(it, by=by, name="Board", quorum=2, cadence_days=28, **read),
        refreshes=False,
        versioned=True,
    ),
    "committee_mandates.give": ActionCase(
        STEWARD,
        lambda program: program,
        lambda it, by: committee_mandates.give(make.make_committee(), by=by, program=it, valid_from=START),
        refreshes=False,
    ),
    "committee_mandates.end": ActionCase(
        STEWARD,
        make.make_mandate,
        lambda it, by, **read: committee_mandates.end(it, by=by, valid_to=START, **read),
        refreshes=False,
        versioned=True,
    ),
    "committee_members.give_seat": ActionCase(
        STEWARD,
        lambda program: CommitteeMember(
            committee=make.make_committee(program), user=factories.make_user(), valid_from=START
        ),
        lambda it, by: committee_members.give_seat(it, by=by),
        refreshes=False,
    ),
    "committee_members.end": ActionCase(
        STEWARD,
        seat_in,
        lambda it, by, **read: committee_members.end(it, by=by, valid_to=START, **read),
        refreshes=False,
        versioned=True,
    ),
    "committee_members.name_delegate": ActionCase(
        STEWARD,
        seat_in,
        lambda it, by, **read: committee_members.name_delegate(it, by=by, delegate=factories.make_user(), **read),
        refreshes=False,
        versioned=True,
    ),
    "meetings.schedule": ActionCase(
        LEAD, make.make_committee, lambda it, by: meetings.schedule(it, by=by, scheduled_on=START), refreshes=False
    ),
    "meetings.schedule_series": ActionCase(
        LEAD,
        lambda program: make.make_committee(program, cadence_days=28),
        lambda it, by: meetings.schedule_series(
            it, by=by, first_on=START, last_on=START + timedelta(days=60), agenda="Gates"
        )[-1],
        refreshes=False,
    ),
    "meetings.change": ActionCase(
        LEAD,
        meeting_in,
        lambda it, by, **read: meetings.change(it, by=by, scheduled_on=START, agenda="Gates", **read),
        refreshes=False,
        versioned=True,
    ),
    "meetings.call_off": ActionCase(
        LEAD, meeting_in, lambda it, by, **read: meetings.call_off(it, by=by, **read), refreshes=False, versioned=True
    ),
    "meetings.hold": ActionCase(
        LEAD,
        meeting_in,
        lambda it, by, **read: meetings.hold(it, by=by, held_on=START, minutes="Agreed.", came={}, **read),
        refreshes=False,
        versioned=True,
    ),
}
