"""What the sequence guard says. Plain values: they go to JSON and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.progress.numbers import Number, State

METHOD = "sequence-guard"


class GuardStanding(StrEnum):
    """How the committee's decision and the record go together at a gate.

    passed         passed, and the record fulfills it
    passed_before  passed, and the record fulfilled it on that day; it does not any more
    on_paper       passed, and the record does not fulfill it
    fulfilled      the record fulfills it, and nobody passed it yet
    missing        neither
    """

    PASSED = "passed"
    PASSED_BEFORE = "passed_before"
    ON_PAPER = "on_paper"
    FULFILLED = "fulfilled"
    MISSING = "missing"


class GuardPage(StrEnum):
    """The kind of page of the record on which something stands, or is entered."""

    FLOWS = "flows"
    CYCLES = "cycles"
    INTERFACE = "interface"
    HANDOFFS = "handoffs"
    DECISIONS = "decisions"
    RIGHT = "right"
    CONSTRAINTS = "constraints"
    METRICS = "metrics"
    METRIC = "metric"
    READINGS = "readings"
    PILOTS = "pilots"
    PILOT = "pilot"
    PLAN = "plan"
    GOVERNANCE = "governance"


class GuardRule(StrEnum):
    """A rule of the order that can be broken."""

    METRICS_FIRST = "metrics_first"
    RESULTS_FIRST = "results_first"
    ONE_FLOW = "one_flow"
    SYSTEM_LAST = "system_last"
    GATE_ORDER = "gate_order"
    CHANGE_LOAD = "change_load"


class WaiverStanding(StrEnum):
    """Whether a waiver holds."""

    AHEAD = "ahead"
    HOLDS = "holds"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardPlace:
    """A row of the record by its page; ``uid`` is empty for a page of the program or of the installation."""

    page: GuardPage
    label: str
    uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardMissing:
    """Something without which a gate is not fulfilled.

    words     a sentence for people
    who       who owes it
    place     where it is entered
    first_on  the day before which it cannot be there; None when the record cannot tell
    """

    words: str
    who: str
    place: GuardPlace
    first_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardGate:
    """A gate by the record and by the committee.

    since        the day since which the record fulfills it; None while it does not, and where that cannot be told
    evidence     what in the record fulfills it, a sentence; empty while nothing does
    missing      empty when the record fulfills it
    item_uid     of its item in the plan; empty while the gate is not set up
    held_at_pass whether the record fulfilled it on the day it was passed; None while it is not, and where not dated
    open_count   things that were missing when it was passed
    earliest_needs  what takes so long until ``earliest_on``
    planned_open    items of the plan that it waits for
    """

    code: str
    name: str
    standing: GuardStanding
    since: date | None
    evidence: str
    missing: tuple[GuardMissing, ...]
    item_uid: str = ""
    passed_on: date | None = None
    held_at_pass: bool | None = None
    open_count: int = 0
    planned_on: date | None = None
    days_overdue: int = 0
    earliest_on: date | None = None
    earliest_needs: str = ""
    likely_from: date | None = None
    likely_to: date | None = None
    planned_open: int = 0

    @property
    def is_fulfilled(self) -> bool:
        """Whether the record fulfills it, passed or not."""
        return not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardFlow:
    """How far the decision flow of a process flow is mapped; ``missing`` is empty when it is."""

    flow: str
    name: str
    position: int
    missing: tuple[GuardMissing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardBaseline:
    """A locked baseline of a primary shared metric that G2 rests on, with its source and period.

    first_on, last_on  first days of its first and last period
    before_start       whether all its periods began before day 0: history that was loaded
    """

    metric: str
    uid: str
    source: str
    readings: int
    frequency: str
    first_on: date
    last_on: date
    locked_on: date
    before_start: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardViolation:
    """The order was not kept.

    on            the day; None where the record does not date it
    gate          code of the gate that should have come first; empty when none is meant
    flow          uid; empty when it is of no flow
    words         a sentence for people
    records       what it rests on
    mended_on     the day from which what was missing was there; None while it stands
    waiver        uid of the waiver that covers it; empty when none does
    waived_until  last day of that waiver while it holds
    """

    rule: GuardRule
    on: date | None
    gate: str
    flow: str
    words: str
    records: tuple[GuardPlace, ...]
    mended_on: date | None = None
    waiver: str = ""
    waived_until: date | None = None

    @property
    def is_waived(self) -> bool:
        """Whether a waiver covers it."""
        return bool(self.waiver)

    @property
    def stands(self) -> bool:
        """Whether it was neither mended nor waived."""
        return self.mended_on is None and not self.waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardWaiver:
    """Leave to pass over a rule; ``covers`` counts the violations that it covers on the day."""

    uid: str
    rule: str
    gate: str
    granted_on: date
    expires_on: date
    revoked_on: date | None
    standing: WaiverStanding
    covers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardAnalysis:
    """Whether one program keeps the order, as of a day.

    state, reason    value, or why there is nothing to guard
    flow             uid of the first flow, by which the gates are judged; empty while there is none
    next_gate        code of the first gate that is not passed; empty when all are
    fulfilled        gates that the record fulfills
    broken           violations that no waiver covers; ``standing`` those of them that still stand
    waived           violations that a waiver covers
    changing         days since the first structural change took effect
    violations       newest first; those without a day before all others
    waivers          those that hold first, by their last day
    load_behind      active programs whose part in the change load was counted before yesterday, or never
    """

    as_of: date
    state: State
    reason: str
    flow: str
    flow_name: str
    next_gate: str
    gates: tuple[GuardGate, ...]
    flows: tuple[GuardFlow, ...]
    baselines: tuple[GuardBaseline, ...]
    violations: tuple[GuardViolation, ...]
    waivers: tuple[GuardWaiver, ...]
    fulfilled: Number
    broken: Number
    standing: Number
    waived: Number
    changing: Number
    load_behind: int = 0

    def gate(self, code: str) -> GuardGate | None:
        """The gate of the code."""
        return next((each for each in self.gates if each.code == code), None)
