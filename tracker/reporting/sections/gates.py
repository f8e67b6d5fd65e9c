"""When an open gate can be passed, and when it likely is, in plain words."""

from __future__ import annotations

from tracker.progress.results import GateProgress
from tracker.progress.words import not_before_words
from tracker.reporting.wording import display_date


def not_before_text(gate: GateProgress, *, is_told: bool = False) -> str:
    """``not possible before 3 Feb 2027: it needs 6 more pairs of weekly readings``; empty when it can be today.

    is_told  whether the reader knows already what the gate that holds it up needs
    """
    if gate.earliest_on is None or not gate.earliest_needs:
        return ""
    day, needs = display_date(gate.earliest_on), gate.earliest_needs
    return not_before_words(gate.code, day, held_by=gate.earliest_gate, needs=needs, is_told=is_told)


def likely_text(gate: GateProgress) -> str:
    """``likely 3 Dec 2026 to 20 Jan 2027``; empty where no path says so."""
    if gate.likely_from is None:
        return ""
    if gate.likely_to is None:
        return f"likely not before {display_date(gate.likely_from)}"
    if gate.likely_from == gate.likely_to:
        return f"likely {display_date(gate.likely_from)}"
    return f"likely {display_date(gate.likely_from)} to {display_date(gate.likely_to)}"


def soon_text(gate: GateProgress) -> str:
    """``planned for 9 Dec 2026`` when the gate cannot be passed by then; empty when it can, and once it is overdue."""
    if gate.earliest_on is None or not gate.earliest_needs or gate.days_overdue:
        return ""
    planned = gate.current_planned_on or gate.planned_on
    days = (("planned for", planned), ("expected on", gate.forecast_on if gate.forecast_on != planned else None))
    return " and ".join(f"{word} {display_date(day)}" for word, day in days if day and day < gate.earliest_on)
