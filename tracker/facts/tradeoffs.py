"""Rows of trade-offs and market shifts -> facts. Three queries for a whole batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from programs.models import MarketShift, ShiftResponse, TradeOffEntry
from tracker.analysis.facts import tradeoffs as facts
from tracker.facts.plan import grouped


def trade_off_facts(program_ids: Sequence[int]) -> dict[int, facts.TradeOffFacts]:
    """Ledger and shifts of each program, by its key."""
    entries = (
        TradeOffEntry.objects.filter(program__in=program_ids)
        .select_related("first", "decision", "originator", "affected", "metric")
        .order_by("entered_on", "id")
    )
    shifts = MarketShift.objects.filter(program__in=program_ids).select_related("flow").order_by("visible_on", "id")
    responses = ShiftResponse.objects.filter(shift__program__in=program_ids).select_related("function").order_by("id")
    entries_of, shifts_of = grouped(entries, "program_id"), grouped(shifts, "program_id")
    responses_of = grouped(responses, "shift_id")
    return {
        program: facts.TradeOffFacts(
            entries=tuple(entry_fact(row) for row in entries_of[program]),
            shifts=tuple(shift_fact(row, responses_of[row.pk]) for row in shifts_of[program]),
        )
        for program in program_ids
    }


def entry_fact(row: TradeOffEntry) -> facts.TradeOffFact:
    """One entry of the ledger."""
    return facts.TradeOffFact(
        uid=str(row.uid),
        kind=row.kind,
        first=str((row.first or row).uid),
        title=row.title,
        decision=uid_of(row.decision),
        originator=str(row.originator.uid),
        affected=str(row.affected.uid),
        metric=uid_of(row.metric),
        amount=row.amount,
        currency=row.currency,
        owns_goods_in_transit=row.owns_goods_in_transit,
        expected_from=row.expected_from,
        expected_to=row.expected_to,
        entered_on=row.entered_on,
    )


def shift_fact(row: MarketShift, responses: Sequence[ShiftResponse]) -> facts.ShiftFact:
    """A market shift with what its functions did."""
    return facts.ShiftFact(
        uid=str(row.uid),
        title=row.title,
        flow=uid_of(row.flow),
        visible_on=row.visible_on,
        floor_changed_on=row.floor_changed_on,
        responses=tuple(
            facts.ResponseFact(function=str(each.function.uid), known_on=each.known_on, replanned_on=each.replanned_on)
            for each in responses
        ),
    )


def uid_of(row: Any | None) -> str:
    """The identity of a row as text; empty when there is none."""
    return str(row.uid) if row is not None else ""
