"""What left the plan and what came into it since the first baseline (METHODS 1.2 h)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tracker.progress.as_of import accepted_on, is_removed
from tracker.progress.exit_sets import ExitPlan
from tracker.progress.facts import PlannedItem
from tracker.progress.record import Basis, Record
from tracker.progress.results import ScopeItem


def descoped_items(record: Record, plan: ExitPlan, as_of: date) -> tuple[ScopeItem, ...]:
    """Open items of ``plan`` that were taken out of the program or that a newer baseline no longer has.

    They keep their weight in the plan, unearned. By planned day.
    """
    newest = record.current(as_of)
    kept = record.planned(as_of, Basis.CURRENT)
    is_older = newest is not None and newest.number > plan.baseline_number
    gone = [
        line
        for line in plan.lines
        if (item := record.items.get(line.uid))
        and accepted_on(item, as_of) is None
        and (is_removed(item, as_of) or (is_older and line.uid not in kept))
    ]
    return _told(record, gone, as_of)


def new_items(record: Record, plan: ExitPlan, as_of: date) -> tuple[ScopeItem, ...]:
    """Items of ``plan`` that the first baseline has nowhere; by planned day."""
    first = record.planned(as_of, Basis.ORIGINAL)
    return _told(record, (line for line in plan.lines if line.uid not in first and line.uid in record.items), as_of)


def _told(record: Record, lines: Iterable[PlannedItem], as_of: date) -> tuple[ScopeItem, ...]:
    """The lines with their names, by planned day."""
    return tuple(
        ScopeItem(
            uid=line.uid,
            name=record.items[line.uid].name,
            weight=float(line.weight),
            planned_on=line.planned_on,
            accepted=accepted_on(record.items[line.uid], as_of) is not None,
        )
        for line in sorted(lines, key=lambda each: (each.planned_on, each.uid))
    )
