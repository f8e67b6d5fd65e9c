"""What the actions of governance check alike: that rows belong together and that days are in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from programs.errors import Refused
from programs.gathering import Call, known
from programs.models import Committee, CommitteeMandate, Meeting, Membership, Program, User
from programs.models.base import Record
from programs.periods import day_name
from programs.rules import roles_today


def check_of_program(program: Program, row: Record | None, *, field: str) -> None:
    """Returns when there is no row, or it belongs to the program; else raises Refused."""
    if row is not None and getattr(row, "program_id", None) != program.pk:
        raise Refused("other_program", f"Choose one that belongs to {program}.", field=field)


def check_has_role(program: Program, person: User, *, field: str) -> None:
    """Returns for somebody active with a role in the program today; else raises Refused."""
    if not person.is_active or not roles_today(person, program):
        raise Refused("no_role", f"{person} has no role in {program}: give them one first.", field=field)


def check_takes_part(program: Program, person: User | None, *, field: str) -> None:
    """Returns when nobody is named, or somebody whose role in the program does more than look."""
    if person is None:
        return
    check_has_role(program, person, field=field)
    if roles_today(person, program) == {Membership.Role.VIEWER}:
        raise Refused("only_looks", f"{person} may only look at {program}: choose somebody else.", field=field)


def check_steers(committee: Committee | None, program: Program, *, on: date) -> None:
    """Returns when there is no committee, or one whose mandate covers the program on the day."""
    if committee is None:
        return
    if not CommitteeMandate.objects.filter(committee=committee, program=program).valid_on(on).exists():
        raise Refused("other_committee", f"{committee} did not steer {program} on {day_name(on)}.", field="committee")


def check_meeting(meeting: Meeting | None, program: Program) -> None:
    """Returns when there is no meeting, or one of a committee that has or had a mandate for the program."""
    if meeting is None:
        return
    mandates = known(mandates_of, alone=Call(program, {"meeting": meeting}))
    if (meeting.committee_id, program.pk) not in mandates:
        raise Refused("other_committee", "This meeting is of a committee of other programs.", field="meeting")


def mandates_of(calls: Sequence[Call]) -> set[tuple[int, int]]:
    """Keys of committee and program of each mandate that a committee of the calls' meetings has or had: one query."""
    committees = {row.committee_id for call in calls for row in call.rows if isinstance(row, Meeting)}
    mandates = CommitteeMandate.objects.filter(committee__in=committees)
    return set(mandates.order_by().values_list("committee_id", "program_id"))


def check_not_before(on: date, earliest: date, *, what: str) -> None:
    """Returns unless the day lies before the one on which ``what`` happened."""
    if on < earliest:
        raise Refused("too_early", f"{what} on {day_name(earliest)}: give that day or a later one.", field="on")
