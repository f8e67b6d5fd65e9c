"""Everything that the coordination analyses read of one program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.analysis.facts.change_load import FunctionWeek
from tracker.analysis.facts.colors import StateColors
from tracker.analysis.facts.constraints import ConstraintFacts
from tracker.analysis.facts.culture import CultureFacts
from tracker.analysis.facts.decisions import DecisionFacts, Organization
from tracker.analysis.facts.governance import GovernanceFacts
from tracker.analysis.facts.interfaces import InterfaceFacts
from tracker.analysis.facts.metrics import MetricFacts
from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.facts.plan import PlanFacts
from tracker.analysis.facts.planning import MoneyFacts, PlanningFacts
from tracker.analysis.facts.readings import Reading
from tracker.analysis.facts.tradeoffs import TradeOffFacts
from tracker.analysis.facts.weekly import WeeklyFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationFacts:
    """One program.

    start_on        None while nobody set it
    functions       names by uid, of all functions of the installation
    numbers         policy numbers that hold on the day, by key, as decimal text
    policy_version  key of the newest policy among them; 0 for the defaults
    zone            whose clocks planning cycles run by, by its IANA name
    plan            plan and progress as of the day, from the reckoning that ran before
    change_load     weeks in which functions of the program carried more than its limit, over all programs
    colors          of the state, as the newest analysis of an earlier day handed them on
    load_behind     active programs whose part in that was counted before yesterday, or never; 0 where it asks nothing
    """

    uid: str
    start_on: date | None
    constraints: ConstraintFacts
    interfaces: InterfaceFacts
    decisions: DecisionFacts
    organization: Organization
    planning: PlanningFacts
    trade_offs: TradeOffFacts
    weekly: WeeklyFacts
    money: MoneyFacts
    functions: Mapping[str, str]
    numbers: Mapping[str, str]
    policy_version: int
    zone: str = "UTC"
    culture: CultureFacts = field(default_factory=CultureFacts)
    metrics: MetricFacts = field(default_factory=lambda: MetricFacts(metrics=(), leaders=(), evaluations=()))
    readings: tuple[Reading, ...] = ()
    pilots: tuple[PilotFact, ...] = ()
    governance: GovernanceFacts = field(default_factory=GovernanceFacts)
    plan: PlanFacts = field(default_factory=PlanFacts)
    change_load: tuple[FunctionWeek, ...] = ()
    colors: StateColors = field(default_factory=StateColors)
    load_behind: int = 0
