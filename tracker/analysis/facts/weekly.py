"""Facts about who says what of a week. Functions are named by the uid of their row, as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A function's word about a week.

    week_starts_on  a Monday
    subject         incidents, overrides or interventions
    happened        False when nothing happened
    """

    function: str
    week_starts_on: date
    subject: str
    happened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The time in which a person leads the function in the program; both days belong to it, None has no end."""

    function: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standstill:
    """Days on which the program was not at work, paused or closed; ``last`` is None while it goes on."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyFacts:
    """Everything that the functions of one program said of their weeks. Statements by week, leads by first day.

    start_on     the first day of the program; None while nobody set it
    standstills  in order of their first day
    """

    statements: tuple[Statement, ...] = ()
    leads: tuple[Lead, ...] = ()
    start_on: date | None = None
    standstills: tuple[Standstill, ...] = ()
