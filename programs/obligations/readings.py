"""Readings to enter: of every metric that a person's functions answer for, and of both arms of a parallel run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from programs.models import MetricAccountability, Pilot, ProcessFlow, Program, Reading, SharedMetric, User
from programs.obligations.metrics import answered_for
from programs.obligations.obligation import Obligation, address_of
from programs.pairing import first_period
from programs.periods import last_day, latest_periods, next_period
from programs.rest import Rests

PERIODS_BACK = 3
ENTRY_DAYS = 7
Place = tuple[int, int | None, str]
"""Metric, flow or None for the whole organization, arm or nothing."""
Stored = defaultdict[Place, dict[date, Reading]]
Expected = tuple[ProcessFlow | None, str, date]
"""Flow, arm and first day of a period."""


@dataclass(slots=True, kw_only=True)
class Series:
    """A metric of one flow or of the whole organization, in one arm of a parallel run or in none.

    due       first days of the periods in which it is expected
    programs  those that it serves, in the order of their codes
    stored    what the record holds in these periods, by first day
    """

    metric: SharedMetric
    flow: ProcessFlow | None
    arm: str
    due: set[date] = field(default_factory=set)
    programs: list[Program] = field(default_factory=list)
    stored: dict[date, Reading] = field(default_factory=dict)

    @property
    def missing(self) -> list[date]:
        """Periods without a final reading, oldest first."""
        return [first for first in sorted(self.due) if first not in self.stored or not self.stored[first].is_final]

    @property
    def name(self) -> str:
        """What is read, in words."""
        return ", ".join(str(part) for part in (self.metric, self.flow, self.arm) if part)

    def expect(self, first: date, program: Program) -> None:
        """The period is expected, for the program."""
        self.due.add(first)
        if program not in self.programs:
            self.programs.append(program)


def readings_missing(user: User, day: date) -> Iterator[Obligation]:
    """Metrics that a function of the person answers for, of which an ended period has no final reading.

    The last three ended periods are asked for; a metric that several programs share is owed once.
    """
    for series in series_owed(user, day):
        if series.missing:
            yield _obligation(series)


def series_owed(user: User, day: date) -> list[Series]:
    """Readings of the last ended periods that the person answers for, those that are there too; six queries.

    Of a running pilot each arm is expected from the first period that counts. Nothing is expected for a period in
    which no program that it serves was at work.
    """
    rows = list(answered_for(user, day))
    pilots = _running_pilots(row.program_metric_id for row in rows)
    read = _stored({row.program_metric.metric_id for row in rows}, day)
    rests = Rests(row.program_metric.program for row in rows)
    found: dict[Place, Series] = {}
    for row in rows:
        metric, program = row.program_metric.metric, row.program_metric.program
        expected = _in_no_arm(row, day)
        for pilot in pilots[row.program_metric_id]:
            expected += _in_both_arms(pilot, row, day=day, read=read)
        for flow, arm, first in expected:
            if rests.covering(program.pk, first, last_day(first, metric.frequency)) is None:
                key = place(metric, flow, arm)
                series = found.setdefault(key, Series(metric=metric, flow=flow, arm=arm, stored=read[key]))
                series.expect(first, program)
    return list(found.values())


def place(metric: SharedMetric, flow: ProcessFlow | None, arm: str) -> Place:
    """What tells one series from another."""
    return metric.pk, flow.pk if flow else None, arm


def _in_no_arm(row: MetricAccountability, day: date) -> list[Expected]:
    return [(row.program_metric.flow, "", first) for first in ended_periods(row, day)]


def _in_both_arms(pilot: Pilot, row: MetricAccountability, *, day: date, read: Stored) -> list[Expected]:
    """Each arm in the pilot's flow, or in the whole organization where the arms are read there (METHODS 6.1)."""
    metric, arms = row.program_metric.metric, (pilot.old_arm, pilot.new_arm)
    flow: ProcessFlow | None = pilot.flow
    if any(read[place(metric, None, arm)] for arm in arms) and not any(read[place(metric, flow, arm)] for arm in arms):
        flow = None
    assert pilot.started_on is not None, "only a pilot that runs expects readings"
    counts_from = first_period(pilot.started_on, metric.frequency)
    for _ in range(pilot.burn_in_periods):
        counts_from = next_period(counts_from, metric.frequency)
    return [(flow, arm, first) for first in ended_periods(row, day) if first >= counts_from for arm in arms]


def _running_pilots(metrics: Iterable[int]) -> defaultdict[int, list[Pilot]]:
    """Pilots that run, by each of the programs' metrics that they are judged by."""
    wanted = set(metrics)
    found: defaultdict[int, list[Pilot]] = defaultdict(list)
    judged = Q(primary__in=wanted) | Q(guardrails__program_metric__in=wanted)
    running = Pilot.objects.filter(judged, started_on__isnull=False, decided_on__isnull=True).distinct()
    for pilot in running.select_related("flow").prefetch_related("guardrails").order_by("id"):
        for metric in {pilot.primary_id, *(guard.program_metric_id for guard in pilot.guardrails.all())} & wanted:
            found[metric].append(pilot)
    return found


def _stored(metrics: Iterable[int], day: date) -> Stored:
    """Readings of the last ended periods by series and first day; one of the latest definition counts, final first."""
    oldest = min(latest_periods(frequency, today=day, count=PERIODS_BACK)[-1] for frequency in SharedMetric.Frequency)
    found: Stored = defaultdict(dict)
    rows = Reading.objects.filter(metric__in=metrics, period_starts_on__gte=oldest)
    for row in rows.order_by("is_final", "definition__number", "id"):
        found[row.metric_id, row.flow_id, row.arm][row.period_starts_on] = row
    return found


def _obligation(series: Series) -> Obligation:
    first, *later = series.missing
    program, *others = series.programs
    ended = next_period(first, series.metric.frequency)
    return Obligation(
        kind="reading_missing",
        key="/".join([str(series.metric.uid), str(series.flow.pk) if series.flow else "", series.arm]).rstrip("/"),
        what=f"{series.name}, the {series.metric.frequency} of {first:%-d %B}"
        + (f" and {len(later)} later" if later else ""),
        program=program,
        also=", ".join(sorted(str(other) for other in others)),
        since=ended,
        due_on=ended + timedelta(days=ENTRY_DAYS),
        why="The result stays grey, and a clean month cannot be complete, while a reading is missing.",
        button="Enter the reading",
        address=address_of(series.metric, "programs:reading-create"),
    )


def ended_periods(row: MetricAccountability, day: date) -> list[date]:
    """First days of the last three periods that have ended, oldest first, since the function answers for the metric."""
    frequency = row.program_metric.metric.frequency
    since = max(row.valid_from, getattr(row, "defined_from", row.valid_from))
    return [first for first in reversed(latest_periods(frequency, today=day, count=PERIODS_BACK)) if first >= since]
