"""From the reckoned progress of a program to what the analyses read of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.analysis.facts.plan import HorizonStanding, PlanFacts, PlannedWork
from tracker.progress.as_of import accepted_on, is_removed, latest_forecast
from tracker.progress.numbers import Number
from tracker.progress.record import Record
from tracker.progress.results import HorizonProgress, ProgramProgress


def plan_facts(record: Record, progress: ProgramProgress) -> PlanFacts:
    """The sequence, the horizons and the work, as of the day of ``progress``."""
    return PlanFacts(
        follows_sequence=record.facts.follows_sequence,
        sequence=progress.sequence,
        horizons=tuple(horizon_standing(each) for each in progress.horizons),
        work=tuple(planned_work(record, progress.as_of)),
    )


def horizon_standing(found: HorizonProgress) -> HorizonStanding:
    """One horizon against the original baseline."""
    base = found.original
    total = base.total_weight.value if base else None
    return HorizonStanding(
        key=found.key,
        label=found.label,
        horizon_on=found.horizon_on,
        planned=share_of(base.planned_value, total) if base else None,
        earned=share_of(base.earned_value, total) if base else None,
        chance=base.outlook.chance if base and base.outlook else None,
    )


def share_of(part: Number, total: float | None) -> float | None:
    """Part of a total; None where either is unknown."""
    return part.value / total if part.value is not None and total else None


def planned_work(record: Record, as_of: date) -> Iterator[PlannedWork]:
    """The items that are in the program on the day, in order of the record."""
    baseline = record.original(as_of)
    lines = {line.uid: line for line in baseline.items} if baseline else {}
    for item in record.facts.items:
        if is_removed(item, as_of):
            continue
        line, stated = lines.get(item.uid), latest_forecast(item, as_of)
        yield PlannedWork(
            uid=item.uid,
            name=item.name,
            kind=item.kind,
            dimension=item.dimension,
            step=item.step,
            gate=item.gate,
            flow=item.flow,
            owner=item.owner,
            planned_on=line.planned_on if line else None,
            weight=float(line.weight) if line else 0.0,
            accepted_on=accepted_on(item, as_of),
            function=item.function,
            finish_on=stated.finish_on if stated else None,
        )
