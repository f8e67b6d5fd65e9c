"""Facts about how people work together. Functions, flows and waves are named by the uid of their row, as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFunction:
    """A function in a session. ``came`` is None until it was held; a blank ``demand_plan`` was not said."""

    function: str
    is_required: bool
    came: bool | None
    demand_plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An integrated session: held on a day, cancelled, or neither while nobody said."""

    flow: str
    scheduled_on: date
    held_on: date | None
    is_cancelled: bool
    functions: tuple[SessionFunction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """The PMO stepped in. ``function`` is None when it was for no function in particular."""

    flow: str
    function: str | None
    kind: str
    happened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseCell:
    """What one function answered, or several small ones together.

    invited, answered  people
    scores             for each person 1 to 5 by item, in an order that says nothing; None where it stays hidden
    """

    functions: tuple[str, ...]
    invited: int
    answered: int
    scores: tuple[tuple[int, ...], ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseWave:
    """A closed wave of the pulse; open ones are not read. ``statements`` are what it asked, in order of the scores."""

    wave: str
    opens_on: date
    closed_on: date
    statements: tuple[str, ...]
    everybody: PulseCell
    cells: tuple[PulseCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CultureFacts:
    """Everything about the culture of one program. Sessions by day, interventions by day, waves by closing day."""

    sessions: tuple[Session, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    waves: tuple[PulseWave, ...] = ()
