"""A row for each trade-off, with all that is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.analysis.trade_offs.currencies import told_amounts
from tracker.analysis.trade_offs.due import due_day, longest_cycle, timing_of
from tracker.analysis.trade_offs.entries import TradeOff, amount_of
from tracker.analysis.trade_offs.policy import LedgerFacts, TradeOffPolicy
from tracker.analysis.trade_offs.results import LedgerFunction, LedgerRow, TradeOffStanding, TrueUpDue


def rows_of(
    trade_offs: Sequence[TradeOff], facts: LedgerFacts, *, as_of: date, policy: TradeOffPolicy
) -> tuple[LedgerRow, ...]:
    """The rows, in the order of the trade-offs."""
    told = told_amounts(trade_offs, facts.money)
    rows = []
    for each in trade_offs:
        first, counts = each.first, told[each.first.uid]
        due = true_up_due(each, facts, as_of=as_of, policy=policy)
        trued_up_on = each.true_up.entered_on if each.true_up else None
        rows.append(
            LedgerRow(
                uid=first.uid,
                title=first.title,
                originator=function_of(first.originator, facts),
                affected=function_of(first.affected, facts),
                decision=first.decision,
                metric=first.metric,
                entered_on=first.entered_on,
                standing=each.standing,
                basis=each.basis,
                stated_in=first.currency,
                estimate=amount_of(first),
                observed=amount_of(each.true_up) if each.true_up else None,
                currency=counts.currency,
                amount=counts.amount,
                rate_on=counts.rate_on,
                trued_up_on=trued_up_on,
                disputed_on=each.dispute.entered_on if each.dispute else None,
                reversed_on=each.reversal.entered_on if each.reversal else None,
                expected_from=first.expected_from,
                expected_to=first.expected_to,
                owns_goods_in_transit=first.owns_goods_in_transit,
                due=due,
                is_early=bool(trued_up_on and due.due_on and trued_up_on < due.due_on),
                ratio=each.ratio,
            )
        )
    return tuple(rows)


def true_up_due(trade_off: TradeOff, facts: LedgerFacts, *, as_of: date, policy: TradeOffPolicy) -> TrueUpDue:
    """When it can be trued up. The affected function owes it: it knows what it felt."""
    first = trade_off.first
    cycle_days = longest_cycle(first, facts.cycles, as_of=as_of)
    due_on = due_day(first, cycle_days, policy)
    is_done = trade_off.true_up is not None or trade_off.standing is TradeOffStanding.REVERSED
    return TrueUpDue(
        timing=timing_of(due_on, is_done=is_done, as_of=as_of, policy=policy),
        due_on=due_on,
        overdue_on=None if due_on is None else due_on + timedelta(days=policy.overdue_days),
        owed_by=function_of(first.affected, facts),
        cycle_days=cycle_days,
    )


def function_of(uid: str, facts: LedgerFacts) -> LedgerFunction:
    """The function with its name."""
    return LedgerFunction(uid=uid, name=facts.functions.get(uid, ""))
