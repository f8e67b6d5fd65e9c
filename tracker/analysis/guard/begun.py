"""Since when something of a flow has changed: the day from which a signal can be a result."""

from __future__ import annotations

from datetime import date

from tracker.analysis.facts.constraints import Flow
from tracker.analysis.first_change import FirstChanges
from tracker.analysis.guard.changes import StructuralChange, structural_changes
from tracker.analysis.guard.question import Guarded, GuardFacts, GuardFound, earliest, is_by


def first_changes(facts: GuardFacts, *, as_of: date) -> FirstChanges:
    """The day of every flow of which something has changed by the day.

    While no flow is on record, everything that changed counts for the program as a whole.
    """
    record = Guarded(facts=facts, found=GuardFound(), as_of=as_of)
    changes = structural_changes(record)
    if record.first is None:
        started = (each.started_on for each in record.pilots if is_by(each.started_on, as_of))
        day = earliest([*started, *(each.on for each in changes if each.is_in_step)])
        return FirstChanges(days={} if day is None else {"": day})
    found = {flow.uid: begun(record, flow, changes) for flow in record.flows}
    return FirstChanges(
        days={uid: day for uid, day in found.items() if day is not None},
        first_flow=record.first.uid,
    )


def begun(record: Guarded, flow: Flow, changes: tuple[StructuralChange, ...]) -> date | None:
    """The first run of the flow that started, or its first structural change; None while there is neither."""
    own = (each.on for each in changes if each.flow == flow.uid and each.is_in_step)
    return earliest([*own, *(each.started_on for each in record.started(flow))])
