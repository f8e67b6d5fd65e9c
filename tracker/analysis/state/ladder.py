"""k5: how far the parallel run is. A rung counts only on top of those below it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.analysis.facts.pilots import ComparisonFact, PeriodFact, PilotFact
from tracker.analysis.state.index import measured
from tracker.analysis.state.question import StateRecord
from tracker.analysis.state.results import METHOD, StateComponent, StateMissing, StructuralSide
from tracker.analysis.state.shared import is_locked
from tracker.progress.numbers import Gauge
from tracker.progress.words import count_words

PMO = "Transformation PMO"
WEEK = timedelta(days=7)
RUNGS = (0.0, 0.25, 0.5, 0.75, 1.0)
STANDS = (
    "no protocol is locked",
    "protocol, metrics and baseline are locked",
    "as many complete periods as the protocol asks for",
    "decided by the rule of the protocol",
    "cut over with the old way retired, or stopped on record",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """How far one run is: the number of the rung, and what the next one takes; empty at the top."""

    number: int
    lacks: str = ""

    @property
    def share(self) -> float:
        return RUNGS[self.number]


def pilot_component(record: StateRecord, day: date) -> StateComponent:
    """The furthest run of the program; no run at all is a fact, not something unmeasured.

    source  METHODS 1.5, k5
    """
    drafted = [each for each in record.pilots if each.locked_on is not None and each.locked_on <= day]
    rungs = [(rung_of(each, record, day), each.name) for each in drafted]
    best, name = max(rungs, key=lambda each: each[0].number, default=(Rung(number=0, lacks=lack_of(record)), ""))
    words = f"{name}: {STANDS[best.number]}" if name and best.number else STANDS[best.number]
    component = measured(
        StructuralSide.PILOT.value, Gauge(METHOD, "ratio", len(drafted)).value(best.share), words=words
    )
    if not best.lacks:
        return component
    return replace(component, missing=(StateMissing(what=best.lacks, who=PMO, first_on=None, is_unmeasured=False),))


def lack_of(record: StateRecord) -> str:
    """What comes first while no protocol is locked."""
    return "the protocol of a parallel run is to be locked" if record.pilots else "no parallel run is drafted"


def rung_of(pilot: PilotFact, record: StateRecord, day: date) -> Rung:
    """The furthest rung that stands on all below it, and what the next one takes."""
    if not is_prepared(pilot, record, day):
        return Rung(number=0, lacks=f"a locked baseline of {pilot.primary.name}, the metric of {pilot.name}")
    pairs = pairs_by(pilot.primary, day)
    if pairs < pilot.minimum_periods:
        more = count_words(pilot.minimum_periods - pairs, f"more complete {pilot.primary.frequency}")
        return Rung(number=1, lacks=f"{more} of {pilot.name}")
    if pilot.decided_on is None or pilot.decided_on > day:
        return Rung(number=2, lacks=f"the decision on {pilot.name}")
    if not record.by_rule.get(pilot.uid):
        return Rung(number=2, lacks=f"a decision that the rule of {pilot.name} allows")
    if is_concluded(pilot, day):
        return Rung(number=4)
    what = "the old way is to be retired" if pilot.outcome == "cut_over" else "a run with a verdict, or a stop"
    return Rung(number=3, lacks=f"{pilot.name}: {what}")


def is_prepared(pilot: PilotFact, record: StateRecord, day: date) -> bool:
    """Whether what is compared was defined and the primary metric's baseline locked by the day."""
    compared: tuple[ComparisonFact, ...] = (pilot.primary, *pilot.guardrails)
    locked = {each.metric_uid for each in record.metrics.metrics if is_locked(each, day)}
    return all(each.definition is not None for each in compared) and pilot.primary.metric in locked


def pairs_by(compared: ComparisonFact, day: date) -> int:
    """Pairs of readings of periods that were over by the end of the day."""
    return sum(each.standing == "pair" and last_day(each, compared.frequency) <= day for each in compared.periods)


def last_day(period: PeriodFact, frequency: str) -> date:
    """The last day of a week or of a month."""
    if frequency == "week":
        return period.starts_on + WEEK - timedelta(days=1)
    return (period.starts_on.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def is_concluded(pilot: PilotFact, day: date) -> bool:
    """Whether it was cut over and the old way retired by the day, or stopped on record."""
    if pilot.outcome == "stopped":
        return True
    dates = (pilot.cut_over_on, pilot.legacy_retired_on)
    return pilot.outcome == "cut_over" and all(each is not None and each <= day for each in dates)
