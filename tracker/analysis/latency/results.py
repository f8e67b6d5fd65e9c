"""What the analysis of decision latency says: the shape of its part of the stored result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.progress.numbers import Number

METHOD = "decision-latency"


class RunsKnown(StrEnum):
    """What is known of the moments at which the cycles of a flow run."""

    KNOWN = "known"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingCycle:
    """What a stage lacks.

    first_on    the first day on which it can be there
    is_planned  whether a cycle is recorded that begins on that day
    """

    stage: str
    stage_name: str
    function: str
    function_name: str
    what: str
    first_on: date
    is_planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTime:
    """Where the days go at one stage, or at stages that plan in one session; means over all signals.

    stage         uid of the first of them
    name          their names, joined
    functions     uids in the order of the stages
    cycle         uid of the planning cycle
    period_days   0 is continuous planning
    is_run_known  whether anybody knows when it runs; true for continuous planning
    wait_days     until the cut-off of the next run
    lead_days     from the cut-off to the run
    """

    stage: str
    stages: tuple[str, ...]
    name: str
    functions: tuple[str, ...]
    function_name: str
    level: str
    cycle: str
    period_days: float
    is_run_known: bool
    wait_days: float
    lead_days: float
    processing_days: float
    handoff_days: float

    @property
    def days(self) -> float:
        """All days at the stage."""
        return self.wait_days + self.lead_days + self.processing_days + self.handoff_days


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTiming:
    """How long a signal takes through a chain of stages whose cycles are all recorded. Lengths in elapsed days.

    mean, p50, p90, longest  of one signal over all moments at which it may come; interval of the mean: 10 to 90 %
    variance                 in days squared
    working                  processing, hand-offs and leads, with the days off that fall into them
    waiting                  mean - working; ``wait_share`` of the mean
    avoidable                waiting beyond half a period of the first stage
    same_frequency           share of the pairs of neighbors that plan equally often
    every_day                the mean if people worked every day; None where they do
    worst                    uid of the stage that costs most days
    basis, note              what is known of the runs, and in words what was assumed
    is_exact                 False when only part of a very long pattern was walked
    """

    mean: Number
    p50: Number
    p90: Number
    longest: float
    variance: float
    working: Number
    waiting: Number
    wait_share: Number
    avoidable: Number
    same_frequency: Number
    every_day: float | None
    stages: tuple[StageTime, ...]
    worst: str
    basis: RunsKnown
    is_exact: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSaving:
    """One change by itself and the days that it would save.

    kind         weekly, daily, follow, session or one_session
    stages       uids of the stages that it touches
    cycle        uid of the cycle that it changes; empty for a session
    period_days  of the changed cycle or of the session
    saved_days   mean before minus mean after; negative when it takes longer
    """

    kind: str
    stages: tuple[str, ...]
    name: str
    function_name: str
    level: str
    cycle: str
    period_days: float
    mean_days: float
    p90_days: float
    waiting_days: float
    saved_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedShift:
    """A market shift beside what the cycles of the day on which it was visible say.

    days             until the floor changed; so far, while ``is_open``
    modelled_days    mean on that day; None when the cycles of the day were not recorded
    modelled_p90     days within which 9 of 10 signals should have been through
    """

    shift: str
    title: str
    visible_on: date
    days: int
    is_open: bool
    modelled_days: float | None
    modelled_p90: float | None
    ratio: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedLatency:
    """What the record shows, so that the model can be found wrong.

    decisions       median days from raised to decided; those that wait count with their days so far
    decisions_p90   the same for 9 of 10
    decided, open   how many of them were decided, and how many wait
    shifts          of the flow, oldest first
    ratio           middle of the observed over middle of the modelled days
    """

    decisions: Number
    decisions_p90: Number
    decided: int
    open: int
    shifts: tuple[ObservedShift, ...]
    ratio: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLatency:
    """The mean days of a signal from the day on which a change of the record begins to hold."""

    first_on: date
    mean_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLatency:
    """One flow. ``timing`` is None while the cycle of some stage is not recorded.

    latency      mean days of a signal, or why there is none
    at_least     days of the stages whose cycles are recorded, when not all are
    savings      single changes, most days saved first
    ahead        what the cycles that are recorded for later will make of it, soonest first
    """

    flow: str
    stages: int
    latency: Number
    at_least: float | None
    timing: FlowTiming | None
    missing: tuple[MissingCycle, ...]
    savings: tuple[ChangeSaving, ...]
    ahead: tuple[PlannedLatency, ...]
    observed: ObservedLatency


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyAnalysis:
    """All flows of a program in the order of expansion. ``zone`` is whose clocks the runs were read by."""

    flows: tuple[FlowLatency, ...]
    zone: str
