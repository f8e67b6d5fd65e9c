"""Rows of trade-offs and market shifts -> facts. At most three queries for a whole batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from programs.compiled import given
from programs.models import MarketShift, ShiftResponse, TradeOffEntry
from tracker.analysis.facts import tradeoffs as facts
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery, grouped


def trade_off_facts(program_ids: Sequence[int]) -> dict[int, facts.TradeOffFacts]:
    """Ledger and shifts of each program, by its key."""
    shifts = shifts_of(programs=program_ids)
    responses = grouped(responses_of(shifts=[row.id for row in shifts]), "shift_id")
    entries, shifts_by_program = grouped(entries_of(programs=program_ids), "program_id"), grouped(shifts, "program_id")
    return {
        program: facts.TradeOffFacts(
            entries=tuple(entry_fact(row) for row in entries[program]),
            shifts=tuple(shift_fact(row, responses[row.id]) for row in shifts_by_program[program]),
        )
        for program in program_ids
    }


@BatchQuery
def entries_of() -> QuerySet[Any, Any]:
    """Entries of the ledgers, oldest first."""
    return (
        TradeOffEntry.objects.filter(program__any_of=OF_PROGRAMS)
        .order_by("entered_on", "id")
        .values_list(
            *("program_id", "uid", "kind", "first__uid", "title", "decision__uid", "originator__uid", "affected__uid"),
            *("metric__uid", "amount", "currency", "owns_goods_in_transit", "expected_from", "expected_to"),
            "entered_on",
        )
    )


@BatchQuery
def shifts_of() -> QuerySet[Any, Any]:
    """Market shifts, oldest first."""
    shifts = MarketShift.objects.filter(program__any_of=OF_PROGRAMS).order_by("visible_on", "id")
    return shifts.values_list("id", "program_id", "uid", "title", "flow__uid", "visible_on", "floor_changed_on")


@BatchQuery
def responses_of() -> QuerySet[Any, Any]:
    """What functions did about the shifts."""
    responses = ShiftResponse.objects.filter(shift__any_of=given("shifts")).order_by("id")
    return responses.values_list("shift_id", "function__uid", "known_on", "replanned_on")


def entry_fact(row: Any) -> facts.TradeOffFact:
    """One entry of the ledger."""
    return facts.TradeOffFact(
        uid=str(row.uid),
        kind=row.kind,
        first=str(row.first__uid or row.uid),
        title=row.title,
        decision=str(row.decision__uid or ""),
        originator=str(row.originator__uid),
        affected=str(row.affected__uid),
        metric=str(row.metric__uid or ""),
        amount=row.amount,
        currency=row.currency,
        owns_goods_in_transit=row.owns_goods_in_transit,
        expected_from=row.expected_from,
        expected_to=row.expected_to,
        entered_on=row.entered_on,
    )


def shift_fact(row: Any, responses: Sequence[Any]) -> facts.ShiftFact:
    """A market shift with what its functions did."""
    return facts.ShiftFact(
        uid=str(row.uid),
        title=row.title,
        flow=str(row.flow__uid or ""),
        visible_on=row.visible_on,
        floor_changed_on=row.floor_changed_on,
        responses=tuple(
            facts.ResponseFact(function=str(each.function__uid), known_on=each.known_on, replanned_on=each.replanned_on)
            for each in responses
        ),
    )
