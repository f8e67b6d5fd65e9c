"""Readings sorted into series: by metric, flow, pilot, arm and definition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np

from tracker.analysis.facts.metrics import JudgedMetric, MetricBaseline
from tracker.analysis.metrics.control_limits import Floats, Ints
from tracker.analysis.metrics.question import MetricsFacts
from tracker.progress.periods import DAYS_PER_WEEK, Period, begins_on

PLAIN = ("", "")
"""Pilot and arm of the readings outside of a parallel run."""
MetricKey: TypeAlias = tuple[str, str | None]
ArmKey: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Final readings of one arm by one definition, oldest first: first days of periods, their numbers, values."""

    periods: Sequence[date]
    places: Ints
    values: Floats

    def __len__(self) -> int:
        return len(self.periods)

    def part(self, first: int, end: int | None = None) -> Run:
        """Readings from the place ``first`` until before ``end``."""
        return Run(periods=self.periods[first:end], places=self.places[first:end], values=self.values[first:end])

    def since(self, day: date) -> Run:
        """Readings of periods that begin on the day or after it."""
        return self.part(sum(each < day for each in self.periods))

    def before(self, day: date) -> Run:
        """Readings of periods that begin before the day."""
        return self.part(0, sum(each < day for each in self.periods))

    def then(self, later: Run) -> Run:
        """These readings and the later ones."""
        return Run(
            periods=[*self.periods, *later.periods],
            places=np.concatenate([self.places, later.places]),
            values=np.concatenate([self.values, later.values]),
        )


Arms: TypeAlias = Mapping[ArmKey, Mapping[int, Run]]
"""By pilot and arm, then by number of the definition."""


def run_of(given: Iterable[tuple[date, float]], period: Period) -> Run:
    """A run of these periods and values, in any order."""
    ordered = sorted(given)
    return Run(
        periods=[starts_on for starts_on, _ in ordered],
        places=places_of([starts_on for starts_on, _ in ordered], period),
        values=np.array([value for _, value in ordered], dtype=np.float64),
    )


def places_of(periods: Sequence[date], period: Period) -> Ints:
    """Numbers of the weeks or months: neighbors differ by 1."""
    if period is Period.WEEK:
        return np.array([each.toordinal() for each in periods], dtype=np.int64) // DAYS_PER_WEEK
    return np.array([each.year * 12 + each.month for each in periods], dtype=np.int64)


def frozen(baseline: MetricBaseline, period: Period) -> Run:
    """What a baseline holds: the values as they were when it was locked."""
    return run_of(zip(baseline.periods, map(float, baseline.values), strict=True), period)


def sorted_readings(facts: MetricsFacts, as_of: date) -> Mapping[str, Arms]:
    """Runs of each judged metric by its uid: final readings of periods that were over by the day.

    An arm that is read for the whole organization belongs to the metric in the flow of its pilot, unless the program is
    judged by it as a whole.
    """
    keys: dict[MetricKey, JudgedMetric] = {(each.metric_uid, each.flow_uid): each for each in facts.record.metrics}
    flow_of = {each.uid: each.flow for each in facts.pilots}
    running = {period.value: begins_on(as_of, period) for period in Period}
    given: defaultdict[tuple[str, ArmKey, int], list[tuple[date, float]]] = defaultdict(list)
    for reading in facts.readings:
        judged = keys.get((reading.metric_uid, reading.flow_uid))
        if judged is None and reading.pilot_uid and reading.flow_uid is None:
            judged = keys.get((reading.metric_uid, flow_of.get(reading.pilot_uid)))
        if judged is None or not reading.is_final or reading.period_starts_on >= running[judged.frequency]:
            continue
        arm = (reading.pilot_uid or "", reading.arm)
        given[judged.uid, arm, reading.definition_number].append((reading.period_starts_on, float(reading.value)))
    found: defaultdict[str, defaultdict[ArmKey, dict[int, Run]]] = defaultdict(lambda: defaultdict(dict))
    period_of = {each.uid: Period(each.frequency) for each in facts.record.metrics}
    for (uid, arm, number), rows in sorted(given.items()):
        found[uid][arm][number] = run_of(rows, period_of[uid])
    return found


def known_by(runs: Mapping[int, Run], day: date, period: Period) -> dict[int, Run]:
    """The runs of an arm as they were on an earlier day: readings of periods that were over by then."""
    running = begins_on(day, period)
    return {number: run.before(running) for number, run in runs.items()}
