"""G3, G4 and G5: the parallel run of the first flow started, decided by its rule, and cut over or stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.analysis.facts.constraints import Flow
from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.guard.changes import StructuralChange
from tracker.analysis.guard.mapped import owed
from tracker.analysis.guard.question import COMMITTEE, PMO, Guarded, is_by
from tracker.analysis.guard.results import GuardMissing, GuardPage, GuardPlace
from tracker.analysis.guard.seen import owing
from tracker.analysis.pilots.results import PilotResult
from tracker.analysis.pilots.rule import Verdict
from tracker.progress.words import day_words, sentence

STOPPED, CUT_OVER = "stopped", "cut_over"
SETTLED = (Verdict.STOP_HARM, Verdict.CUTOVER, Verdict.FUTILE, Verdict.INCONCLUSIVE)
PILOTS = GuardPlace(page=GuardPage.PILOTS, label="Pilots")
CHANGES = GuardPlace(page=GuardPage.DECISIONS, label="Decisions and their authority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """That the record fulfills something since a day, and by what."""

    on: date
    words: str


def place_of(pilot: PilotFact) -> GuardPlace:
    return GuardPlace(page=GuardPage.PILOT, label=pilot.name, uid=pilot.uid)


def in_step(flow: Flow, changes: tuple[StructuralChange, ...]) -> list[StructuralChange]:
    """Synchronized cycles and moved authorities of the flow, oldest first."""
    return [each for each in changes if each.flow == flow.uid and each.is_in_step]


def with_change(record: Guarded, flow: Flow, changes: tuple[StructuralChange, ...]) -> Shown | None:
    """The first run in which a structural change was in effect, since the later of both days."""
    found = []
    for pilot in record.started(flow):
        until = min(record.as_of, pilot.decided_on or record.as_of)
        change = next((each for each in in_step(flow, changes) if each.on <= until), None)
        if change is not None and pilot.started_on is not None:
            words = sentence(f"{pilot.name} runs since {day_words(pilot.started_on)}, and {change.words}")
            found.append(Shown(on=max(pilot.started_on, change.on), words=words))
    return min(found, key=lambda each: (each.on, each.words), default=None)


def start_lacks(record: Guarded, flow: Flow, changes: tuple[StructuralChange, ...]) -> Iterator[GuardMissing]:
    """A protocol, its lock, the start, a structural change: as far as each is missing."""
    pilots, started = record.pilots_of(flow), record.started(flow)
    if not pilots:
        yield owed(record, f"No parallel run of {flow.name} is drafted.", who=PMO, place=PILOTS)
    elif not started:
        # One locked protocol is enough, so only the run that is farthest is asked for.
        pilot = next((each for each in pilots if is_by(each.locked_on, record.as_of)), pilots[0])
        lacks = "has not started" if is_by(pilot.locked_on, record.as_of) else "has no locked protocol yet"
        yield owed(record, f"{pilot.name} {lacks}.", who=PMO, place=place_of(pilot))
    if started or not in_step(flow, changes):
        words = (
            f"No planning cycle of {flow.name} was synchronized and no authority moved"
            f"{' while a parallel run was under way' if started else ''}."
        )
        yield owed(record, words, who=f"{PMO} with the functions of the flow", place=CHANGES)


def decided(record: Guarded, flow: Flow) -> Shown | None:
    """The first run that no other replaced and that was decided as its rule allowed."""
    found = []
    for pilot in record.last_pilots_of(flow):
        result = record.result_of(pilot)
        if pilot.decided_on is not None and pilot.decided_on <= record.as_of and result and result.agrees:
            words = f"{pilot.name} was decided by its rule on {day_words(pilot.decided_on)}: {outcome_words(pilot)}."
            found.append(Shown(on=pilot.decided_on, words=words))
    return min(found, key=lambda each: (each.on, each.words), default=None)


def outcome_words(pilot: PilotFact) -> str:
    return {CUT_OVER: "cut over", STOPPED: "stopped"}.get(pilot.outcome, "ended without a verdict")


def decision_lacks(record: Guarded, flow: Flow) -> Iterator[GuardMissing]:
    """What keeps each run from a decision by its rule; a run at all where none has started."""
    pilots = [each for each in record.last_pilots_of(flow) if is_by(each.started_on, record.as_of)]
    if not pilots:
        yield GuardMissing(
            words=f"No parallel run of {flow.name} that could be decided is under way.",
            who=PMO,
            place=PILOTS,
            first_on=None,
        )
    for pilot in pilots:
        yield decision_missing(record, pilot, record.result_of(pilot))


def decision_missing(record: Guarded, pilot: PilotFact, result: PilotResult | None) -> GuardMissing:
    """A decision against the rule, a decision that waits, a block, or pairs that are not there yet."""
    place = place_of(pilot)
    if is_by(pilot.decided_on, record.as_of):
        words = (
            f"{pilot.name} was decided ({outcome_words(pilot)}), but not as its rule allowed on that day: "
            "only another run can fulfill this gate."
        )
        return GuardMissing(words=words, who=COMMITTEE, place=place, first_on=None)
    if result is not None and result.verdict in SETTLED:
        return owed(record, f"{pilot.name} can be decided by its rule: {result.headline}", who=COMMITTEE, place=place)
    who = owing(record, result)
    if result is not None and result.blocks:
        blocked = result.blocks[0]
        names = sorted(record.function(uid) for uid in blocked.owed_by)
        who = ", ".join(names) or PMO
        return GuardMissing(words=f"{pilot.name}: {blocked.words}", who=who, place=place, first_on=None)
    first_on = result.outlook.first_on if result else None
    return GuardMissing(
        words=f"{pilot.name} is not settled by its rule yet.",
        who=who,
        place=place,
        first_on=max(first_on, record.as_of) if first_on else None,
    )


def ended(record: Guarded, flow: Flow) -> Shown | None:
    """The first run that was cut over with the old way retired, or stopped for good."""
    found = []
    for pilot in record.last_pilots_of(flow):
        on, words = end_of(pilot)
        if on is not None and on <= record.as_of:
            found.append(Shown(on=on, words=f"{pilot.name} {words} on {day_words(on)}."))
    return min(found, key=lambda each: (each.on, each.words), default=None)


def end_of(pilot: PilotFact) -> tuple[date | None, str]:
    """The day on which a run came to its end, and how."""
    if pilot.outcome == STOPPED:
        return pilot.decided_on, "was stopped on record"
    return pilot.legacy_retired_on, "was cut over and the old way retired"


def end_lacks(record: Guarded, flow: Flow) -> Iterator[GuardMissing]:
    """The cut-over or the end of the old way; for a run that is not decided, its decision first."""
    pilots = [each for each in record.last_pilots_of(flow) if is_by(each.started_on, record.as_of)]
    cut = [each for each in pilots if each.outcome == CUT_OVER and is_by(each.decided_on, record.as_of)]
    for pilot in cut:
        lack = "the old way is not retired" if is_by(pilot.cut_over_on, record.as_of) else "it is not cut over"
        yield owed(record, f"{pilot.name} was decided for the new way, but {lack} yet.", who=PMO, place=place_of(pilot))
    if not cut:
        yield GuardMissing(
            words=f"{flow.name} is neither cut over with the old way retired, nor stopped on record.",
            who=f"{COMMITTEE}, once the run is decided",
            place=place_of(pilots[0]) if pilots else PILOTS,
            first_on=next((day for day in (first_day(record, each) for each in pilots) if day), None),
        )


def first_day(record: Guarded, pilot: PilotFact) -> date | None:
    """The first day on which a run can be decided, by its rule; None where that cannot be told."""
    result = record.result_of(pilot)
    day = result.outlook.first_on if result else None
    return max(day, record.as_of) if day else None
