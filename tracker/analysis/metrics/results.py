"""What the analysis of metrics says. Plain values: they go to JSON and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.progress.numbers import Number


class ChartRule(StrEnum):
    """When a reading is more than chance (Western Electric 1956)."""

    BEYOND_LIMIT = "beyond_limit"
    TWO_OF_THREE = "two_of_three"
    FOUR_OF_FIVE = "four_of_five"
    EIGHT_IN_A_ROW = "eight_in_a_row"


FIRM_RULES = (ChartRule.BEYOND_LIMIT, ChartRule.EIGHT_IN_A_ROW)
"""Only these decide; the others are something to watch."""


class LimitStanding(StrEnum):
    """What limits rest on: twelve readings or more, six to eleven, or too few for any."""

    FIRM = "firm"
    PROVISIONAL = "provisional"
    NONE = "none"


class MetricStanding(StrEnum):
    """Where a metric stands against its locked baseline.

    improved, worsened              a firm signal among the latest readings
    maybe_improved, maybe_worsened  only a signal to watch
    no_signal                       nothing that chance would not bring
    unknown                         no limits, or no reading after the baseline
    """

    IMPROVED = "improved"
    WORSENED = "worsened"
    MAYBE_IMPROVED = "maybe_improved"
    MAYBE_WORSENED = "maybe_worsened"
    NO_SIGNAL = "no_signal"
    UNKNOWN = "unknown"


class MissingKind(StrEnum):
    """Where what is missing is entered: a definition, the lock of a baseline, readings."""

    DEFINITION = "definition"
    LOCK = "lock"
    READINGS = "readings"


class LackKind(StrEnum):
    """What keeps a metric from being shared."""

    OWNERS = "owners"
    SIGNATURES = "signatures"
    EVALUATIONS = "evaluations"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlLimits:
    """Natural process limits of a phase, in the metric's unit.

    sigma        mean moving range / 1.128
    range_upper  above it a single step from reading to reading is more than chance
    n, ranges    readings and moving ranges that they rest on; none across a missing period
    """

    center: float
    lower: float
    upper: float
    sigma: float
    mean_range: float
    range_upper: float
    n: int
    ranges: int
    standing: LimitStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricSignal:
    """Readings in a row by which one rule finds more than chance.

    first_on, last_on  first days of the first and last period at which it does
    readings           how many
    is_above           of the center line
    is_favorable       by the direction of the metric
    is_firm            whether it decides; else it is something to watch
    """

    rule: ChartRule
    first_on: date
    last_on: date
    readings: int
    is_above: bool
    is_favorable: bool
    is_firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPhase:
    """Readings that one set of limits judges.

    began           baseline, definition, change or arm: why new limits begin
    what            the words of it
    definition      number of the version
    limits          None while there are none; ``reason`` says why
    baseline_until  first day of the last period that the limits rest on; None without limits
    is_locked       whether the limits rest on a locked baseline; else on the first readings of the phase
    periods         first days of the periods that are drawn, oldest first, with their values
    signals         the strongest rule first, then by day
    correlation     of neighbors among the readings under the limits
    """

    began: str
    what: str
    definition: int
    limits: ControlLimits | None
    baseline_until: date | None
    is_locked: bool
    periods: tuple[date, ...]
    values: tuple[float, ...]
    signals: tuple[MetricSignal, ...]
    correlation: Number
    false_alarm: Number
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricSeries:
    """Readings of a metric in one arm.

    arm        blank outside of a parallel run
    pilot_uid  whose arm it is; empty for none of the record
    missing    first days of periods that are over and have no final reading, oldest first; of a series that is read
    """

    arm: str
    pilot_uid: str
    phases: tuple[MetricPhase, ...]
    missing: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingLack:
    """One thing that keeps a metric from being shared, as a sentence, and who mends it."""

    kind: LackKind
    words: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricSharing:
    """Whether functions really answer for a metric together.

    owners, signers, evaluated  names of functions: that answer for it, that signed its definition, in whose evaluation
                                it counts
    lacks                       empty when it is shared
    """

    is_shared: bool
    owners: tuple[str, ...]
    signers: tuple[str, ...]
    evaluated: tuple[str, ...]
    lacks: tuple[SharingLack, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricMissing:
    """Something that a metric lacks, who owes it, and the first day on which it can be there."""

    kind: MissingKind
    what: str
    who: str
    first_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricChart:
    """The phases of one metric outside of parallel runs, oldest first.

    flow_uid  empty for the whole organization
    """

    metric_uid: str
    flow_uid: str
    frequency: str
    higher_is_better: bool
    phases: tuple[MetricPhase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricFinding:
    """One metric of the program.

    label         its name, with the flow where another metric has the same
    is_locked     whether a baseline by the definition in force is locked
    latest        the newest final reading outside of a parallel run, of the period from ``latest_on``
    change        of the latest readings against the locked baseline: percent on a ratio scale, else in the unit
    signals       against the locked baseline, of the readings after it; the strongest rule first
    slipped       a firm signal to the worse against the level after the last declared change
    limits_from   the day on which there can first be limits; None when there are
    on_target     None without a target or a reading
    """

    uid: str
    metric_uid: str
    label: str
    unit: str
    flow_uid: str
    role: str
    higher_is_better: bool
    frequency: str
    target: float | None
    sharing: MetricSharing
    standing: MetricStanding
    reason: str
    is_locked: bool
    latest: Number
    latest_on: date | None
    change: Number
    signals: tuple[MetricSignal, ...]
    slipped: bool
    on_target: bool | None
    limits_from: date | None
    series: tuple[MetricSeries, ...]
    missing: tuple[MetricMissing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalGain:
    """A metric of one function that improves while shared ones worsen; uids of the metrics of the program."""

    local: str
    shared: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricsAnalysis:
    """The metrics of one program as of a day, primary ones first.

    improving    share of the judged shared primary metrics that improve; all shared ones where none is primary
    false_alarms  to expect a year, of all four rules, over all metrics with limits
    """

    as_of: date
    sentence: str
    improving: Number
    metrics: tuple[MetricFinding, ...]
    local_gains: tuple[LocalGain, ...]
    false_alarms: Number
