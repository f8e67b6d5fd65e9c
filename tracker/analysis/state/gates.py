"""Which gates stand as passed with nothing open, and since when."""

from __future__ import annotations

from datetime import date

from tracker.analysis.facts.plan import PlanFacts

GATE = "gate"


def gate_day(plan: PlanFacts, code: str, day: date) -> date | None:
    """Since when the gate has stood as passed with nothing open at the end of the day; None while it does not."""
    accepted = next((each.accepted_on for each in plan.work if each.kind == GATE and each.gate == code), None)
    return accepted if accepted is not None and accepted <= day else None


def gates_open(plan: PlanFacts, codes: tuple[str, ...], day: date) -> tuple[str, ...]:
    """Phrases for those of the gates that did not stand so."""
    names = {each.code: each for each in plan.sequence.gates} if plan.sequence else {}
    found = []
    for code in codes:
        if gate_day(plan, code, day) is not None:
            continue
        gate = names.get(code)
        in_part = gate is not None and gate.open_count > 0 and gate.passed_on is not None and gate.passed_on <= day
        found.append(f"gate {code} passed only in part" if in_part else f"gate {code} not passed")
    return tuple(found)
