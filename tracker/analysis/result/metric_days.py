"""Where each metric of the program stood on a day, from its readings outside of parallel runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tracker.analysis.coverage import stood_still
from tracker.analysis.facts.metrics import JudgedMetric
from tracker.analysis.facts.weekly import Standstill
from tracker.analysis.metrics.analyze import Case, judged_now
from tracker.analysis.metrics.phases import locked_baseline
from tracker.analysis.metrics.question import RECENT, MetricsFacts
from tracker.analysis.metrics.readings import PLAIN, Arms, sorted_readings
from tracker.analysis.metrics.results import LimitStanding, MetricSignal, MetricStanding
from tracker.analysis.metrics.sharing import definition_on, sharing_of
from tracker.analysis.metrics.standing import Judged, deciding, standing_of
from tracker.analysis.result.question import OVERDUE_FROM, PRIMARY
from tracker.progress.periods import Period, begins_on, periods_after

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A metric on a day.

    signal       the one that decides; None without any
    readings     after the baseline
    is_locked    whether its baseline by the definition in force is
    read         of the ``expected`` latest periods since the baseline, how many were read
    provisional  whether the limits rest on fewer than twelve readings
    """

    standing: MetricStanding
    signal: MetricSignal | None
    readings: int
    is_locked: bool
    read: int
    expected: int
    provisional: bool

    @property
    def is_unread(self) -> bool:
        """Whether too many of the latest periods have no reading to claim anything good."""
        return self.expected - self.read >= OVERDUE_FROM


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricDays:
    """The metrics of one program, to be asked about any day until the one of the record.

    Readings and locks count by their days; a reading that was corrected since counts as it is now.
    """

    facts: MetricsFacts
    readings: Mapping[str, Arms]
    standstills: tuple[Standstill, ...] = ()
    found: dict[tuple[str, date, str, str], Stood] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: MetricsFacts, *, as_of: date, standstills: tuple[Standstill, ...] = ()) -> MetricDays:
        """Readings of parallel runs are passed over: they are of one arm."""
        plain = tuple(each for each in facts.readings if each.pilot_uid is None and not each.arm)
        readings = sorted_readings(replace(facts, readings=plain), as_of)
        return cls(facts=facts, readings=readings, standstills=standstills)

    def primary(self) -> Iterator[JudgedMetric]:
        """The metrics that the result is told by."""
        return (each for each in self.facts.record.metrics if each.role == PRIMARY)

    def guardrails(self) -> Iterator[JudgedMetric]:
        """The metrics that must not get worse meanwhile."""
        return (each for each in self.facts.record.metrics if each.role != PRIMARY)

    def is_shared(self, metric: JudgedMetric, day: date) -> bool:
        """Whether functions really answered for it together on the day."""
        return sharing_of(metric, self.facts.record, day).is_shared

    def on(self, metric: JudgedMetric, day: date) -> Stood:
        """Where it stood; worked out once for all days on which nothing new could be known."""
        definition = definition_on(metric, day)
        baseline = locked_baseline(metric, definition, PLAIN, as_of=day) if definition else None
        running = begins_on(day, Period(metric.frequency))
        key = (metric.uid, running, definition.uid if definition else "", baseline.uid if baseline else "")
        if key not in self.found:
            self.found[key] = self.worked_out(metric, day)
        return self.found[key]

    def worked_out(self, metric: JudgedMetric, day: date) -> Stood:
        running = begins_on(day, Period(metric.frequency))
        runs = self.readings.get(metric.uid, {}).get(PLAIN, {})
        arms = {PLAIN: {number: run.before(running) for number, run in runs.items()}}
        seen, progress = judged_now(Case(metric=metric, arms=arms, changes=(), as_of=day))
        expected = latest_expected(seen, Period(metric.frequency), until=running, standstills=self.standstills)
        return Stood(
            standing=standing_of(seen),
            signal=deciding(seen),
            readings=len(seen.later),
            is_locked=progress.is_locked,
            read=len(set(expected) & set(seen.later.periods)),
            expected=len(expected),
            provisional=seen.limits is not None and seen.limits.standing is LimitStanding.PROVISIONAL,
        )


def latest_expected(
    seen: Judged, period: Period, *, until: date, standstills: tuple[Standstill, ...]
) -> tuple[date, ...]:
    """First days of the latest periods before ``until`` of which a reading is owed: after the baseline, at work."""
    if not len(seen.held):
        return ()
    found: list[date] = []
    day = periods_after(until, -1, period)
    while day > seen.held.periods[-1] and len(found) < RECENT:
        if not stood_still(standstills, day, periods_after(day, 1, period) - ONE_DAY):
            found.append(day)
        day = periods_after(day, -1, period)
    return tuple(found)
