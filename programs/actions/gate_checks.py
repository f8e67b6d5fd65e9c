"""What the review of a gate checks: who decides, in which order, and what is missing when it is passed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from programs.actions.governance_checks import check_meeting, check_not_before
from programs.errors import Refused
from programs.gate_deciders import deciders_of
from programs.gate_needs import GateNeeds, gate_needs
from programs.models import Gate, GateReview, Meeting, User
from programs.periods import day_name

Outcome = GateReview.Outcome
MOST_NAMED = 3


def check_follows(gate: Gate, *, outcome: str, on: date) -> None:
    """Returns when the decision says something new, and is not older than the last one or the program's start.

    A gate that stands as passed with something open may be passed again: with nothing open.
    """
    start = gate.program.start_on
    if start is not None and on < start:
        message = f"The program starts on {day_name(start)}: no gate is decided before."
        raise Refused("before_the_start", message, field="on")
    last = gate.reviews.order_by("-decided_on", "-id").first()
    if last is not None and on < last.decided_on:
        raise Refused("review_out_of_order", f"A later decision stands since {day_name(last.decided_on)}.", field="on")
    if last is not None and last.outcome == outcome and not last.passed_with:
        raise Refused("already_decided", f"The gate stands as {last.get_outcome_display().lower()} already.")
    if last is None and outcome == Outcome.OPEN:
        raise Refused("gate_is_open", "The gate is open: there is nothing to send back.", field="outcome")


def check_decides(gate: Gate, by: User, *, outcome: str, on: date, meeting: Meeting | None) -> None:
    """Returns for whoever decides the gate, and for whoever records what a meeting decided; else raises Refused."""
    if meeting is not None:
        check_meeting(meeting, gate.program)
        if meeting.held_on is None:
            raise Refused("meeting_not_held", "This meeting has not been held.", field="meeting")
        check_not_before(on, meeting.held_on, what="The meeting was held")
        return
    deciders = deciders_of(gate.program, timezone.localdate())
    others = deciders.others(by)
    if not deciders.decides(by):
        message = (
            f"{one_of(others)} decides this gate: name the meeting in which that happened, or let a member record it."
        )
        raise Refused("committee_decides", message, field="meeting")
    if outcome == Outcome.PASSED and by.pk == gate.item.owner_id and others:
        message = f"You own this gate: {one_of(others)} can pass it, or name the meeting in which that happened."
        raise Refused("own_gate", message)


def what_was_open(gate: Gate, *, outcome: str, on: date, in_spite: str) -> dict[str, Any]:
    """What the review keeps about what was missing; raises Refused when nobody says why it is passed so.

    returns  fields of the review; none unless the gate is passed
    """
    if outcome != Outcome.PASSED:
        if in_spite:
            raise Refused("nothing_passed", "The gate is not passed: write this as the note.", field="in_spite")
        return {}
    needs = gate_needs(gate, on=on)
    missing = [need.name for need in needs.missing]
    last = gate.reviews.order_by("-decided_on", "-id").first()
    if missing and last is not None and last.passed_with:
        message = f"It stands as passed {last.passed_with}. Still missing: {first_names(missing)}."
        raise Refused("still_open", message, field="outcome")
    why = in_spite.strip()
    if missing and not why and needs.waiver is None:
        raise Refused("gate_needs_more", still_open(needs), field="in_spite")
    if not missing:
        if why:
            raise Refused("nothing_is_open", "Nothing that the gate needs is open: leave this empty.", field="in_spite")
        return {"needed_count": len(needs.all), "open_count": 0}
    if not why and needs.waiver is not None:
        why = f"Waiver until {day_name(needs.waiver.expires_on)}: {needs.waiver.reason}"
    return {
        "needed_count": len(needs.all),
        "open_count": len(missing),
        "missing": "\n".join(missing),
        "in_spite": why,
        "waiver": needs.waiver,
    }


def still_open(needs: GateNeeds) -> str:
    """What is missing, and the two ways to pass the gate all the same."""
    names = first_names([need.name for need in needs.missing])
    return f"{needs.what_is_missing}: {names}. Say why it is passed in spite of that, or grant a waiver first."


def one_of(people: Sequence[User]) -> str:
    """The people as those of whom one is enough; the committee while nobody sits in it."""
    names = [str(each) for each in people]
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[:MOST_NAMED])} or another member"
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else "The committee"


def first_names(names: list[str]) -> str:
    """The first names of a list, and how many more there are."""
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else shown
