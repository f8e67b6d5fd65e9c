"""What the record says about one program, as plain values: the only input of the pure rules.

``tracker/facts/`` builds these from rows. Nothing here knows Django or the clock. Identities are
the ``uid`` of the row as text. Weights are dimensionless and positive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A span in which an item counted as accepted: from ``accepted_on`` until before ``revoked_on``.

    It ends when the evidence was taken back, or lapsed without being renewed.
    """

    accepted_on: date
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """On ``stated_on`` somebody expected the item to finish on ``finish_on``."""

    stated_on: date
    finish_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A milestone, or the decision of a gate (``kind == "gate"``).

    dimension     structural, cultural, or delivery (outside of the implementation sequence)
    step          the sequence step; empty for delivery items
    gate          code of the gate that needs this item; for a gate's own item, that gate's code
    flow          uid of the flow that it is about; empty for none
    function      uid of the function that answers for it; empty for none
    predecessors  uids of the items that come before it
    acceptances   in order of ``accepted_on``; spans never overlap
    forecasts     in order of ``stated_on``; at most one a day
    removed_on    the day the item was taken out of the program, or None
    """

    uid: str
    name: str
    kind: str
    dimension: str
    step: str = ""
    gate: str = ""
    flow: str = ""
    function: str = ""
    owner: str = ""
    started_on: date | None = None
    predecessors: tuple[str, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    removed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """One line of a baseline: the item's planned finish and its weight, fixed when it was locked."""

    uid: str
    planned_on: date
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A locked, immutable plan. Number 1 is the original; the highest locked by a day is current."""

    number: int
    locked_on: date
    items: tuple[PlannedItem, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPass:
    """A span in which a gate stood as passed though ``open_count`` of the things that it needs were missing.

    The sequence goes on, but the gate earns nothing. It ends when the gate is passed with nothing open, or sent back.
    """

    passed_on: date
    ended_on: date | None = None
    open_count: int
    needed_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A gate of the sequence (G0, G1, G2, G3, GR, G4, G5) and the uid of its item.

    open_passes  in order of ``passed_on``; the item's own acceptances are the spans with nothing open
    """

    code: str
    name: str
    item_uid: str
    open_passes: tuple[OpenPass, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A process flow; flows are transformed in the order of ``position``, one at a time."""

    name: str
    position: int
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedStatus:
    """What people said: ``status`` is green, amber or red, or None with the reason it is missing."""

    reported_on: date
    status: str | None
    not_rated_reason: str = ""
    rated_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One amount as stated on a day; ``amount`` is None when it was withheld, with the reason.

    kind   baseline, forecast or actual
    scope  whole_life or financial_year
    period the financial year, such as 2026/27; empty for whole life
    """

    kind: str
    scope: str
    stated_on: date
    amount: Decimal | None
    currency: str
    withheld_reason: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The program stood still from ``paused_on`` until before ``resumed_on``; None while it does."""

    paused_on: date
    resumed_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Policy numbers of METHODS 1.2 and 1.7 in force on the day reckoned for ("policy" in the UI)."""

    version: int = 0
    spi_green: Decimal = Decimal("0.95")
    spi_amber: Decimal = Decimal("0.85")
    gate_overdue_red_days: int = 14
    horizon_green: Decimal = Decimal("0.80")
    horizon_amber: Decimal = Decimal("0.50")
    order_green: Decimal = Decimal("0.90")
    improve_after_periods: int = 2
    tspi_unlikely: Decimal = Decimal("1.10")
    constraint_votes: int = 10
    gate_approval_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricMinimum:
    """A primary shared metric, whose baseline gate G2 needs; every period gives one reading.

    period           week or month
    readings_needed  for a baseline
    first_on         first day of the oldest period with a final reading; None without any
    locked_on        since when a baseline is locked, or None
    """

    uid: str
    name: str
    period: str
    readings_needed: int
    first_on: date | None = None
    locked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotMinimum:
    """A parallel run, which gate GR needs for a while and gate G4 for its pairs of readings.

    period           week or month, that of its primary metric
    burn_in_periods  first periods, which are no pairs
    minimum_periods  pairs before it may be decided
    pairs            first days of the periods that are pairs, in order
    """

    uid: str
    name: str
    period: str
    burn_in_periods: int
    minimum_periods: int
    started_on: date | None = None
    decided_on: date | None = None
    pairs: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteWeek:
    """So many sources said in one week what limits a flow."""

    flow_uid: str
    week_starts_on: date
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GateWaiver:
    """A gate may be passed over from ``granted_on`` until before ``ends_on``."""

    gate: str
    granted_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimums:
    """What the gates of a program need at the least, as far as the record says it; all in a total order."""

    metrics: tuple[MetricMinimum, ...] = ()
    pilots: tuple[PilotMinimum, ...] = ()
    votes: tuple[VoteWeek, ...] = ()
    waivers: tuple[GateWaiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramFacts:
    """Everything the reckoning reads about one program."""

    uid: str
    code: str
    name: str
    follows_sequence: bool
    start_on: date | None
    items: tuple[Item, ...] = ()
    gates: tuple[Gate, ...] = ()
    flows: tuple[Flow, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    statuses: tuple[ReportedStatus, ...] = ()
    costs: tuple[Cost, ...] = ()
    pauses: tuple[Pause, ...] = ()
    minimums: Minimums = Minimums()
    thresholds: Thresholds = Thresholds()
