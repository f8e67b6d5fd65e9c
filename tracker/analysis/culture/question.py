"""What the analysis of culture is asked with. Identities are the ``uid`` of the row as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.analysis.facts.constraints import Flow
from tracker.analysis.facts.culture import CultureFacts
from tracker.analysis.facts.metrics import MetricFacts
from tracker.analysis.facts.planning import StageFact
from tracker.analysis.facts.tradeoffs import TradeOffFact
from tracker.analysis.rights.question import RightsFacts


class Judgment(StrEnum):
    """Whether something held in a month."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricMonth:
    """How a primary shared metric stood in a month.

    flow      uid; empty when the metric is of the whole organization
    month     its first day
    standing  unknown where a reading is missing, or nothing says what would be good enough
    why       a sentence for people, without its capital and full stop; empty when it was met
    """

    flow: str
    metric: str
    month: date
    standing: Judgment
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CultureRecord:
    """One program.

    start_on       None while nobody set it
    flows          in the order of expansion, with the constraints that were on record
    stages         of all flows: whose functions work in them
    trade_offs     the ledger, oldest first
    metrics        leaders and their evaluations, and which metrics there are
    metric_months  a row for each primary metric and whole month, in any order
    cut_over       first day after the cut-over of each flow that has one, by flow
    """

    start_on: date | None
    culture: CultureFacts
    rights: RightsFacts
    flows: tuple[Flow, ...] = ()
    stages: tuple[StageFact, ...] = ()
    trade_offs: tuple[TradeOffFact, ...] = ()
    metrics: MetricFacts = field(default_factory=lambda: MetricFacts(metrics=(), leaders=(), evaluations=()))
    metric_months: tuple[MetricMonth, ...] = ()
    cut_over: Mapping[str, date] = field(default_factory=dict)
