"""Stages of a flow, the planning cycles they work by, and what amounts of money are worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFact:
    """A stage of a flow. ``function`` and ``flow`` are uids; ``level`` is blank when nobody said what it plans by."""

    uid: str
    flow: str
    position: int
    name: str
    function: str
    function_name: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFact:
    """How a function plans on a level from ``valid_from`` through ``valid_to``; lengths in days.

    The period counts every day. The other lengths count the working days of ``calendar``, or every day without one.

    function     uid
    period_days  0 is continuous planning
    anchor_at    a moment with its zone at which it ran; None when nobody knows
    calendar     uid of its working calendar; None when every day counts
    valid_to     None without an end
    """

    uid: str
    function: str
    level: str
    period_days: Decimal
    anchor_at: datetime | None
    cut_off_lead_days: Decimal
    processing_days: Decimal
    handoff_days: Decimal
    calendar: str | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFact:
    """Days of the week on which people work, 1 is Monday, less the holidays; both ascending."""

    uid: str
    name: str
    working_days: tuple[int, ...]
    holidays: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningFacts:
    """What the latency of one program's flows is reckoned from.

    stages     by flow in the order of expansion, then position
    cycles     of the stages' functions on any level, by function, level and first day
    calendars  those that the cycles count by, by uid
    """

    stages: tuple[StageFact, ...]
    cycles: tuple[CycleFact, ...]
    calendars: tuple[CalendarFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFact:
    """From ``effective_from`` one unit of ``currency`` is worth ``rate`` units of ``into``, until the next rate."""

    currency: str
    into: str
    effective_from: date
    rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyFacts:
    """Currencies by their ISO 4217 codes. ``reporting`` is None when nobody chose one; rates by pair and day.

    Of one program ``reporting`` is the currency that all its amounts are told in (tracker.analysis.money).
    """

    reporting: str | None
    rates: tuple[RateFact, ...]
