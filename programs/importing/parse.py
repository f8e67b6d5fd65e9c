"""A table to programs with their dated statements. Every row is accepted, refused or an identical duplicate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from programs.importing.columns import find_columns
from programs.importing.errors import FileRefused, RowError
from programs.importing.mapping import Mapping
from programs.importing.portfolio_file import (
    ParsedFile,
    PortfolioFile,
    ProgramEntry,
    ProgramFields,
    RowCounts,
)
from programs.importing.publisher_checks import disagreements
from programs.importing.reader import TableReader
from programs.importing.row import RowReader, RowReading

Key = tuple[str, date | None]


def parse_portfolio(table: TableReader, mapping: Mapping, *, reported_on: date | None = None) -> ParsedFile:
    """The whole table, read once.

    reported_on  the day the rows speak of, when the mapping gives neither a date nor a column
    raises       FileRefused when the table as a whole cannot be read
    """
    reader = RowReader(
        mapping,
        find_columns(table.header, mapping.columns()),
        width=len(table.header),
        reported_on=_fixed_day(mapping, reported_on),
    )
    readings = [reader.read(row) for row in table]
    accepted, identical, duplicates = _without_duplicates(readings, mapping)
    errors = [error for reading in readings for error in reading.errors]
    errors += duplicates
    programs = _programs(accepted, mapping)
    return ParsedFile(
        portfolio=PortfolioFile(
            code=mapping.portfolio_code,
            name=mapping.portfolio_name,
            source_system=mapping.source_system,
            programs=programs,
        ),
        errors=tuple(sorted(errors, key=lambda error: error.line)),
        notes=tuple(disagreements(programs)),
        counts=RowCounts(
            read=len(readings),
            accepted=len(accepted),
            refused=len({error.line for error in errors}),
            identical=identical,
            blank=table.blank_rows,
        ),
    )


def _fixed_day(mapping: Mapping, reported_on: date | None) -> date | None:
    """The one day all rows speak of; None when each says its own. FileRefused when it is said twice or never."""
    report = mapping.report
    if reported_on and (report.day or report.column):
        raise FileRefused("The mapping says when the file was reported: leave --reported-on out.")
    if not (reported_on or report.day or report.column):
        raise FileRefused("Neither mapping nor command says when the file was reported: give --reported-on.")
    return reported_on or report.day


def _without_duplicates(readings: list[RowReading], mapping: Mapping) -> tuple[list[RowReading], int, list[RowError]]:
    """Good rows that stand alone for their program and day; the number of identical repeats; errors for the rest.

    Of rows that say different things about the same program and day none can be believed: all are refused.
    """
    by_key: dict[Key, list[RowReading]] = {}
    for reading in readings:
        if reading.external_id and reading.reported_on:
            day = reading.reported_on if mapping.report.several_rows_per_program else None
            by_key.setdefault((reading.external_id, day), []).append(reading)
    accepted: list[RowReading] = []
    identical = 0
    errors: list[RowError] = []
    for same in by_key.values():
        good = [reading for reading in same if not reading.errors]
        if len({(reading.fields, reading.statement) for reading in good}) + (len(good) < len(same)) > 1:
            errors += [_duplicate(reading, same, mapping) for reading in good]
        elif good:
            accepted.append(good[0])
            identical += len(good) - 1
    return sorted(accepted, key=lambda reading: reading.line), identical, errors


def _duplicate(reading: RowReading, same: Iterable[RowReading], mapping: Mapping) -> RowError:
    assert reading.statement
    lines = ", ".join(str(other.line) for other in same if other is not reading)
    what = "program and date" if mapping.report.several_rows_per_program else "program"
    return RowError(
        line=reading.line,
        row=reading.statement.row,
        column=mapping.program.external_id.header,
        value=reading.external_id,
        reason=f"line {lines} says something else about the same {what}",
        program=reading.external_id,
    )


def _programs(accepted: list[RowReading], mapping: Mapping) -> tuple[ProgramEntry, ...]:
    """One entry per program, in the order of its first row."""
    by_id: dict[str, list[RowReading]] = {}
    for reading in accepted:
        by_id.setdefault(reading.external_id, []).append(reading)
    return tuple(
        _entry(external_id, sorted(rows, key=lambda row: row.reported_on or date.min), mapping)
        for external_id, rows in by_id.items()
    )


def _entry(external_id: str, rows: list[RowReading], mapping: Mapping) -> ProgramEntry:
    """A program from its rows, the earliest first."""
    return ProgramEntry(
        external_id=external_id,
        code=mapping.program.code_prefix + external_id,
        fields=_latest_said([row.fields for row in rows if row.fields]),
        statements=tuple(row.statement for row in rows if row.statement),
    )


def _latest_said(fields: list[ProgramFields]) -> ProgramFields:
    """Each field from the latest row that says something about it; a start and the reason for none go together."""
    latest = fields[-1]
    labels: dict[str, str] = {}
    for earlier in fields:
        labels.update(earlier.labels)
    starts = [one for one in fields if one.start_on or one.start_withheld]
    return replace(
        latest,
        description=_last(one.description for one in fields),
        organization=_last(one.organization for one in fields),
        category=_last(one.category for one in fields),
        start_on=starts[-1].start_on if starts else None,
        start_withheld=starts[-1].start_withheld if starts else "",
        labels=tuple(labels.items()),
    )


def _last(texts: Iterable[str]) -> str:
    """The last text that is not blank."""
    said = [text for text in texts if text]
    return said[-1] if said else ""
