"""What is not known, and why: everything without a number, grouped so that people read it once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.progress.numbers import State
from tracker.progress.results import ProgramProgress, Status
from tracker.progress.words import sentence
from tracker.reporting.sections.numbers import NamedNumber, cost_subject
from tracker.reporting.wording import Json, joined

NO_REASON = "No reason was given."


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """One thing that is not known; ``part`` is which number of the subject."""

    subject: str
    part: str
    state: State
    reason: str


def missing_rows(progress: ProgramProgress, numbers: list[NamedNumber]) -> list[Json]:
    """Unknowns by reason. What does not apply to the program is not missing from it."""
    parts: dict[tuple[str, State, str], list[str]] = {}
    for unknown in [*_whole_parts(progress), *_single_numbers(progress, numbers), *_withheld_amounts(progress)]:
        named = parts.setdefault((unknown.subject, unknown.state, unknown.reason or NO_REASON), [])
        if unknown.part and unknown.part not in named:
            named.append(unknown.part)
    subjects: dict[tuple[State, str, tuple[str, ...]], list[str]] = {}
    for (subject, state, reason), named in parts.items():
        subjects.setdefault((state, reason, tuple(named)), []).append(subject)
    return [_row(names, list(named), state=state, reason=reason) for (state, reason, named), names in subjects.items()]


def _row(subjects: list[str], parts: list[str], *, state: State, reason: str) -> Json:
    subject = joined([subjects[0], *(name[0].lower() + name[1:] for name in subjects[1:])], limit=4)
    part = joined([name[0].lower() + name[1:] for name in parts], limit=3)
    return {
        "subjects": subjects,
        "parts": parts,
        "what": f"{subject}: {part}" if part else subject,
        "state": state.value,
        "reason": sentence(reason),
    }


def _whole_parts(progress: ProgramProgress) -> Iterator[Unknown]:
    for horizon in progress.horizons:
        if _is_open(horizon.state):
            yield Unknown(subject=horizon.label, part="", state=horizon.state, reason=horizon.reason)
    if _is_open(progress.sequence.state):
        yield Unknown(subject="Sequence", part="", state=progress.sequence.state, reason=progress.sequence.reason)
    if progress.reported.status is Status.GREY:
        yield Unknown(
            subject="Reported status", part="", state=State.INSUFFICIENT_DATA, reason=progress.reported.reason
        )
    if progress.delivery.status is Status.GREY and progress.sequence.state is not State.NOT_APPLICABLE:
        yield Unknown(
            subject="Computed delivery", part="", state=State.INSUFFICIENT_DATA, reason=progress.delivery.sentence
        )


def _single_numbers(progress: ProgramProgress, numbers: list[NamedNumber]) -> Iterator[Unknown]:
    """Numbers without a value; amounts that were withheld are told by ``_withheld_amounts``."""
    withheld = {cost_subject(cost) for cost in progress.costs if cost.withheld}
    for named in numbers:
        number = named.number
        if _is_open(number.state) and not named.repeats and named.subject not in withheld:
            yield Unknown(subject=named.subject, part=named.label, state=number.state, reason=number.reason)


def _withheld_amounts(progress: ProgramProgress) -> Iterator[Unknown]:
    for cost in progress.costs:
        for reason in cost.withheld:
            yield Unknown(subject=cost_subject(cost), part="amount", state=State.INSUFFICIENT_DATA, reason=reason)


def _is_open(state: State) -> bool:
    return state in (State.INSUFFICIENT_DATA, State.DEGRADED)
