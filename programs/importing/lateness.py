"""Delivery lines to lateness: for each month and arm, the share of lines delivered after the day they were due."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from programs.actions.given_readings import MOST_DECIMALS, GivenReading
from programs.actions.pilot_arms import pilots_to_read
from programs.importing.columns import find_columns
from programs.importing.errors import FileRefused, MappingError, RowError, ValueRefused
from programs.importing.mapping import ENCODINGS, Column, DateColumn, FileLayout
from programs.importing.reader import Row, TableReader
from programs.importing.reading_table import Cell
from programs.importing.readings import Answers, ParsedReadings
from programs.importing.text import one_line
from programs.importing.toml_section import Section
from programs.importing.values import parse_date
from programs.models import SharedMetric, User

SHIPPED = Path(__file__).parent / "deliveries"
_SMALLEST = Decimal(1).scaleb(-MOST_DECIMALS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryMapping:
    """Which columns of a table of delivery lines say the arm, when a line was due, and when it was delivered."""

    layout: FileLayout
    arm: Column
    scheduled: DateColumn
    delivered: DateColumn


@dataclass(slots=True)
class Lines:
    """Lines of one arm in one month, or in all of them."""

    count: int = 0
    late: int = 0

    @property
    def percent_late(self) -> Decimal:
        return (Decimal(100 * self.late) / self.count).quantize(_SMALLEST)


@dataclass(slots=True)
class Lateness:
    """Delivery lines counted by the month they were due and by arm, with the rows that could not be counted."""

    months: dict[tuple[date, str], Lines] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)

    def add(self, month: date, arm: str, *, is_late: bool) -> None:
        lines = self.months.setdefault((month, arm), Lines())
        lines.count += 1
        lines.late += is_late

    def arms(self) -> dict[str, Lines]:
        """All months of each arm together, in the order of the alphabet."""
        totals: dict[str, Lines] = {}
        for (_, arm), lines in sorted(self.months.items(), key=lambda each: each[0][1]):
            total = totals.setdefault(arm, Lines())
            total.count += lines.count
            total.late += lines.late
        return totals


def find_delivery_mapping(name_or_path: str) -> DeliveryMapping:
    """The shipped mapping of that name, such as ``scms_2006_2012``, or the one in the file at that path."""
    shipped = SHIPPED / f"{name_or_path}.toml"
    path = shipped if re.fullmatch(r"\w+", name_or_path) and shipped.is_file() else Path(name_or_path)
    if not path.is_file():
        names = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.toml")))
        raise MappingError(f"{name_or_path}: no such mapping. Give the path of a TOML file or one of: {names}.")
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise MappingError(f"{path.name}: this is not TOML: {problem}.") from None
    with Section(path.name, "", content) as root:
        return DeliveryMapping(
            layout=_layout(root.section("file")),
            arm=_column(root.section("arm", required=True)),
            scheduled=_date_column(root.section("scheduled", required=True)),
            delivered=_date_column(root.section("delivered", required=True)),
        )


def count_lateness(table: TableReader, mapping: DeliveryMapping) -> Lateness:
    """Every line of the table counted or refused; a line is late when it came after the day it was due."""
    columns = [mapping.arm, mapping.scheduled.column, mapping.delivered.column]
    positions = find_columns(table.header, columns)
    lateness = Lateness()
    for row in table:
        if len(row.cells) != len(table.header):
            reason = f"the row has {len(row.cells)} cells where the header has {len(table.header)}"
            lateness.errors.append(RowError(row.line, row.row, "", row.cells[0][:80], reason))
            continue
        _count(row, mapping, positions=positions, lateness=lateness)
    return lateness


def as_readings(lateness: Lateness, metric: SharedMetric, *, by: User) -> ParsedReadings:
    """The share of late lines as readings in %, the earliest month first; arms are those of pilots that ran them.

    by      who may enter readings of which pilots
    raises  FileRefused when the metric is not monthly or not in %
    """
    if metric.frequency != SharedMetric.Frequency.MONTH:
        raise FileRefused(f"{metric} is read weekly, and lateness is counted by month: use a monthly metric.")
    if "%" not in metric.unit:
        raise FileRefused(f"Lateness is a share in %, and {metric} is in {metric.unit}: use a metric in %.")
    counted = sorted(lateness.months.items())
    cells = tuple(
        Cell(0, 0, arm, f"{lines.late} of {lines.count} lines in {month:%B %Y}") for (month, arm), lines in counted
    )
    return ParsedReadings(
        given=tuple(
            GivenReading(period_starts_on=month, value=lines.percent_late, arm=arm) for (month, arm), lines in counted
        ),
        values=cells,
        periods=cells,
        errors=(),
        shown=Answers(),
        asked=(),
        blank=0,
        pilots=tuple(pilots_to_read(metric, by)),
    )


def lateness_lines(lateness: Lateness) -> Iterator[str]:
    """How many lines were counted and late, in all and by arm, and what could not be counted."""
    arms = lateness.arms()
    whole = Lines(sum(each.count for each in arms.values()), sum(each.late for each in arms.values()))
    yield f"{whole.count:,} delivery lines, {whole.late:,} late."
    for arm, lines in arms.items():
        months = sum(of == arm for _, of in lateness.months)
        time = "1 month" if months == 1 else f"{months} months"
        yield f"  {arm}: {lines.late:,} of {lines.count:,} late ({lines.percent_late:.2f} %), in {time}"
    yield f"{len({error.line for error in lateness.errors}):,} rows could not be counted."
    said: dict[tuple[str, str, str], list[int]] = {}
    for error in lateness.errors:
        said.setdefault((error.column, error.value, error.reason), []).append(error.row)
    for (column, value, reason), rows in said.items():
        more = f" and {len(rows) - 1:,} more" if len(rows) > 1 else ""
        yield f"  Row {rows[0]}{more}, column {column!r}: {value!r} {reason}"


def _count(row: Row, mapping: DeliveryMapping, *, positions: dict[Column, int], lateness: Lateness) -> None:
    """Adds the row's line to its month and arm; a row that lacks one of the three is an error for each."""
    errors = []
    days = []
    arm = one_line(row.cells[positions[mapping.arm]])
    if not arm:
        errors.append(RowError(row.line, row.row, mapping.arm.header, "", "says no arm"))
    for column in (mapping.scheduled, mapping.delivered):
        cell = row.cells[positions[column.column]]
        try:
            day = parse_date(cell, column).value
            if day is None:
                raise ValueRefused("says no date")
            days.append(day)
        except ValueRefused as problem:
            errors.append(RowError(row.line, row.row, column.column.header, one_line(cell)[:80], str(problem)))
    if errors:
        lateness.errors += errors
        return
    scheduled, delivered = days
    lateness.add(scheduled.replace(day=1), arm, is_late=delivered > scheduled)


def _layout(section: Section) -> FileLayout:
    with section:
        delimiter = section.text("delimiter", default=",", strip=False)
        if len(delimiter) != 1:
            section.refuse("delimiter", "give one character, such as a comma, a semicolon or \\t")
        return FileLayout(encoding=section.choice("encoding", ENCODINGS, default="utf-8-sig"), delimiter=delimiter)


def _column(section: Section) -> Column:
    with section:
        return Column(header=section.text("column"))


def _date_column(section: Section) -> DateColumn:
    with section:
        format_ = section.text("format")
        if not all(part in format_.replace("%y", "%Y").replace("%b", "%m") for part in ("%d", "%m", "%Y")):
            section.refuse("format", 'name day, month and year as in "%d/%m/%Y"; the order is never guessed')
        return DateColumn(column=_column(section), format=format_)
