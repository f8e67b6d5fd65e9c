"""One row of every noun of committees. A committee may serve several programs: what is lost of it names none."""

from __future__ import annotations

from programs.models import Committee, CommitteeMandate, CommitteeMember, Meeting, MeetingAttendance
from tests.factories import START
from tests.factories import committees as make
from tests.programs.models.sample import Sample, Samples

SAMPLES: Samples = {
    Committee: Sample(lambda _: make.make_committee(), {"name": "Renamed"}, in_program=False),
    CommitteeMandate: Sample(make.make_mandate, {"valid_to": START}),
    CommitteeMember: Sample(
        lambda program: make.make_seat(make.make_committee(program)), {"valid_to": START}, in_program=False
    ),
    Meeting: Sample(
        lambda program: make.make_meeting(make.make_committee(program)), {"agenda": "Gates"}, in_program=False
    ),
    MeetingAttendance: Sample(
        lambda program: make.make_attendance(make.make_held(make.make_committee(program))),
        {"source_system": "minutes", "external_id": "1"},
        in_program=False,
    ),
}
