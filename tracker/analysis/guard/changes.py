"""Structural changes on record: a planning cycle that changed, an authority that moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from tracker.analysis.facts.constraints import Flow
from tracker.analysis.facts.decisions import Authority, DecisionRight, Seat
from tracker.analysis.facts.planning import CycleFact
from tracker.analysis.guard.question import DAY, Guarded
from tracker.analysis.guard.results import GuardPage, GuardPlace
from tracker.analysis.rights.standing import holds_on, standing_on
from tracker.progress.words import and_words

CONTINUOUS = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuralChange:
    """A change of a planning cycle or of an authority that took effect on a day.

    flow        uid of the first flow, in the order of expansion, that it changes
    is_in_step  whether it synchronizes: an authority that moved, or a cycle as often as a neighbor's from then on
    """

    on: date
    flow: str
    words: str
    place: GuardPlace
    is_in_step: bool
    is_authority: bool


def structural_changes(record: Guarded) -> tuple[StructuralChange, ...]:
    """Everything that changed from day 0 to the day, oldest first."""
    found = [*cycle_changes(record), *authority_moves(record)]
    return tuple(sorted(found, key=lambda each: (each.on, each.words, each.flow)))


def cycle_changes(record: Guarded) -> Iterator[StructuralChange]:
    """Cycles of the flows' stages that follow another one of their function and level."""
    versions: defaultdict[tuple[str, str], list[CycleFact]] = defaultdict(list)
    for cycle in sorted(record.facts.cycles, key=lambda each: (each.valid_from, each.uid)):
        versions[cycle.function, cycle.level].append(cycle)
    for (function, level), rows in versions.items():
        flow = next((each for each in record.flows if has_stage(record, each, function=function, level=level)), None)
        for before, after in pairwise(rows):
            if flow is None or after.valid_from > record.as_of or not record.has_begun(after.valid_from):
                continue
            if rhythm(before) != rhythm(after):
                yield cycle_change(record, flow, before=before, after=after)


def has_stage(record: Guarded, flow: Flow, *, function: str, level: str) -> bool:
    return any(each.function == function and each.level == level for each in record.stages(flow))


def rhythm(cycle: CycleFact) -> tuple[object, ...]:
    """What tells one way of planning from another."""
    return (
        cycle.period_days,
        cycle.anchor_at,
        cycle.cut_off_lead_days,
        cycle.processing_days,
        cycle.handoff_days,
    )


def cycle_change(record: Guarded, flow: Flow, *, before: CycleFact, after: CycleFact) -> StructuralChange:
    """One cycle that changed in a flow."""
    name = f"“{after.level}” of {record.function(after.function)}"
    was, now = every(before.period_days), every(after.period_days)
    changed = f"from {was} to {now}" if was != now else f"in its times, still {now}"
    return StructuralChange(
        on=after.valid_from,
        flow=flow.uid,
        words=f"the planning cycle {name} changed {changed}",
        place=GuardPlace(page=GuardPage.CYCLES, label=f"Planning cycle {name}"),
        is_in_step=is_in_step(record, flow, after),
        is_authority=False,
    )


def every(days: Decimal) -> str:
    """``every 7 days``, ``daily`` or ``continuous planning``."""
    if days == CONTINUOUS:
        return "continuous planning"
    return "daily" if days == 1 else f"every {days.normalize():f} days"


def is_in_step(record: Guarded, flow: Flow, cycle: CycleFact) -> bool:
    """Whether a stage beside the cycle's own plans as often on its first day; continuous planning waits for none."""
    stages = record.stages(flow)
    beside = []
    for stage, following in pairwise(stages):
        pair = (stage, following)
        mine = [each.function == cycle.function and each.level == cycle.level for each in pair]
        beside += [other for other, is_mine in zip(reversed(pair), mine, strict=True) if is_mine]
    periods = {
        each.period_days
        for stage in beside
        for each in record.facts.cycles
        if (each.function, each.level) == (stage.function, stage.level)
        and (each.function, each.level) != (cycle.function, cycle.level)
        and holds_on(each, cycle.valid_from)
    }
    return bool(periods) and (cycle.period_days == CONTINUOUS or bool(periods & {cycle.period_days, CONTINUOUS}))


def authority_moves(record: Guarded) -> Iterator[StructuralChange]:
    """Decisions whose deciding functions changed; what was given for the first time was recorded, not moved."""
    for right in record.facts.rights.decisions.rights:
        flow = right.flow or (record.first.uid if record.first else "")
        last: frozenset[str] = frozenset()
        for day in turning_days(record, right):
            voices = voices_on(record, right, day)
            if voices and last and voices != last and record.has_begun(day):
                yield authority_move(record, right, flow=flow, on=day, parties=(last, voices))
            last = voices or last


def turning_days(record: Guarded, right: DecisionRight) -> list[date]:
    """Days on which who decides may change, up to the day asked for and while the decision is made."""
    deciding = [each for each in right.authorities if each.role == "decide"]
    teams = {each.team for each in deciding}
    seats = [seat for team in record.facts.rights.decisions.teams if team.uid in teams for seat in team.seats]
    rows: list[Authority | Seat] = [*deciding, *seats]
    days = {each.valid_from for each in rows} | {each.valid_to + DAY for each in rows if each.valid_to is not None}
    until = min(record.as_of, right.ended_on or record.as_of)
    return sorted(day for day in days if day <= until)


def voices_on(record: Guarded, right: DecisionRight, day: date) -> frozenset[str]:
    """Uids of the functions whose word decides on the day."""
    deciders = standing_on(day, record.facts.rights).deciders(right)
    return frozenset(voice.uid for decider in deciders for voice in decider.voices)


def authority_move(
    record: Guarded, right: DecisionRight, *, flow: str, on: date, parties: tuple[frozenset[str], frozenset[str]]
) -> StructuralChange:
    """The authority over one decision that moved from some functions to others."""
    source, target = (and_words(sorted(record.function(uid) for uid in party)) for party in parties)
    return StructuralChange(
        on=on,
        flow=flow,
        words=f"authority over “{right.decision}” moved from {source} to {target}",
        place=right_place(right),
        is_in_step=True,
        is_authority=True,
    )


def right_place(right: DecisionRight) -> GuardPlace:
    return GuardPlace(page=GuardPage.RIGHT, label=f"Decision “{right.decision}”", uid=right.uid)


def decided_by(right: DecisionRight, day: date) -> Sequence[Authority]:
    """Who holds the role *decide* on the day."""
    return [each for each in right.authorities if each.role == "decide" and holds_on(each, day)]
