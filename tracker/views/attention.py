"""What the first screen of a program names because somebody has to act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from programs.views.milestone_rows import MilestoneRow
from tracker.progress.results import ProgramProgress, Status
from tracker.progress.words import sentence as as_sentence
from tracker.reporting.sections.costs import cost_section
from tracker.reporting.wording import Json, counted, display_date

MOST_ATTENTION = 3
# Percent over the baseline from which a cost is named; below, it is in the table of costs alone.
OVERSPENT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Something that needs somebody; ``anchor`` is where on the page, or empty."""

    sentence: str
    detail: str = ""
    anchor: str = ""


def attention(progress: ProgramProgress, document: Json, rows: Sequence[MilestoneRow]) -> list[Attention]:
    """What needs somebody most: what diverges, what is overdue, what it costs, evidence to accept, late work."""
    found = [
        *dated_attention(progress),
        *open_pass_attention(rows),
        *cost_attention(progress),
        *waiting_attention(rows),
        *late_attention(progress, document),
    ]
    return found[:MOST_ATTENTION]


def dated_attention(progress: ProgramProgress) -> Iterator[Attention]:
    """A reported status that the dates contradict, a finish that has passed, gates that are overdue."""
    if progress.delivery.diverges and progress.delivery.status is Status.GREY:
        yield Attention(sentence=progress.delivery.divergence_sentence)
    yield from impossible_attention(progress)
    if progress.slip.forecast_passed:
        yield Attention(sentence="The forecast finish has passed: a new forecast is owed.")
    for gate in progress.sequence.gates:
        if gate.days_overdue:
            yield Attention(
                sentence=f"Gate {gate.code} {gate.name} is {counted(gate.days_overdue, 'day')} overdue.",
                detail=f"Planned for {display_date(gate.planned_on)}.",
                anchor=gate.item_uid,
            )


def impossible_attention(progress: ProgramProgress) -> Iterator[Attention]:
    """The first horizon that the earliest possible dates of its gates rule out."""
    gates = {gate.code: gate.item_uid for gate in progress.sequence.gates}
    for horizon in progress.horizons:
        outlook = horizon.original.outlook if horizon.original else None
        if outlook is not None and outlook.driven_by == "earliest":
            yield Attention(
                sentence=f"{horizon.label} is {outlook.chance.reason}.",
                detail=as_sentence(outlook.earliest_words),
                anchor=gates.get(outlook.earliest_gate, ""),
            )
            return


def cost_attention(progress: ProgramProgress) -> Iterator[Attention]:
    """The scope of which the forecast is furthest above its baseline, when that is far enough to be named."""
    over = [(cost.variance.value, cost) for cost in progress.costs if (cost.variance.value or 0) >= OVERSPENT]
    if over:
        percent, cost = max(over, key=lambda each: each[0] or 0)
        section = cost_section(cost)
        yield Attention(
            sentence=f"Cost, {section['scope_text'].lower()}: the forecast is {percent:,.1f}% over its baseline.",
            detail=f"{section['forecast_text']}, baseline {section['baseline_text']}.",
        )


def open_pass_attention(rows: Sequence[MilestoneRow]) -> Iterator[Attention]:
    """Gates that stand as passed with something missing: they earn nothing until they are passed with nothing open."""
    for row in rows:
        review = row.review
        if review is not None and review.passed_with:
            yield Attention(
                sentence=f"{row.milestone} was passed {review.passed_with}.",
                detail=review.in_spite,
                anchor=str(row.milestone.uid),
            )


def waiting_attention(rows: Sequence[MilestoneRow]) -> Iterator[Attention]:
    """Evidence that somebody gave and nobody has accepted."""
    waiting = [row for row in rows if row.state == "waiting"]
    if waiting:
        first = waiting[0].milestone
        sentence = f"Evidence waits to be accepted for {counted(len(waiting), 'milestone')}."
        yield Attention(sentence=sentence, detail=f"First: {first}", anchor=str(first.uid))


def late_attention(progress: ProgramProgress, document: Json) -> Iterator[Attention]:
    """Late work, longest late first; gates are told before."""
    gates = {gate.item_uid for gate in progress.sequence.gates}
    for late in document["late"]:
        if late["uid"] not in gates:
            yield Attention(
                sentence=f"{late['name']}: {late['days_late_text']} late.",
                detail=f"{late['owner_text']}, {late['started_text']}",
                anchor=late["uid"],
            )
