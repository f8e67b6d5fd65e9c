"""Arguments of an import: what a portfolio table states about its programs, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class ImportedMilestone:
    name: str
    description: str = ""


@dataclass(frozen=True)
class ImportedForecast:
    """The finish of the milestone of that name as stated on a day."""

    milestone: str
    stated_on: date
    finish_on: date
    reason: str = ""


@dataclass(frozen=True)
class ImportedStatus:
    """What was reported on a day; ``status`` empty with ``not_rated_reason``."""

    reported_on: date
    rated_by: str
    status: str
    not_rated_reason: str
    reason: str = ""
    schedule_narrative: str = ""
    cost_narrative: str = ""


@dataclass(frozen=True)
class ImportedCost:
    """An amount as stated on a day; ``amount`` None with ``withheld_reason``."""

    stated_on: date
    kind: str
    scope: str
    period: str
    currency: str
    amount: Decimal | None
    withheld_reason: str = ""


@dataclass(frozen=True)
class ImportedProgram:
    """A program of the table; ``external_id`` is its identity in the source, statements are in order of their day."""

    external_id: str
    code: str
    name: str
    description: str
    organization: str
    category: str
    start_on: date | None
    milestones: tuple[ImportedMilestone, ...]
    forecasts: tuple[ImportedForecast, ...]
    statuses: tuple[ImportedStatus, ...]
    costs: tuple[ImportedCost, ...]
    first_stated_on: date


@dataclass(frozen=True)
class ImportedPortfolio:
    """A whole table as of a day.

    also_present  external ids of programs that are in the table though their rows were refused
    is_complete   False when some refused row may be of any program: then nobody can be said to have left
    """

    code: str
    name: str
    source_system: str
    as_of: date
    programs: tuple[ImportedProgram, ...]
    also_present: frozenset[str] = frozenset()
    is_complete: bool = True


@dataclass
class Tally:
    """Rows of one noun after an import."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass
class ImportOutcome:
    """What an import did.

    tallies  noun -> rows; ``program`` first
    joined   names of programs that entered the portfolio
    left     names of programs whose time in it was ended
    absent   names of programs that the table lacks and that stay, because it is no later than the last one
    """

    is_first: bool = False
    tallies: dict[str, Tally] = field(default_factory=dict)
    joined: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)

    @property
    def writes_nothing(self) -> bool:
        return not self.changed and not self.joined and not self.left
