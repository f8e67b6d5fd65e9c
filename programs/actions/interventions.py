from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from programs.actions.at_work import check_at_work
from programs.actions.base import action, check_happened, lock, refresh, require, save_checked
from programs.models import BusinessFunction, PmoIntervention, ProcessFlow, User


class InterventionFields(TypedDict, total=False):
    function: BusinessFunction | None
    note: str


@action
def record(
    flow: ProcessFlow, *, by: User, kind: str, happened_on: date, **fields: Unpack[InterventionFields]
) -> PmoIntervention:
    """An intervention of the PMO in the flow; its month is not a clean one."""
    require(by, "record_fact", flow.program)
    check_happened(happened_on, field="happened_on")
    check_at_work(flow.program, happened_on, field="happened_on")
    new = PmoIntervention(flow=flow, kind=kind, happened_on=happened_on, recorded_by=by, **fields)
    intervention = save_checked(new)
    refresh([flow.program_id])
    return intervention


@action
def remove(intervention: PmoIntervention, *, by: User, version: int | None = None) -> None:
    """The intervention deleted by who recorded it or a PMO lead; a tombstone and its history stay."""
    require(by, "record_fact", intervention)
    intervention = lock(intervention, version=version)
    if intervention.recorded_by_id != by.pk:
        require(by, "plan_program", intervention)
    intervention.delete()
    refresh([intervention.flow.program_id])
