"""The implementation sequence: gates with their dates, what is late and who owes it, what ran ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.progress.results import GateProgress, LateItem, OutOfOrder, ProgramProgress, SequenceProgress
from tracker.progress.words import day_words
from tracker.reporting.sections.gates import likely_text, not_before_text, soon_text
from tracker.reporting.wording import Json, counted, days_text, display_date, iso, joined

NO_OWNER = "no owner named"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPass:
    """What was missing when a gate was passed: ``words`` such as ``with 2 of 6 items open``, by name, and why."""

    words: str
    missing: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateNotes:
    """What the record says about gates beside their days: by code of the gate, and by uid of an item its gate."""

    open_passes: Mapping[str, OpenPass] = field(default_factory=dict)
    gate_of_item: Mapping[str, str] = field(default_factory=dict)


NO_NOTES = GateNotes()


def sequence_section(sequence: SequenceProgress, names: dict[str, str], notes: GateNotes = NO_NOTES) -> Json:
    """The gates in order; ``names`` tells what the missing items are called."""
    return {
        "state": sequence.state.value,
        "reason": sequence.reason,
        "current_gate": sequence.current_gate,
        "gates": [gate_row(gate, names, open_pass_of(gate, notes)) for gate in sequence.gates],
        "out_of_order": [
            *(row for gate in sequence.gates for row in open_pass_rows(gate, open_pass_of(gate, notes))),
            *(out_of_order_row(item) for item in sequence.out_of_order),
        ],
        "next_gate_sentence": _next_gate_sentence(sequence),
    }


def open_pass_of(gate: GateProgress, notes: GateNotes) -> OpenPass | None:
    """What was missing when the gate was passed; None while it is not, and when nothing was."""
    return notes.open_passes.get(gate.code) if gate.passed_on is not None else None


def open_pass_rows(gate: GateProgress, passed: OpenPass | None) -> list[Json]:
    """The gate among what was done out of order, when it was passed with something missing."""
    if passed is None or gate.passed_on is None:
        return []
    text = f"passed on {day_words(gate.passed_on)} {passed.words}: {passed.why}".rstrip(".")
    text = f"{text}. Open then: {joined(list(passed.missing), limit=4)}"
    return [
        {
            "uid": gate.item_uid,
            "name": f"Gate {gate.code} {gate.name}",
            "gate": gate.code,
            "accepted_on": iso(gate.passed_on),
            "accepted_on_text": display_date(gate.passed_on),
            "open_gate": gate.code,
            "text": text,
            "sentence": f"Gate {gate.code} {gate.name} was {text}.",
        }
    ]


def gate_row(gate: GateProgress, names: dict[str, str], passed: OpenPass | None = None) -> Json:
    """One gate as a dated state; when it was passed with something missing, that too."""
    missing = [names.get(uid, "an item without a name") for uid in gate.missing] or list(
        passed.missing if passed else ()
    )
    return {
        "code": gate.code,
        "name": gate.name,
        "state": gate.state,
        "state_text": _gate_state_text(gate) + (f" {passed.words}" if passed else ""),
        "planned_on": iso(gate.planned_on),
        "planned_on_text": display_date(gate.planned_on),
        "current_planned_on": iso(gate.current_planned_on),
        "current_planned_on_text": display_date(gate.current_planned_on),
        "replanned": gate.current_planned_on != gate.planned_on,
        "forecast_on": iso(gate.forecast_on),
        "forecast_on_text": display_date(gate.forecast_on),
        "passed_on": iso(gate.passed_on),
        "passed_on_text": display_date(gate.passed_on),
        "complete_on_text": display_date(gate.complete_on),
        "days_overdue": gate.days_overdue,
        "missing": missing,
        "missing_text": joined(missing) if missing and (passed or gate.passed_on is None) else "",
        "out_of_order": gate.out_of_order,
        "earliest_on": iso(gate.earliest_on),
        "earliest_on_text": display_date(gate.earliest_on) if gate.earliest_needs else "",
        "not_before_text": not_before_text(gate),
        "too_soon": bool(soon_text(gate)),
        "likely_text": likely_text(gate),
    }


def _gate_state_text(gate: GateProgress) -> str:
    if gate.passed_on is not None:
        return "Passed, out of order" if gate.out_of_order else "Passed"
    if gate.days_overdue:
        return f"Overdue by {days_text(gate.days_overdue)}"
    return {"next": "Next", "overdue": "Overdue"}.get(gate.state, "Open")


def _next_gate_sentence(sequence: SequenceProgress) -> str:
    gate = next((gate for gate in sequence.gates if gate.code == sequence.current_gate), None)
    if gate is None:
        return ""
    planned = f"planned {day_words(gate.planned_on)}" if gate.planned_on else "not planned"
    forecast = f", forecast {day_words(gate.forecast_on)}" if gate.forecast_on else ""
    missing = f"; {counted(len(gate.missing), 'open item')}" if gate.missing else ""
    return f"Next gate: {gate.code} {gate.name}, {planned}{forecast}{missing}."


def out_of_order_row(item: OutOfOrder) -> Json:
    """Work accepted for a later gate while an earlier one was open."""
    text = f"accepted for {item.gate} on {day_words(item.accepted_on)} while {item.open_gate} was still open"
    return {
        "uid": item.uid,
        "name": item.name,
        "gate": item.gate,
        "accepted_on": iso(item.accepted_on),
        "accepted_on_text": display_date(item.accepted_on),
        "open_gate": item.open_gate,
        "text": text,
        "sentence": f"{item.name}: {text}.",
    }


def late_rows(progress: ProgramProgress, notes: GateNotes = NO_NOTES) -> list[Json]:
    """Each late item once, longest late first, with the gate and the horizons that wait for it."""
    waiting: dict[str, tuple[LateItem, list[str]]] = {}
    for horizon in progress.horizons:
        for item in horizon.late:
            waiting.setdefault(item.uid, (item, []))[1].append(horizon.label)
    ordered = sorted(waiting.values(), key=lambda pair: (-pair[0].days_late, pair[0].planned_on, pair[0].uid))
    return [_late_row(item, labels, gate=notes.gate_of_item.get(item.uid, "")) for item, labels in ordered]


def _late_row(item: LateItem, labels: list[str], *, gate: str) -> Json:
    return {
        "uid": item.uid,
        "name": item.name,
        "owner": item.owner,
        "owner_text": item.owner or NO_OWNER,
        "planned_on": iso(item.planned_on),
        "planned_on_text": display_date(item.planned_on),
        "days_late": item.days_late,
        "days_late_text": days_text(item.days_late) if item.days_late else "due today",
        "started": item.started,
        "started_text": "started" if item.started else "not started",
        "gate": gate,
        "horizons": labels,
        "horizons_text": ", ".join([f"Gate {gate}", *labels] if gate else labels),
    }
