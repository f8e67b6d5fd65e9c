"""The gates by the record, beside what the committee decided and what the plan says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.analysis.facts.constraints import Flow
from tracker.analysis.guard.changes import StructuralChange
from tracker.analysis.guard.identified import constraint_lacks, constraint_of, identified_on, identified_since
from tracker.analysis.guard.locked import held_on, metric_lacks, metrics_locked_since
from tracker.analysis.guard.mapped import map_lacks, owed
from tracker.analysis.guard.question import PMO, Guarded
from tracker.analysis.guard.results import GuardGate, GuardMissing, GuardPage, GuardPlace, GuardStanding
from tracker.analysis.guard.runs import (
    Shown,
    decided,
    decision_lacks,
    end_lacks,
    ended,
    start_lacks,
    with_change,
)
from tracker.analysis.guard.seen import first_result, result_lacks
from tracker.progress.exit_sets import GATE_ORDER
from tracker.progress.results import GateProgress

NAMES = {
    "G0": "Decision flows mapped",
    "G1": "Constraint identified",
    "G2": "Shared metrics locked",
    "G3": "Parallel run started",
    "GR": "First results seen",
    "G4": "Pilot decided",
    "G5": "First flow cut over",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfillment:
    """A gate by the record: since when it is fulfilled and by what, or what is missing."""

    missing: tuple[GuardMissing, ...]
    since: date | None = None
    evidence: str = ""


def read_gates(record: Guarded, changes: tuple[StructuralChange, ...]) -> tuple[GuardGate, ...]:
    """Every gate in order, whether it is set up in the plan or not."""
    sequence = record.facts.plan.sequence
    planned = {each.code: each for each in sequence.gates} if sequence else {}
    found = fulfillments(record, changes)
    return tuple(gate_of(record, code, found=found[code], planned=planned.get(code)) for code in GATE_ORDER)


def fulfillments(record: Guarded, changes: tuple[StructuralChange, ...]) -> dict[str, Fulfillment]:
    """Each gate by the record of the first flow, by code; without a flow nothing is fulfilled."""
    flow = record.first
    if flow is None:
        place = GuardPlace(page=GuardPage.FLOWS, label="Flows")
        nothing = Fulfillment(missing=(owed(record, "No process flow is on record.", who=PMO, place=place),))
        return dict.fromkeys(GATE_ORDER, nothing)
    result = first_result(record, flow, changes)
    seen = Shown(on=result.on, words=result.words) if result else None
    return {
        "G0": mapped(record, flow),
        "G1": identified(record, flow),
        "G2": locked(record, flow),
        "G3": by_day(with_change(record, flow, changes), start_lacks(record, flow, changes)),
        "GR": by_day(seen, result_lacks(record, flow)),
        "G4": by_day(decided(record, flow), decision_lacks(record, flow)),
        "G5": by_day(ended(record, flow), end_lacks(record, flow)),
    }


def mapped(record: Guarded, flow: Flow) -> Fulfillment:
    """G0; owners of hand-offs have no day on record, so since when cannot be told."""
    lacks = tuple(map_lacks(record, flow))
    words = f"Stages, planning cycles, owners of hand-offs and decisions of {flow.name} are on record."
    return Fulfillment(missing=lacks, evidence="" if lacks else words)


def identified(record: Guarded, flow: Flow) -> Fulfillment:
    """G1 as the ranking says it."""
    lacks = tuple(constraint_lacks(record, flow))
    found = constraint_of(record, flow)
    if lacks or found is None:
        return Fulfillment(missing=lacks)
    return Fulfillment(missing=(), since=identified_since(record, flow), evidence=found.headline)


def locked(record: Guarded, flow: Flow) -> Fulfillment:
    """G2."""
    lacks = tuple(metric_lacks(record, flow))
    if lacks:
        return Fulfillment(missing=lacks)
    words = "Every primary shared metric is signed by two functions, and its baseline is locked."
    return Fulfillment(missing=(), since=metrics_locked_since(record, flow), evidence=words)


def by_day(shown: Shown | None, lacks: Iterable[GuardMissing]) -> Fulfillment:
    """Fulfilled since a day, or what is missing."""
    if shown is not None:
        return Fulfillment(missing=(), since=shown.on, evidence=shown.words)
    return Fulfillment(missing=tuple(lacks))


def gate_of(record: Guarded, code: str, *, found: Fulfillment, planned: GateProgress | None) -> GuardGate:
    """One gate; one that is not set up in the plan has no dates."""
    passed_on = planned.passed_on if planned else None
    held = held_at_pass(record, code, found=found, passed_on=passed_on)
    standing = standing_of(found, passed_on=passed_on, held=held)
    if planned is None:
        return GuardGate(
            code=code,
            name=NAMES[code],
            standing=standing,
            since=found.since,
            evidence=found.evidence,
            missing=found.missing,
        )
    return GuardGate(
        code=code,
        name=NAMES[code],
        standing=standing,
        since=found.since,
        evidence=found.evidence,
        missing=found.missing,
        item_uid=planned.item_uid,
        passed_on=passed_on,
        held_at_pass=held,
        open_count=planned.open_count,
        planned_on=planned.planned_on,
        days_overdue=planned.days_overdue or 0,
        earliest_on=planned.earliest_on,
        earliest_needs=planned.earliest_needs,
        likely_from=planned.likely_from,
        likely_to=planned.likely_to,
        planned_open=len(planned.missing),
    )


def standing_of(found: Fulfillment, *, passed_on: date | None, held: bool | None) -> GuardStanding:
    """How decision and record go together."""
    if passed_on is None:
        return GuardStanding.MISSING if found.missing else GuardStanding.FULFILLED
    if not found.missing:
        return GuardStanding.PASSED
    return GuardStanding.PASSED_BEFORE if held else GuardStanding.ON_PAPER


def held_at_pass(record: Guarded, code: str, *, found: Fulfillment, passed_on: date | None) -> bool | None:
    """Whether the record fulfilled the gate on the day it was passed; only votes and locked metrics can be lost."""
    flow = record.first
    if passed_on is None or flow is None:
        return None
    if found.since is not None and found.since <= passed_on:
        return True
    if code == "G1":
        return identified_on(record, flow, passed_on)
    if code == "G2":
        return held_on(record, flow, passed_on)
    return None if code == "G0" else False
