"""What the record says about the gates of a program beside their days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from programs.models import GateReview, Milestone, Program
from tracker.reporting.sections.sequence import GateNotes, OpenPass


def gate_notes(program: Program, *, as_of: date) -> GateNotes:
    """What was open when gates were passed, as each stands on the day, and which gate needs which item; two queries."""
    reviews = GateReview.objects.filter(gate__program=program, decided_on__lte=as_of).select_related("gate")
    items = Milestone.objects.kept().filter(program=program).select_related("gate", "gate_of")
    return GateNotes(
        open_passes=open_passes(reviews.order_by("decided_on", "id")),
        gate_of_item=gates_of_items(items),
    )


def open_passes(reviews: Iterable[GateReview]) -> dict[str, OpenPass]:
    """By code of the gate, what its latest review passed over; reviews in order of their day."""
    latest = {review.gate.code: review for review in reviews}
    return {
        code: OpenPass(words=review.passed_with, missing=tuple(review.missing_names), why=review.in_spite)
        for code, review in latest.items()
        if review.passed_with
    }


def gates_of_items(items: Iterable[Milestone]) -> dict[str, str]:
    """By uid of an item, the code of the gate that needs it."""
    return {str(item.uid): item.gate.code for item in items if item.gate is not None}
