"""Where each metric of the program stood on a day, from its readings outside of parallel runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.analysis.coverage import stood_still
from tracker.analysis.facts.metrics import JudgedMetric
from tracker.analysis.facts.weekly import Standstill
from tracker.analysis.first_change import FirstChanges, is_after_change
from tracker.analysis.metrics.analyze import Case, judged_now
from tracker.analysis.metrics.phases import locked_baseline
from tracker.analysis.metrics.question import RECENT, MetricsFacts
from tracker.analysis.metrics.readings import PLAIN, Arms, sorted_readings
from tracker.analysis.metrics.results import LimitStanding, MetricSignal, MetricStanding
from tracker.analysis.metrics.sharing import definition_on, sharing_of
from tracker.analysis.metrics.standing import Judged, deciding, newest, standing_of, still_holds
from tracker.analysis.result.question import OVERDUE_FROM, PRIMARY, ResultFacts
from tracker.progress.periods import Period, begins_on, periods_after

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A metric on a day.

    signal       the one that decides; None without any
    is_result    whether it came after the change; what stood before is no result of it
    begun_on     since when something could have a result; None while nothing has changed
    readings     after the baseline
    is_locked    whether its baseline by the definition in force is
    read         of the ``expected`` latest periods since the baseline, how many were read
    provisional  whether the limits rest on fewer than twelve readings
    """

    standing: MetricStanding
    signal: MetricSignal | None
    is_result: bool
    begun_on: date | None
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

    Readings of parallel runs are passed over: they are of one arm. Readings and locks count by their days; a reading
    that was corrected since counts as it is now.
    """

    facts: MetricsFacts
    readings: Mapping[str, Arms]
    standstills: tuple[Standstill, ...] = ()
    begun: FirstChanges = field(default_factory=FirstChanges)
    found: dict[tuple[str, date, str, str], Stood] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: ResultFacts, *, as_of: date) -> MetricDays:
        """The metrics of the facts; their readings are sorted here where nobody did."""
        readings = sorted_readings(facts.metrics, as_of) if facts.readings is None else facts.readings
        return cls(facts=facts.metrics, readings=readings, standstills=facts.standstills, begun=facts.begun)

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
        begun_on = self.begun.of(metric.flow_uid)
        signal = deciding_after(seen, lambda each: is_after_change(each, begun_on, metric.frequency))
        return Stood(
            standing=standing_of(seen),
            signal=signal,
            is_result=signal is not None and is_after_change(signal, begun_on, metric.frequency),
            begun_on=begun_on,
            readings=len(seen.later),
            is_locked=progress.is_locked,
            read=len(set(expected) & set(seen.later.periods)),
            expected=len(expected),
            provisional=seen.limits is not None and seen.limits.standing is LimitStanding.PROVISIONAL,
        )


def deciding_after(seen: Judged, is_after: Callable[[MetricSignal], bool]) -> MetricSignal | None:
    """The signal that its standing rests on: of those that say the same, one that came after the change if any did."""
    last = deciding(seen)
    if last is None:
        return None
    held = (each for each in seen.signals if still_holds(each, seen))
    same = [each for each in held if (each.is_firm, each.is_favorable) == (last.is_firm, last.is_favorable)]
    return newest(each for each in same if is_after(each)) or last


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
