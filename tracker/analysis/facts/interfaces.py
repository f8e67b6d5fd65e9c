"""What the analysis of interfaces (METHODS 3) reads of one program, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffCount:
    """Hand-offs from the first through the last day, as one source counted; sources are never added.

    straight_back     of these, how many were returned at once; None where the source does not show it
    median_wait_days, p90_wait_days  how long half of them and nine of ten waited at most; None likewise
    """

    starts_on: date
    ends_on: date
    handoffs: int
    source: str
    straight_back: int | None = None
    median_wait_days: float | None = None
    p90_wait_days: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """An ordered pair of functions, by their names and the uids of their rows.

    flows   uids of the program's flows that use it, in the order of expansion; none when only past incidents name it
    redesign_accepted_on  None while nobody stands for a redesign
    counts  in order of their first day
    """

    uid: str
    from_uid: str
    to_uid: str
    from_function: str
    to_function: str
    owner: str
    redesign_accepted_on: date | None
    flows: tuple[str, ...]
    counts: tuple[HandoffCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that went wrong at an interface.

    flow     uid of the flow that it hit; empty when not known
    band     what it cost at a glance, in the reporting currency; empty when not said
    amount   in ``currency``, None when not known; never added over currencies
    hours    working hours lost, None when not known; never added to money
    withdrawn_on  from this day it does not count; None while it does
    """

    uid: str
    interface: str
    flow: str
    happened_on: date
    consequence: str
    failure_mode: str
    band: str
    amount: Decimal | None
    currency: str
    hours: Decimal | None
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceFacts:
    """Interfaces by the names of their functions, then uid; incidents in order of their day, then uid."""

    interfaces: tuple[Interface, ...]
    incidents: tuple[Incident, ...]
