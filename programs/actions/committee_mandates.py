from __future__ import annotations

from datetime import date

from programs.actions.base import action, change_fields, lock, require, save_checked
from programs.errors import Refused
from programs.models import Committee, CommitteeMandate, Program, User
from programs.models.effective import holds_between


@action
def give(
    committee: Committee, *, by: User, program: Program, valid_from: date, valid_to: date | None = None
) -> CommitteeMandate:
    """The committee steers the program from ``valid_from`` on; refused while it does so already."""
    require(by, "keep_installation")
    committee = lock(committee)
    given = CommitteeMandate.objects.filter(committee=committee, program=program)
    if given.filter(holds_between(valid_from, valid_to)).exists():
        raise Refused("steers_already", f"{committee} steers {program} at that time already.", field="program")
    return save_checked(
        CommitteeMandate(committee=committee, program=program, valid_from=valid_from, valid_to=valid_to)
    )


@action
def end(mandate: CommitteeMandate, *, by: User, valid_to: date, version: int | None = None) -> CommitteeMandate:
    """The mandate with its last day; what the committee decided until then stays."""
    require(by, "keep_installation")
    return change_fields(lock(mandate, version=version), {"valid_to": valid_to})
