"""Who may decide what, who controls what it commits, and what was decided (METHODS 5, 1.6 b1 and 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A part in a decision from ``valid_from`` through ``valid_to``; without an end when that is None.

    role      decide, recommend or input
    function  uid of the function that holds it; empty when a team does
    team      uid of the team that holds it; empty when a function does
    """

    role: str
    function: str
    team: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRight:
    """A decision that recurs.

    flow           uid; empty when it is of the whole program
    times_a_month  None when nobody knows
    resources      uids of what it commits, in the order of their uids
    authorities    in the order of their first day
    ended_on       last day on which it is made; None while it is made
    """

    uid: str
    decision: str
    flow: str
    times_a_month: Decimal | None
    resources: tuple[str, ...]
    authorities: tuple[Authority, ...]
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A function in a team for a time; ``decides`` while it holds the deciding vote."""

    function: str
    decides: bool
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A cross-functional team; seats in the order of their first day."""

    uid: str
    name: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision; the days from ``raised_on`` to ``decided_on`` are its observed latency.

    right, flow            uids; empty when it names none
    decided_on             None while it waits
    decided_function       uid; empty while it waits, or when a team decided
    alternatives           ways considered; None when nobody noted them
    overriding_function    uid; empty when nobody overrode it, or somebody above all functions did
    """

    uid: str
    right: str
    flow: str
    raised_on: date
    decided_on: date | None
    decided_function: str
    decided_team: str
    alternatives: int | None
    is_trade_off: bool
    overridden_on: date | None
    overriding_function: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """What one program records about its decisions: rights and teams by uid, decisions by day and uid."""

    rights: tuple[DecisionRight, ...]
    teams: tuple[Team, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """The function that controls a resource for a time, by uid."""

    resource: str
    function: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """What a batch of programs shares.

    controls   of every resource that some decision of the batch commits, by resource and first day
    parent_of  uid of the function above each function that has one
    """

    controls: tuple[Control, ...]
    parent_of: dict[str, str]
