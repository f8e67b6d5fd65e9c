"""What a portfolio table means: which columns are kept, how each is read, and what it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

ENCODINGS = ("utf-8-sig", "latin-1", "cp1252")
RATINGS = ("green", "amber", "red")
COST_KINDS = ("baseline", "forecast", "actual")
COST_SCOPES = ("whole_life", "financial_year")
NARRATIVE_KINDS = ("schedule", "cost", "status")
NEGATIVES = ("refuse", "minus", "minus_or_parentheses")


@dataclass(frozen=True)
class Column:
    """A header to look for: the whole of it, or its beginning when ``prefix``."""

    header: str
    prefix: bool = False


@dataclass(frozen=True)
class Absences:
    """Texts that stand where a value should: ``missing`` says nothing, ``withheld`` gives a reason by its beginning.

    missing   whole texts, white space collapsed, case folded
    withheld  beginnings of texts, white space collapsed, case folded; whole words only
    """

    missing: frozenset[str] = frozenset()
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True)
class DateColumn:
    """A column of calendar days in one declared format; the order of day and month is never guessed."""

    column: Column
    format: str
    absences: Absences = Absences()


@dataclass(frozen=True)
class NumberColumn:
    """A column of whole numbers or of percentages."""

    column: Column
    absences: Absences = Absences()


@dataclass(frozen=True)
class MoneyColumn:
    """A column of amounts in one currency; a cell times ``multiplier`` is the amount in whole units of it."""

    column: Column
    currency: str
    multiplier: Decimal = Decimal(1)
    symbols: tuple[str, ...] = ()
    thousands: str = ","
    decimal: str = "."
    negative: str = "refuse"
    absences: Absences = Absences()


@dataclass(frozen=True)
class FileLayout:
    """How the bytes are to be read: nothing here is ever guessed from the file."""

    encoding: str = "utf-8-sig"
    delimiter: str = ","


@dataclass(frozen=True)
class ReportDate:
    """The day that the rows speak of: a fixed ``day``, a column, or neither (then whoever imports must say it)."""

    day: date | None = None
    column: DateColumn | None = None
    several_rows_per_program: bool = False


@dataclass(frozen=True)
class Label:
    """A further fact about the program, kept as a named text, such as its borough."""

    name: str
    column: Column


@dataclass(frozen=True)
class ProgramColumns:
    """What identifies and describes a program; ``phase`` is stated anew by every row.

    code_prefix  goes before the external id to make the program's code, unique in the installation
    """

    external_id: Column
    name: Column
    description: Column | None = None
    organization: Column | None = None
    category: Column | None = None
    phase: Column | None = None
    start: DateColumn | None = None
    labels: tuple[Label, ...] = ()
    code_prefix: str = ""


@dataclass(frozen=True)
class MilestoneColumns:
    """A milestone that every program of the table has, and the column that forecasts its finish."""

    name: str
    finish: DateColumn


@dataclass(frozen=True)
class RatingSource:
    """One column of ratings and who gives them."""

    rated_by: str
    column: Column


@dataclass(frozen=True)
class StatusColumns:
    """The reported status: the first source with a rating counts.

    values     text of the file, case folded -> green, amber or red
    not_rated  texts that say why there is no rating; blank cells need no declaration
    reason     the commentary beside the rating
    """

    sources: tuple[RatingSource, ...]
    values: dict[str, str] = field(hash=False)
    not_rated: Absences = Absences()
    reason: Column | None = None


@dataclass(frozen=True)
class CostColumns:
    """One cost line of every program: what kind of figure, for which period."""

    kind: str
    scope: str
    amount: MoneyColumn
    period: str = ""


@dataclass(frozen=True)
class NarrativeColumns:
    """A column of prose about schedule, cost or status."""

    kind: str
    text: Column


@dataclass(frozen=True)
class FinishChangeCheck:
    """The publisher's own days between a finish and the one it stated before; held against the dates themselves."""

    milestone: str
    days: NumberColumn


@dataclass(frozen=True)
class CostVarianceCheck:
    """The publisher's own forecast over baseline in percent, for one scope; held against the amounts themselves."""

    scope: str
    percent: NumberColumn


@dataclass(frozen=True)
class Mapping:
    """A portfolio table in full: where it comes from, how it is read, what each column becomes."""

    portfolio_code: str
    portfolio_name: str
    source_system: str
    layout: FileLayout
    report: ReportDate
    program: ProgramColumns
    milestones: tuple[MilestoneColumns, ...] = ()
    status: StatusColumns | None = None
    costs: tuple[CostColumns, ...] = ()
    narratives: tuple[NarrativeColumns, ...] = ()
    finish_checks: tuple[FinishChangeCheck, ...] = ()
    variance_checks: tuple[CostVarianceCheck, ...] = ()

    def columns(self) -> Iterator[Column]:
        """Every column that the mapping reads, in the order of the mapping; one may come twice."""
        program = self.program
        if self.report.column:
            yield self.report.column.column
        named = (program.external_id, program.name, program.description, program.organization)
        yield from (column for column in (*named, program.category, program.phase) if column)
        if program.start:
            yield program.start.column
        yield from (label.column for label in program.labels)
        yield from (milestone.finish.column for milestone in self.milestones)
        if self.status:
            yield from (source.column for source in self.status.sources)
            if self.status.reason:
                yield self.status.reason
        yield from (cost.amount.column for cost in self.costs)
        yield from (narrative.text for narrative in self.narratives)
        yield from (check.days.column for check in self.finish_checks)
        yield from (check.percent.column for check in self.variance_checks)
