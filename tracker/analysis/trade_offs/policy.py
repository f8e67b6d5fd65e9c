"""The policy numbers and the facts that the ledger reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.analysis.facts.decisions import Decision
from tracker.analysis.facts.planning import CycleFact, MoneyFacts
from tracker.analysis.facts.tradeoffs import TradeOffFact


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOffPolicy:
    """What holds when nobody decided otherwise.

    cycles        so many planning cycles have to pass before an effect can be known
    overdue_days  so long after that day a true-up is late
    calibrated    true-ups below which estimates are not compared with what came
    """

    cycles: int = 2
    overdue_days: int = 14
    calibrated: int = 3


def trade_off_policy(numbers: Mapping[str, str]) -> TradeOffPolicy:
    """The policy of numbers in force, by key, as decimal text."""
    return TradeOffPolicy(
        cycles=int(numbers["true_up_cycles"]),
        overdue_days=int(numbers["true_up_overdue_days"]),
        calibrated=int(numbers["true_ups_compared"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFacts:
    """What the ledger rests on.

    entries    oldest first
    cycles     of the functions that have a stage in a flow of the program, on any level
    functions  names by uid
    """

    entries: tuple[TradeOffFact, ...]
    cycles: tuple[CycleFact, ...]
    decisions: tuple[Decision, ...]
    money: MoneyFacts
    functions: Mapping[str, str]
