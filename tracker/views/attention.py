"""What the first screen of a program names because somebody has to act."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from programs.models import CommitteeDecision, Program
from programs.views.milestone_rows import MilestoneRow
from tracker.progress.attention import Attention, Pressing, in_order
from tracker.progress.results import ProgramProgress, Status
from tracker.progress.words import sentence as as_sentence
from tracker.reporting.sections.costs import cost_section
from tracker.reporting.wording import Json, counted, display_date
from tracker.views.attention_record import record_attention

MOST_ATTENTION = 3
ANSWER_SOON = timedelta(days=14)
# Percent over the baseline from which a cost is named; below, it is in the table of costs alone.
OVERSPENT = 5
NO_COST = "Nobody said what another month of waiting costs."


def attention(
    progress: ProgramProgress, *, program: Program, document: Json, rows: Sequence[MilestoneRow]
) -> list[Attention]:
    """What needs somebody most, in the order of docs/methods/attention.md; four queries."""
    today = timezone.localdate()
    found = [
        *question_attention(program, open_questions(program, today), today),
        *dated_attention(progress),
        *open_pass_attention(rows),
        *record_attention(program, today),
        *cost_attention(progress, program),
        *waiting_attention(rows),
        *late_attention(progress, document),
    ]
    if program.state == Program.State.ACTIVE:
        found += past_attention(rows, told={each.anchor for each in found})
    return in_order(found)[:MOST_ATTENTION]


def open_questions(program: Program, today: date) -> list[CommitteeDecision]:
    """Questions that the committee should have answered, or should within two weeks; first needed first.

    What was deferred still waits for its answer. After the end of a program nobody does. One query.
    """
    if program.state in (Program.State.CLOSED, Program.State.ARCHIVED):
        return []
    waiting = program.committee_decisions.filter(outcome__in=("", CommitteeDecision.Outcome.DEFERRED))
    return list(waiting.filter(needed_by__lte=today + ANSWER_SOON).order_by("needed_by", "asked_on", "id"))


def needed(asked: CommitteeDecision) -> date:
    """The day by which the answer is needed; a question without one is never among those that press."""
    return asked.needed_by or date.max


def question_attention(program: Program, questions: Iterable[CommitteeDecision], today: date) -> Iterator[Attention]:
    """Questions to the committee with what waiting costs, in the words of whoever asked."""
    page = reverse("programs:governance", args=[program.uid])
    for asked in questions:
        is_owed = needed(asked) < today
        lead = "The committee has owed an answer since" if is_owed else "The committee is asked for an answer by"
        cost = f"Cost of waiting: {asked.cost_of_waiting}" if asked.cost_of_waiting else NO_COST
        deferred = f"Deferred on {display_date(asked.decided_on)}. " if asked.outcome else ""
        yield Attention(
            pressing=Pressing.ANSWER_OWED if is_owed else Pressing.ANSWER_SOON,
            sentence=f"{lead} {display_date(asked.needed_by)}: {asked.question}",
            detail=f"{deferred}{cost}",
            address=f"{page}#question-{asked.uid}",
            days_late=(today - needed(asked)).days,
        )


def dated_attention(progress: ProgramProgress) -> Iterator[Attention]:
    """A reported status that the dates contradict, a finish that has passed, gates that are overdue."""
    if progress.delivery.diverges and progress.delivery.status is Status.GREY:
        yield Attention(pressing=Pressing.DATES_CONTRADICT, sentence=progress.delivery.divergence_sentence)
    yield from impossible_attention(progress)
    if progress.slip.forecast_passed:
        yield Attention(
            pressing=Pressing.DATES_CONTRADICT, sentence="The forecast finish has passed: a new forecast is owed."
        )
    for gate in progress.sequence.gates:
        if gate.days_overdue:
            yield Attention(
                pressing=Pressing.GATE_OVERDUE,
                days_late=gate.days_overdue,
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
                pressing=Pressing.DATES_CONTRADICT,
                sentence=f"{horizon.label} is {outlook.chance.reason}.",
                detail=as_sentence(outlook.earliest_words),
                anchor=gates.get(outlook.earliest_gate, ""),
            )
            return


def cost_attention(progress: ProgramProgress, program: Program) -> Iterator[Attention]:
    """The scope of which the forecast is furthest above its baseline, when that is far enough to be named."""
    over = [(cost.variance.value, cost) for cost in progress.costs if (cost.variance.value or 0) >= OVERSPENT]
    if over:
        percent, cost = max(over, key=lambda each: each[0] or 0)
        section = cost_section(cost)
        yield Attention(
            pressing=Pressing.COST_OVER,
            sentence=f"Cost, {section['scope_text'].lower()}: the forecast is {percent:,.1f}% over its baseline.",
            detail=f"{section['forecast_text']}, baseline {section['baseline_text']}.",
            address=reverse("programs:cost-line-list", args=[program.uid]),
        )


def open_pass_attention(rows: Sequence[MilestoneRow]) -> Iterator[Attention]:
    """Gates that stand as passed with something missing: they earn nothing until they are passed with nothing open."""
    for row in rows:
        review = row.review
        if review is not None and review.passed_with:
            yield Attention(
                pressing=Pressing.PASSED_IN_PART,
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
        yield Attention(
            pressing=Pressing.EVIDENCE_WAITS, sentence=sentence, detail=f"First: {first}", anchor=str(first.uid)
        )


def late_attention(progress: ProgramProgress, document: Json) -> Iterator[Attention]:
    """Late work; gates are told by themselves."""
    gates = {gate.item_uid for gate in progress.sequence.gates}
    for late in document["late"]:
        if late["uid"] not in gates:
            late_words = f"{late['days_late_text']} late" if late["days_late"] else "due today"
            yield Attention(
                pressing=Pressing.WORK_LATE,
                days_late=late["days_late"],
                sentence=f"{late['name']}: {late_words}.",
                detail=f"{late['owner_text']}, {late['started_text']}",
                anchor=late["uid"],
            )


def past_attention(rows: Sequence[MilestoneRow], *, told: Container[str]) -> Iterator[Attention]:
    """Work and gates past the day on which they were expected, as far as nothing else tells of them."""
    past = [row for row in rows if row.state == "overdue" and str(row.milestone.uid) not in told]
    for row in past:
        yield Attention(
            pressing=Pressing.WORK_EXPECTED,
            days_late=row.days_past,
            sentence=f"{row.milestone}: expected {display_date(row.forecast_on)}, not done.",
            detail="A new forecast is owed.",
            anchor=str(row.milestone.uid),
        )
