"""All single changes of a chain, by the days that each would save by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tracker.analysis.latency.chain import Step
from tracker.analysis.latency.changes import Change, CycleChange, SessionChange, changed
from tracker.analysis.latency.model import Ground, Passage, passage
from tracker.analysis.latency.moments import DAY, days_of
from tracker.analysis.latency.results import ChangeSaving
from tracker.analysis.latency.timing import HIGH

WEEK = 7 * DAY
MOST_CANDIDATES = 40
"""Of a very long chain only the changes at the stages that cost most days are worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One change; ``steps`` are those that it touches."""

    kind: str
    steps: tuple[Step, ...]
    change: Change


def savings(steps: Sequence[Step], ground: Ground, *, way: Passage | None = None) -> tuple[ChangeSaving, ...]:
    """Each single change with the days that it saves, most first; changes that save nothing too.

    Of equal ones the smaller comes first: a moment, then a rhythm, then a session.

    way  the passage of the steps, where it was walked already
    """
    way = way or passage(steps, ground)
    days = {step.stages[0].uid: part.days for step, part in zip(steps, way.parts, strict=True)}
    tried = sorted(candidates(steps), key=lambda each: -sum(days[step.stages[0].uid] for step in each.steps))
    found = [saving(each, steps, ground, before=way.latency.mean) for each in tried[:MOST_CANDIDATES]]
    ranks = {kind: rank for rank, kind in enumerate(("follow", "weekly", "daily", "session", "one_session"))}
    return tuple(sorted(found, key=lambda each: (-round(each.saved_days, 6), ranks[each.kind], each.stages)))


def saving(candidate: Candidate, steps: Sequence[Step], ground: Ground, *, before: float) -> ChangeSaving:
    after_steps = changed(steps, candidate.change, zone="UTC")
    after = passage(after_steps, ground)
    touched = {stage.uid for step in candidate.steps for stage in step.stages}
    now = next(step for step in after_steps if touched & {stage.uid for stage in step.stages})
    cycles = candidate.change.cycles
    return ChangeSaving(
        kind=candidate.kind,
        stages=tuple(stage.uid for step in candidate.steps for stage in step.stages),
        name=joined(stage.name for step in candidate.steps for stage in step.stages),
        function_name=joined(stage.function_name for step in candidate.steps for stage in step.stages),
        level=joined(stage.level for step in candidate.steps for stage in step.stages),
        cycle=cycles[0].cycle if cycles else "",
        period_days=days_of(now.period),
        mean_days=after.latency.mean,
        p90_days=after.latency.quantile(HIGH),
        waiting_days=after.waiting,
        saved_days=before - after.latency.mean,
    )


def joined(names: Iterator[str]) -> str:
    return " + ".join(dict.fromkeys(names))


def candidates(steps: Sequence[Step]) -> Iterator[Candidate]:
    """Weekly and daily planning of each cycle, its runs moved to its inputs, neighbors in one session, and all."""
    yield from rhythms(steps)
    yield from moments(steps)
    for one, other in pairwise(steps):
        if one.clocked_by != other.clocked_by:
            yield session("session", (one, other))
    slowest = max(step.period for step in steps)
    if len(steps) > 2 and slowest > 0:
        is_weekly = slowest > WEEK >= max(step.processing for step in steps)
        yield session("one_session", tuple(steps), period=Decimal(7) if is_weekly else None)


def rhythms(steps: Sequence[Step]) -> Iterator[Candidate]:
    for kind, period, days in (("weekly", WEEK, Decimal(7)), ("daily", DAY, Decimal(1))):
        for clocked_by, of_cycle in by_cycle(steps):
            # A run is done before the next begins, or nobody could plan so often.
            if of_cycle[0].period > period >= of_cycle[0].processing:
                change = Change(cycles=(CycleChange(cycle=clocked_by, period_days=days),))
                yield Candidate(kind=kind, steps=of_cycle, change=change)


def moments(steps: Sequence[Step]) -> Iterator[Candidate]:
    """Each cycle that comes after one with runs and serves one stage, run when its inputs arrive."""
    is_first = True
    for clocked_by, of_cycle in by_cycle(steps):
        if of_cycle[0].period == 0:
            continue
        if not is_first and len(of_cycle) == 1:
            change = Change(cycles=(CycleChange(cycle=clocked_by, follows=True),))
            yield Candidate(kind="follow", steps=of_cycle, change=change)
        is_first = False


def by_cycle(steps: Sequence[Step]) -> list[tuple[str, tuple[Step, ...]]]:
    """The steps of each cycle, in the order of the chain."""
    groups: dict[str, list[Step]] = {}
    for step in steps:
        groups.setdefault(step.clocked_by, []).append(step)
    return [(clocked_by, tuple(of_cycle)) for clocked_by, of_cycle in groups.items()]


def session(kind: str, steps: tuple[Step, ...], *, period: Decimal | None = None) -> Candidate:
    change = SessionChange(first=steps[0].stages[0].uid, last=steps[-1].stages[-1].uid, period_days=period)
    return Candidate(kind=kind, steps=steps, change=Change(sessions=(change,)))
