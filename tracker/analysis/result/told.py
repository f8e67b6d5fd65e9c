"""What the record alone shows on a day: each metric and each run with its own color, and the raw color of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.analysis.facts.metrics import JudgedMetric
from tracker.analysis.metrics.results import MetricStanding
from tracker.analysis.pilots.results import PilotResult
from tracker.analysis.result.metric_days import MetricDays, Stood
from tracker.analysis.result.pilot_days import Ran, ran_on
from tracker.analysis.result.question import ResultPolicy
from tracker.analysis.result.results import ReasonKind
from tracker.progress.rag import worst
from tracker.progress.results import Status

OF_STANDING = {
    MetricStanding.WORSENED: Status.RED,
    MetricStanding.MAYBE_WORSENED: Status.AMBER,
    MetricStanding.IMPROVED: Status.GREEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldByMetric:
    """A metric on a day; ``is_shared`` is not asked of a guardrail, and False."""

    kind: ReasonKind
    metric: JudgedMetric
    stood: Stood
    is_shared: bool
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldByPilot:
    """A parallel run on a day."""

    pilot: PilotResult
    ran: Ran
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that a day shows."""

    primary: tuple[ToldByMetric, ...]
    guardrails: tuple[ToldByMetric, ...]
    pilots: tuple[ToldByPilot, ...]

    @property
    def raw(self) -> Status:
        """The worst color of all; nothing is green while a primary shared metric is not read.

        Else whoever stopped reading a metric that gets worse would turn the program green by another one.
        """
        metrics = [each.status for each in (*self.primary, *self.guardrails)]
        color = worst([*metrics, *(each.status for each in self.pilots)])
        return Status.GREY if color is Status.GREEN and self.is_unread else color

    def of(self, status: Status) -> tuple[str, ...]:
        """Names of the metrics and runs with this color."""
        metrics = [each.metric.name for each in (*self.primary, *self.guardrails) if each.status is status]
        return *metrics, *(each.pilot.name for each in self.pilots if each.status is status)

    @property
    def is_unread(self) -> bool:
        """Whether a primary shared metric is not read."""
        return any(each.is_shared and each.stood.is_unread for each in self.primary)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The metrics and runs of one program, to be asked about any day."""

    metrics: MetricDays
    pilots: Sequence[PilotResult]
    policy: ResultPolicy
    as_of: date
    start_on: date | None

    def on(self, day: date) -> Told:
        """What the record shows of the day.

        source  METHODS 1.7
        """
        return Told(
            primary=tuple(by_metric(self.metrics, each, day) for each in self.metrics.primary()),
            guardrails=tuple(by_guardrail(self.metrics, each, day) for each in self.metrics.guardrails()),
            pilots=tuple(self.by_pilots(day)),
        )

    def raw_on(self, day: date) -> Status:
        """The color of that day alone; grey before the program began."""
        if self.start_on is not None and day < self.start_on:
            return Status.GREY
        return self.on(day).raw

    def by_pilots(self, day: date) -> Iterator[ToldByPilot]:
        for pilot in self.pilots:
            ran = ran_on(pilot, day, as_of=self.as_of, policy=self.policy)
            if ran is not None:
                yield ToldByPilot(pilot=pilot, ran=ran, status=pilot_status(ran))


def by_metric(days: MetricDays, metric: JudgedMetric, day: date) -> ToldByMetric:
    """A primary metric: it counts while functions really share it.

    For the better only while it is read, and only by a signal that came after the change; what is worse warns
    whatever it came from.
    """
    stood, is_shared = days.on(metric, day), days.is_shared(metric, day)
    status = OF_STANDING.get(stood.standing, Status.GREY) if is_shared else Status.GREY
    if status is Status.GREEN and (stood.is_unread or not stood.is_result):
        status = Status.GREY
    return ToldByMetric(kind=ReasonKind.METRIC, metric=metric, stood=stood, is_shared=is_shared, status=status)


def by_guardrail(days: MetricDays, metric: JudgedMetric, day: date) -> ToldByMetric:
    """A guardrail: amber while it surely gets worse, else it says nothing."""
    stood = days.on(metric, day)
    status = Status.AMBER if stood.standing is MetricStanding.WORSENED else Status.GREY
    return ToldByMetric(kind=ReasonKind.GUARDRAIL, metric=metric, stood=stood, is_shared=False, status=status)


def pilot_status(ran: Ran) -> Status:
    """Red for harm, amber for a guardrail's estimate or a sign to go back, green for sure improvement."""
    if ran.is_harmful:
        return Status.RED
    if ran.breached or ran.reverts:
        return Status.AMBER
    return Status.GREEN if ran.is_better else Status.GREY
