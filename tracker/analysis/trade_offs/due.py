"""When a true-up is due: once the effect could have been felt whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from tracker.analysis.facts.planning import CycleFact
from tracker.analysis.facts.tradeoffs import TradeOffFact
from tracker.analysis.rights.standing import holds_on
from tracker.analysis.trade_offs.policy import TradeOffPolicy
from tracker.analysis.trade_offs.results import TrueUpTiming

A_DAY = timedelta(days=1)


def longest_cycle(first: TradeOffFact, cycles: Sequence[CycleFact], *, as_of: date) -> Decimal | None:
    """Days of the longest cycle of the two functions when the effect begins; else as of the day; else None."""
    own = [each for each in cycles if each.function in (first.originator, first.affected)]
    for day in (begins_on(first), as_of):
        held = [each.period_days for each in own if holds_on(each, day)]
        if held:
            return max(held)
    return None


def begins_on(first: TradeOffFact) -> date:
    """The day from which the effect is felt, as far as anybody said; else the day on which it was entered."""
    return first.expected_from or first.entered_on


def due_day(first: TradeOffFact, cycle_days: Decimal | None, policy: TradeOffPolicy) -> date | None:
    """The first day on which what happened can be known: behind the expected span, and so many cycles after it began.

    returns  None when neither a span nor a cycle is recorded
    source   METHODS 7: after max(2 cycles, L2 + T); the span stands for the new lead time with its order period
    """
    days = [] if first.expected_to is None else [first.expected_to + A_DAY]
    if cycle_days is not None:
        days.append(begins_on(first) + timedelta(days=ceil(policy.cycles * cycle_days)))
    return max(days, default=None)


def timing_of(due_on: date | None, *, is_done: bool, as_of: date, policy: TradeOffPolicy) -> TrueUpTiming:
    """Whether it is owed on the day."""
    if is_done:
        return TrueUpTiming.DONE
    if due_on is None:
        return TrueUpTiming.UNDATED
    if as_of < due_on:
        return TrueUpTiming.WAITING
    late_on = due_on + timedelta(days=policy.overdue_days)
    return TrueUpTiming.DUE if as_of < late_on else TrueUpTiming.OVERDUE
