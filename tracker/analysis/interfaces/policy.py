"""What the ranking of interfaces takes as agreed ("policy" in the UI), and what it reads beside the interfaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.analysis.facts.planning import MoneyFacts
from tracker.analysis.facts.weekly import WeeklyFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfacePolicy:
    """Policy numbers of METHODS 3.

    inclusion         share of resamples from which an interface is critical; below 1 less it, it is outside
    incidents_needed  with fewer the ranking is provisional
    window_days       how far back incidents count; its halves are compared
    cost_share        share of the incidents that must state money, or hours, to be ranked by it
    few_share         share of the interfaces above which the vital few are no few
    gini              below it there is no concentration
    """

    inclusion: Decimal = Decimal("0.80")
    incidents_needed: int = 30
    window_days: int = 180
    cost_share: Decimal = Decimal("0.50")
    few_share: Decimal = Decimal("0.50")
    gini: Decimal = Decimal("0.30")


def interface_policy(numbers: Mapping[str, str]) -> InterfacePolicy:
    """The policy from numbers in force, by their key in the record."""
    return InterfacePolicy(
        inclusion=Decimal(numbers["interface_inclusion"]),
        incidents_needed=int(Decimal(numbers["interface_incidents"])),
        window_days=int(Decimal(numbers["interface_window_days"])),
        cost_share=Decimal(numbers["interface_cost_share"]),
        few_share=Decimal(numbers["interface_few_share"]),
        gini=Decimal(numbers["interface_gini"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is read beside the interfaces.

    functions  names by uid
    start_on   of the program: nothing is asked of weeks before it; None while nobody set it
    """

    weekly: WeeklyFacts
    money: MoneyFacts
    functions: Mapping[str, str]
    policy: InterfacePolicy = InterfacePolicy()
    start_on: date | None = None
