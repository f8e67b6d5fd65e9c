"""What the reckoning says about one program as of a day: the shape of a snapshot.

Every page, API answer and report shows these values and computes none of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.progress.numbers import Number, State
from tracker.progress.outlooks import Outlook


class Status(StrEnum):
    """Red, amber, green; grey is unknown, and says why."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """Planned and earned weight at the end of a day; ``earned`` is None after the as-of day."""

    on: date
    planned: float
    earned: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateItem:
    """An item of the plan that was due and is not accepted (METHODS 1.2 f)."""

    uid: str
    name: str
    owner: str
    planned_on: date
    days_late: int
    started: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LongItem:
    """An open item that is planned to take more than two review periods: it must be split. ``days`` by the plan."""

    uid: str
    name: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyItem:
    """An item that was done out of the planned order (METHODS 1.3); ``open_name`` is what should have come first."""

    uid: str
    name: str
    planned_on: date
    accepted_on: date
    open_name: str = ""
    open_planned_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeItem:
    """An item that left the plan or came into it, with its weight in the baseline that has it (METHODS 1.2 h)."""

    uid: str
    name: str
    weight: float
    planned_on: date
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineProgress:
    """One horizon measured against one baseline (METHODS 1.1 to 1.4). Times are in review periods.

    descoped  open, and taken out of the program or out of a newer baseline: ``descoped_weight`` stays unearned
    added     in this baseline and not in the first: ``added_weight``, which the first baseline has none of
    order    P-factor: share of the earned weight that was due by then; snapshots of older methods have none
    early    accepted though the plan has them later than what is earned is worth, by planned day
    outlook  how likely the horizon is met
    """

    baseline_number: int
    item_count: int
    total_weight: Number
    planned_value: Number
    earned_value: Number
    descoped_weight: Number
    actual_time: Number
    planned_duration: Number
    earned_schedule: Number
    schedule_variance: Number
    schedule_performance: Number
    value_performance: Number
    estimate_at_completion: Number
    likely_finish_on: date | None
    to_horizon_performance: Number
    complete_on: date | None
    regression: bool
    order: Number | None = None
    early: tuple[EarlyItem, ...] = ()
    outlook: Outlook | None = None
    descoped: tuple[ScopeItem, ...] = ()
    added: tuple[ScopeItem, ...] = ()
    added_weight: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonProgress:
    """Day 90, day 120, month 12 or month 18: the calendar date, and progress of its exit set.

    key       day_90, day_120, month_12, month_18
    kind      structural (review period: week) or cultural (review period: month)
    state     value when measured; else the reason says what is missing
    original  against baseline 1 (accountability, the headline); current against the newest (control)
    late      due and not accepted, against the original baseline, longest late first
    too_long  open items of more than two review periods, longest first
    stopped_days  by how many days pauses of the program have moved ``horizon_on``
    """

    key: str
    label: str
    kind: str
    period: str
    state: State
    reason: str
    horizon_on: date | None
    days_to_horizon: int | None
    original: BaselineProgress | None
    current: BaselineProgress | None
    curve: tuple[CurvePoint, ...]
    late: tuple[LateItem, ...]
    stopped_days: int = 0
    too_long: tuple[LongItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GateProgress:
    """A gate as a dated state.

    state         passed, overdue, next (the first that is open) or open
    planned_on    original baseline; ``current_planned_on`` the newest one
    days_overdue  days past ``planned_on`` while open, else 0; None when unplanned
    missing       uids of open items that the gate needs; ``missing_names`` what they are called
    out_of_order  passed while an earlier gate was open
    likely_from, likely_to  passed between these days with 80 % chance, by the path; None when that cannot be said
    open_count    of ``needed_count`` things, how many were missing when it was passed; 0 once nothing is open
    earliest_on    while open, the day before which it cannot be passed; ``earliest_gate`` is the gate that holds it up
    earliest_needs what that gate takes so long for; empty when the decision alone is missing
    complete_on    since when nothing is missing any more, when it was passed earlier with something missing
    """

    code: str
    name: str
    item_uid: str
    state: str
    planned_on: date | None
    current_planned_on: date | None
    forecast_on: date | None
    passed_on: date | None
    days_overdue: int | None
    missing: tuple[str, ...]
    out_of_order: bool
    missing_names: tuple[str, ...] = ()
    likely_from: date | None = None
    likely_to: date | None = None
    open_count: int = 0
    needed_count: int = 0
    earliest_on: date | None = None
    earliest_gate: str = ""
    earliest_needs: str = ""
    complete_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfOrder:
    """Work accepted for a later gate while ``open_gate`` was still open (METHODS 1.5)."""

    uid: str
    name: str
    gate: str
    accepted_on: date
    open_gate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceProgress:
    """The implementation sequence as it stands: gates in order, the first open one, what ran ahead."""

    state: State
    reason: str
    current_gate: str
    gates: tuple[GateProgress, ...]
    out_of_order: tuple[OutOfOrder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSlip:
    """Expected (forecast, or accepted) finish minus the original baseline, in days; positive is late."""

    uid: str
    name: str
    planned_on: date
    expected_on: date
    accepted: bool
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPoint:
    """A stated forecast of the program's last finish."""

    stated_on: date
    finish_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipProgress:
    """How far the finish has moved.

    finish         expected finish of the last item minus its original planned finish (days)
    drift          latest forecast minus the one stated before it (days)
    total_drift    latest forecast minus the first ever stated (days)
    planned_on     planned finish of the whole, original baseline; expected_on the expected one
    last_stated_on when anybody last stated a forecast; forecast_passed: that date is behind us, unaccepted
    history        forecasts of the last item, oldest first
    items          slipped items, worst first, at most 10
    """

    finish: Number
    drift: Number
    total_drift: Number
    planned_on: date | None
    expected_on: date | None
    last_stated_on: date | None
    forecast_passed: bool
    history: tuple[ForecastPoint, ...]
    items: tuple[ItemSlip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedProgress:
    """The latest status people reported, never merged with the computed one."""

    status: Status
    reason: str
    rated_by: str
    reported_on: date | None
    age_days: int | None
    previous: Status | None
    previous_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPoint:
    """One stated amount, for the cost history."""

    stated_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CostProgress:
    """Money as stated, one currency at a time.

    scope      whole_life or financial_year
    period     the newest financial year that is stated; empty for whole life
    variance   (forecast - baseline) / baseline in percent
    withheld   reasons given instead of an amount
    """

    scope: str
    currency: str
    baseline: Number
    forecast: Number
    variance: Number
    history: tuple[CostPoint, ...]
    withheld: tuple[str, ...]
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One ingredient of the Delivery status, with its own color and a plain sentence."""

    key: str
    label: str
    status: Status
    value: Number
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryProgress:
    """Delivery: are we in order and on time (METHODS 1.7).

    status     after hysteresis, against the original baseline; ``raw`` before hysteresis
    current    the same against the current baseline, shown beside it
    trend      better, same, worse, or unknown: the driving SPI(t) now against one period ago
    diverges   the reported status is another color than the computed one
    """

    status: Status
    raw: Status
    current: Status
    sentence: str
    indicators: tuple[Indicator, ...]
    trend: str
    trend_sentence: str
    diverges: bool
    divergence_sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """An input of the numbers, so that two snapshots can say why they differ.

    kind  item, gate, baseline, minimum, status, cost, policy or program; ``fields`` are its values as text
    """

    kind: str
    uid: str
    label: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramProgress:
    """One program as of one day. ``headline`` is the one sentence that opens page and report."""

    program_uid: str
    as_of: date
    day_number: int | None
    headline: str
    sequence: SequenceProgress
    horizons: tuple[HorizonProgress, ...]
    slip: SlipProgress
    reported: ReportedProgress
    costs: tuple[CostProgress, ...]
    delivery: DeliveryProgress
