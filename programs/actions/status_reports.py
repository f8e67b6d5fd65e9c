from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.errors import Refused
from programs.models import Program, StatusReport, User


class StatusFields(TypedDict, total=False):
    status: str
    not_rated_reason: str
    reason: str
    schedule_narrative: str
    cost_narrative: str


NOTHING_SAID: StatusFields = {
    "status": "",
    "not_rated_reason": "",
    "reason": "",
    "schedule_narrative": "",
    "cost_narrative": "",
}


@action
def report(
    program: Program, *, by: User, on: date, rated_by: str = "PMO lead", **fields: Unpack[StatusFields]
) -> StatusReport:
    """What is reported about the program on a day; the same body's second word of a day replaces the first."""
    require(by, "report_status", program)
    check_happened(on)
    if "status" in fields and not fields["status"] and not fields.get("not_rated_reason"):
        raise Refused("status_missing", "Choose a color, or say why there is none.", field="status")
    program = lock(program)
    said = program.status_reports.filter(reported_on=on, rated_by=rated_by).first()
    if said is None:
        new = StatusReport(program=program, reported_on=on, rated_by=rated_by, reported_by=by, **fields)
        said = save_checked(new)
    else:
        said = change_fields(said, {**NOTHING_SAID, **fields, "reported_by": by})
    refresh([program.pk])
    return said
