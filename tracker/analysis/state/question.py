"""What the state of the change is asked with. Identities are the ``uid`` of the row as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.analysis.culture.results import CultureAnalysis, CultureClaim
from tracker.analysis.facts.colors import StateColors
from tracker.analysis.facts.governance import CommitteeDecision
from tracker.analysis.facts.metrics import MetricFacts
from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.facts.plan import PlanFacts
from tracker.analysis.facts.planning import PlanningFacts
from tracker.analysis.interfaces.critical import CriticalInterfaces
from tracker.analysis.rights.results import RightsAnalysis


@dataclass(frozen=True, slots=True, kw_only=True)
class StateMoment:
    """What other areas say of a day; None for an area that nobody asks of that day.

    culture  whole for today; of a past day only what a claim rests on
    """

    on: date
    interfaces: CriticalInterfaces | None = None
    rights: RightsAnalysis | None = None
    culture: CultureAnalysis | CultureClaim | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRecord:
    """One program.

    flows      uids in the order of expansion; ``flow_names`` by uid
    by_rule    whether what was decided on a pilot is what the record allowed, by uid; None before a decision
    decisions  of the committee, oldest first
    now        of the day itself, with every area
    past       of the days that were asked about before it, each with the areas that its claim needs
    colors     of the days before it
    """

    start_on: date | None
    plan: PlanFacts
    now: StateMoment
    past: Sequence[StateMoment] = ()
    flows: Sequence[str] = ()
    flow_names: Mapping[str, str] = field(default_factory=dict)
    planning: PlanningFacts = field(default_factory=lambda: PlanningFacts(stages=(), cycles=(), calendars=()))
    zone: str = "UTC"
    metrics: MetricFacts = field(default_factory=lambda: MetricFacts(metrics=(), leaders=(), evaluations=()))
    pilots: Sequence[PilotFact] = ()
    by_rule: Mapping[str, bool | None] = field(default_factory=dict)
    decisions: Sequence[CommitteeDecision] = ()
    colors: StateColors = field(default_factory=StateColors)

    def moment(self, day: date) -> StateMoment | None:
        """What is known of a day; None when it was not gathered."""
        return next((each for each in (self.now, *self.past) if each.on == day), None)

    def horizon(self, key: str) -> date | None:
        """The day of a horizon; None while the program has none."""
        return next((each.horizon_on for each in self.plan.horizons if each.key == key), None)
