"""What moved between the last report and this one, as ready sentences."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.progress.results import HorizonProgress, ProgramProgress
from tracker.progress.words import day_words
from tracker.reporting.wording import STATUS_LABELS, counted, later_or_earlier


def changes_since(previous: ProgramProgress | None, progress: ProgramProgress) -> list[str]:
    """Sentences in the order in which they matter; empty when there was no report before."""
    if previous is None:
        return []
    return [
        *_statuses(previous, progress),
        *_gates(previous, progress),
        *_late_items(previous, progress),
        *_horizons(previous, progress),
        *_finish(previous, progress),
    ]


def _statuses(previous: ProgramProgress, progress: ProgramProgress) -> Iterator[str]:
    pairs = (
        ("Computed delivery", previous.delivery.status, progress.delivery.status),
        ("The reported status", previous.reported.status, progress.reported.status),
    )
    for name, before, after in pairs:
        if before is not after:
            yield f"{name} went from {STATUS_LABELS[before].lower()} to {STATUS_LABELS[after].lower()}."


def _gates(previous: ProgramProgress, progress: ProgramProgress) -> Iterator[str]:
    before = {gate.code: gate for gate in previous.sequence.gates}
    for gate in progress.sequence.gates:
        earlier = before.get(gate.code)
        if gate.passed_on is not None and (earlier is None or earlier.passed_on is None):
            yield f"{gate.code} {gate.name} was passed on {day_words(gate.passed_on)}."
        elif gate.state == "overdue" and (earlier is None or earlier.state != "overdue"):
            yield f"{gate.code} {gate.name} became overdue."


def _late_items(previous: ProgramProgress, progress: ProgramProgress) -> Iterator[str]:
    before, after = _late_count(previous), _late_count(progress)
    if before != after:
        yield f"Late: {counted(after, 'item')}, last time {before}."


def _late_count(progress: ProgramProgress) -> int:
    return len({item.uid for horizon in progress.horizons for item in horizon.late})


def _horizons(previous: ProgramProgress, progress: ProgramProgress) -> Iterator[str]:
    before = {horizon.key: horizon for horizon in previous.horizons}
    for horizon in progress.horizons:
        sentence = _horizon_sentence(before.get(horizon.key), horizon)
        if sentence:
            yield sentence


def _horizon_sentence(before: HorizonProgress | None, after: HorizonProgress) -> str:
    if before is None or before.original is None or after.original is None:
        return ""
    if after.original.complete_on and not before.original.complete_on:
        return f"{after.label} was reached on {day_words(after.original.complete_on)}."
    earlier, later = before.original.likely_finish_on, after.original.likely_finish_on
    if earlier is None or later is None or earlier == later:
        return ""
    return f"{after.label}: the likely finish is {later_or_earlier((later - earlier).days)}."


def _finish(previous: ProgramProgress, progress: ProgramProgress) -> Iterator[str]:
    before, after = previous.slip.expected_on, progress.slip.expected_on
    if before is not None and after is not None and before != after:
        yield f"The expected finish moved {later_or_earlier((after - before).days)}, to {day_words(after)}."
