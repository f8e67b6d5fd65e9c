"""Entries of the ledger put together: each estimate with what was said of it by a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.analysis.facts.tradeoffs import TradeOffFact
from tracker.analysis.trade_offs.results import LedgerBasis, TradeOffStanding

ESTIMATE, TRUE_UP, DISPUTE, REVERSAL = "estimate", "true_up", "dispute", "reversal"


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOff:
    """One trade-off.

    true_up   the newest one
    dispute   the newest one that no true-up has answered since
    """

    first: TradeOffFact
    true_up: TradeOffFact | None
    dispute: TradeOffFact | None
    reversal: TradeOffFact | None

    @property
    def stated(self) -> TradeOffFact:
        """The entry whose amount stands."""
        return self.true_up or self.first

    @property
    def basis(self) -> LedgerBasis:
        return LedgerBasis.ESTIMATED if self.true_up is None else LedgerBasis.TRUED_UP

    @property
    def standing(self) -> TradeOffStanding:
        """A reversal goes before a dispute, and that before what the amount is."""
        if self.reversal is not None:
            return TradeOffStanding.REVERSED
        if self.dispute is not None:
            return TradeOffStanding.DISPUTED
        return TradeOffStanding.ESTIMATED if self.true_up is None else TradeOffStanding.TRUED_UP

    @property
    def ratio(self) -> float | None:
        """Observed over estimated, in the currency of both; None without a true-up, or of an estimate of 0."""
        estimate, true_up = self.first.amount, self.true_up
        if true_up is None or true_up.amount is None or not estimate or self.reversal is not None:
            return None
        return float(true_up.amount / estimate)


def trade_offs_of(entries: Sequence[TradeOffFact], *, as_of: date) -> tuple[TradeOff, ...]:
    """Each estimate that was entered by the day, with what followed by then; in the order of the estimates.

    entries  oldest first; of one day, in the order in which they were entered
    """
    later: dict[str, list[TradeOffFact]] = {}
    known = [each for each in entries if each.entered_on <= as_of]
    for each in known:
        if each.kind != ESTIMATE:
            later.setdefault(each.first, []).append(each)
    return tuple(put_together(each, later.get(each.uid, [])) for each in known if each.kind == ESTIMATE)


def put_together(first: TradeOffFact, later: Sequence[TradeOffFact]) -> TradeOff:
    """The estimate with its later entries; a true-up replaces the one before and answers disputes before it."""
    true_up = dispute = reversal = None
    for each in later:
        if each.kind == TRUE_UP:
            true_up, dispute = each, None
        elif each.kind == DISPUTE:
            dispute = each
        elif each.kind == REVERSAL:
            reversal = each
    return TradeOff(first=first, true_up=true_up, dispute=dispute, reversal=reversal)


def amount_of(entry: TradeOffFact) -> Decimal:
    """Its amount; the record lets nothing but a dispute be without one."""
    return entry.amount if entry.amount is not None else Decimal(0)
