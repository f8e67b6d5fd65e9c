"""The one door of the sequence guard."""

from __future__ import annotations

from datetime import date

from tracker.analysis.guard.changes import StructuralChange, structural_changes
from tracker.analysis.guard.gates import read_gates
from tracker.analysis.guard.locked import baselines_of
from tracker.analysis.guard.mapped import mapped_flows
from tracker.analysis.guard.question import Guarded, GuardFacts, GuardFound
from tracker.analysis.guard.results import METHOD, GuardAnalysis, GuardGate, GuardViolation
from tracker.analysis.guard.violations import violations_of
from tracker.analysis.guard.waived import waivers_of, with_waivers
from tracker.progress.numbers import Gauge, Number, State

NO_SEQUENCE = "This program does not follow the sequence."
NOT_RECKONED = "The plan of this program was not reckoned."


def analyze_guard(facts: GuardFacts, found: GuardFound, *, as_of: date) -> GuardAnalysis:
    """Whether the order of the change is kept, as the record says it at the end of the day.

    found   what the analyses of constraints, metrics and parallel runs say of the same day
    source  METHODS 1.5
    """
    if facts.plan.sequence is None:
        return nothing(as_of, State.INSUFFICIENT_DATA, NOT_RECKONED)
    if not facts.plan.follows_sequence:
        return nothing(as_of, State.NOT_APPLICABLE, NO_SEQUENCE)
    record = Guarded(facts=facts, found=found, as_of=as_of)
    changes = structural_changes(record)
    gates = read_gates(record, changes)
    violations = with_waivers(violations_of(record, changes), facts.waivers, as_of=as_of)
    first = record.first
    return GuardAnalysis(
        as_of=as_of,
        state=State.VALUE,
        reason="",
        flow=first.uid if first else "",
        flow_name=first.name if first else "",
        next_gate=next((each.code for each in gates if each.passed_on is None), ""),
        gates=gates,
        flows=mapped_flows(record),
        baselines=baselines_of(record, first) if first else (),
        violations=violations,
        waivers=waivers_of(facts.waivers, violations, as_of=as_of),
        fulfilled=fulfilled(gates),
        broken=counted(violations, [each for each in violations if not each.is_waived]),
        standing=counted(violations, [each for each in violations if each.stands]),
        waived=counted(violations, [each for each in violations if each.is_waived]),
        changing=days_changing(changes, as_of),
        load_behind=facts.load_behind,
    )


def nothing(as_of: date, state: State, reason: str) -> GuardAnalysis:
    """No order to guard, and why."""

    def unknown(unit: str) -> Number:
        return Number(state=state, method=METHOD, unit=unit, reason=reason)

    return GuardAnalysis(
        as_of=as_of,
        state=state,
        reason=reason,
        flow="",
        flow_name="",
        next_gate="",
        gates=(),
        flows=(),
        baselines=(),
        violations=(),
        waivers=(),
        fulfilled=unknown("gates"),
        broken=unknown("violations"),
        standing=unknown("violations"),
        waived=unknown("violations"),
        changing=unknown("days"),
    )


def fulfilled(gates: tuple[GuardGate, ...]) -> Number:
    """How many gates the record fulfills, of all; a census, so without an interval."""
    return Gauge(METHOD, "gates", len(gates)).value(sum(each.is_fulfilled for each in gates))


def counted(whole: tuple[GuardViolation, ...], part: list[GuardViolation]) -> Number:
    """How many violations, of all that were found."""
    return Gauge(METHOD, "violations", len(whole)).value(len(part))


def days_changing(changes: tuple[StructuralChange, ...], as_of: date) -> Number:
    """Days since the first synchronized cycle or moved authority took effect."""
    in_effect = [each.on for each in changes if each.is_in_step]
    gauge = Gauge(METHOD, "days", len(in_effect))
    if not in_effect:
        return gauge.insufficient("No planning cycle was synchronized and no authority moved yet.")
    return gauge.value((as_of - min(in_effect)).days)
