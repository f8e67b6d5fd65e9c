"""What a portfolio table says, row by row: plain facts, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from programs.importing.errors import RowError


@dataclass(frozen=True)
class FinishForecast:
    """When a milestone is said to finish; ``finish`` None with ``withheld``, the text that stands in its place."""

    milestone: str
    finish: date | None
    withheld: str = ""


@dataclass(frozen=True)
class CostStatement:
    """One figure in whole units of ``currency``; ``amount`` None with ``withheld``, the text in its place."""

    kind: str
    scope: str
    period: str
    currency: str
    amount: Decimal | None
    withheld: str = ""


@dataclass(frozen=True)
class ReportedStatus:
    """What the reporting organization says: a rating and who gave it, or ``not_rated_reason``."""

    rating: str | None
    rated_by: str
    not_rated_reason: str
    commentary: str


@dataclass(frozen=True)
class Narrative:
    """Prose about schedule, cost or status."""

    kind: str
    text: str


@dataclass(frozen=True)
class PublishedFigure:
    """A figure the publisher derived itself: ``about`` a milestone (days moved) or a cost scope (percent)."""

    kind: str
    about: str
    value: Decimal


@dataclass(frozen=True)
class Statement:
    """All that one row states about a program as of ``reported_on``. Two rows that say the same are equal."""

    reported_on: date
    line: int = field(compare=False)
    row: int = field(compare=False)
    phase: str = ""
    finishes: tuple[FinishForecast, ...] = ()
    status: ReportedStatus | None = None
    costs: tuple[CostStatement, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    published: tuple[PublishedFigure, ...] = ()


@dataclass(frozen=True)
class ProgramFields:
    """What describes a program; where rows differ the latest that says something wins.

    start_withheld  the text that stands in place of the start date
    labels          name and text of each further fact, in the order of the mapping
    """

    name: str
    description: str = ""
    organization: str = ""
    category: str = ""
    start_on: date | None = None
    start_withheld: str = ""
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ProgramEntry:
    """A program of the table with its statements, the earliest first."""

    external_id: str
    code: str
    fields: ProgramFields
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class PortfolioFile:
    """The accepted part of a table: its programs in the order in which the file first names them."""

    code: str
    name: str
    source_system: str
    programs: tuple[ProgramEntry, ...]

    @property
    def last_reported_on(self) -> date | None:
        """The latest day any row speaks of; None without programs."""
        return max((statement.reported_on for entry in self.programs for statement in entry.statements), default=None)


@dataclass(frozen=True)
class RowCounts:
    """Where every row of the table went: ``read`` is the sum of the next three; blank rows come on top."""

    read: int
    accepted: int
    refused: int
    identical: int
    blank: int


@dataclass(frozen=True)
class Note:
    """An accepted row in which the publisher's own figure disagrees with its own dates or amounts."""

    line: int
    row: int
    program: str
    text: str


@dataclass(frozen=True)
class ParsedFile:
    """A table read to the end: what was accepted, what was refused and why, and where every row went."""

    portfolio: PortfolioFile
    errors: tuple[RowError, ...]
    notes: tuple[Note, ...]
    counts: RowCounts
