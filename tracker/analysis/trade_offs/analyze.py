"""The ledger of one program: what choices of functions did to each other, and what nobody knows yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.analysis.facts.decisions import Decision
from tracker.analysis.interfaces.results import MissingFact
from tracker.analysis.trade_offs.calibration import calibration_of
from tracker.analysis.trade_offs.entries import trade_offs_of
from tracker.analysis.trade_offs.policy import LedgerFacts, TradeOffPolicy
from tracker.analysis.trade_offs.results import (
    METHOD,
    LedgerBasis,
    LedgerRow,
    TradeOffAnalysis,
    TradeOffStanding,
    TrueUpTiming,
)
from tracker.analysis.trade_offs.rows import rows_of
from tracker.analysis.trade_offs.sums import ledgers_of
from tracker.progress.numbers import Gauge, Number, State

LEADS = ("the function leads",)


def analyze_trade_offs(facts: LedgerFacts, *, as_of: date, policy: TradeOffPolicy | None = None) -> TradeOffAnalysis:
    """What the ledger says as known at the end of a day.

    source  METHODS 7; docs/methods/trade-offs.md
    """
    policy = policy or TradeOffPolicy()
    rows = rows_of(trade_offs_of(facts.entries, as_of=as_of), facts, as_of=as_of, policy=policy)
    counting = [row for row in rows if row.standing is not TradeOffStanding.REVERSED]
    state, reason = state_of(rows, counting)
    return TradeOffAnalysis(
        state=state,
        reason=reason,
        missing=missing_of(counting, as_of=as_of),
        ledgers=ledgers_of(rows),
        rows=rows,
        calibration=calibration_of(rows, needed=policy.calibrated, as_of=as_of),
        coverage=coverage_of(facts.decisions, counting, as_of=as_of),
        told_in=facts.money.reporting or "",
    )


def state_of(rows: Sequence[LedgerRow], counting: Sequence[LedgerRow]) -> tuple[State, str]:
    """Whether anything is known, and why not."""
    if not rows:
        return State.INSUFFICIENT_DATA, "no trade-off is entered yet"
    if not counting:
        return State.INSUFFICIENT_DATA, "every trade-off that was entered was reversed"
    if all(row.basis is LedgerBasis.ESTIMATED for row in counting):
        return State.DEGRADED, "nothing is trued up yet: these are estimates"
    return State.VALUE, ""


def missing_of(counting: Sequence[LedgerRow], *, as_of: date) -> tuple[MissingFact, ...]:
    """A first entry; else each true-up that is owed, longest first, then each that nothing gives a day."""
    if not counting:
        return (MissingFact(what="a first trade-off", who=LEADS, first_on=as_of),)
    owed = [row for row in counting if row.due.timing in (TrueUpTiming.DUE, TrueUpTiming.OVERDUE)]
    owed.sort(key=lambda row: (row.due.due_on or as_of, row.uid))
    undated = [row for row in counting if row.due.timing is TrueUpTiming.UNDATED]
    return (
        *(
            MissingFact(what=f"what “{row.title}” came to", who=(row.due.owed_by.name,), first_on=row.due.due_on)
            for row in owed
        ),
        *(
            MissingFact(what=f"how long “{row.title}” is felt", who=(row.originator.name,), first_on=as_of)
            for row in undated
        ),
    )


def coverage_of(decisions: Sequence[Decision], counting: Sequence[LedgerRow], *, as_of: date) -> Number:
    """Share of the decisions marked as trade-offs that an entry of the ledger names. Silence is not success."""
    taken = {
        each.uid for each in decisions if each.is_trade_off and each.decided_on is not None and each.decided_on <= as_of
    }
    gauge = Gauge(METHOD, "ratio", len(taken))
    if not taken:
        return gauge.not_applicable("no decision is marked as a trade-off")
    return gauge.value(len(taken & {row.decision for row in counting}) / len(taken))
