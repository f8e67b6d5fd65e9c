"""One row of a table to one statement about one program, with everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from programs.importing.errors import RowError, ValueRefused
from programs.importing.mapping import Column, DateColumn, Mapping, MoneyColumn, NumberColumn, StatusColumns
from programs.importing.portfolio_file import (
    CostStatement,
    FinishForecast,
    Narrative,
    ProgramFields,
    PublishedFigure,
    ReportedStatus,
    Statement,
)
from programs.importing.reader import Row
from programs.importing.text import one_line, prose
from programs.importing.values import Answer, parse_date, parse_integer, parse_money, parse_percent, parse_rating

CODE_LENGTH = 60
NAME_LENGTH = 250
SHORT_TEXT_LENGTH = 200
NO_RATING = "The table gives no rating."

Kind = TypeVar("Kind")
Declared = TypeVar("Declared", DateColumn, MoneyColumn, NumberColumn)


@dataclass(frozen=True)
class RowReading:
    """What one row says. ``errors`` empty: the row is good, and id, fields and statement are all there."""

    line: int
    external_id: str
    reported_on: date | None
    fields: ProgramFields | None
    statement: Statement | None
    errors: tuple[RowError, ...]


class RowReader:
    """Reads rows of one table; ``positions`` says where the header has each column of the mapping."""

    def __init__(self, mapping: Mapping, positions: dict[Column, int], *, width: int, reported_on: date | None) -> None:
        self.mapping = mapping
        self.positions = positions
        self.width = width
        self.reported_on = reported_on

    def read(self, row: Row) -> RowReading:
        """What ``row`` says, every error in it named; a row of the wrong length is not read at all."""
        if len(row.cells) != self.width:
            reason = f"the row has {len(row.cells)} cells where the header has {self.width}"
            error = RowError(row.line, row.row, "", row.cells[0][:80], reason)
            return RowReading(row.line, "", None, None, None, (error,))
        return _Cells(self, row).reading()


class _Cells:
    """The cells of one row while they are read; errors are collected, so that one look shows them all."""

    def __init__(self, reader: RowReader, row: Row) -> None:
        self.mapping = reader.mapping
        self.positions = reader.positions
        self.fixed_day = reader.reported_on
        self.row = row
        self.errors: list[RowError] = []
        self.external_id = ""
        self.external_id = self.line_of_text(self.mapping.program.external_id, required=True)

    def reading(self) -> RowReading:
        """The whole row as a reading."""
        if len(self.mapping.program.code_prefix + self.external_id) > CODE_LENGTH:
            self.refuse(self.mapping.program.external_id, f"makes a code of more than {CODE_LENGTH} characters")
        reported_on = self.reported_on()
        fields = self.fields()
        statement = self.statement(reported_on) if reported_on else None
        is_good = not self.errors
        return RowReading(
            line=self.row.line,
            external_id=self.external_id,
            reported_on=reported_on,
            fields=fields if is_good else None,
            statement=statement if is_good else None,
            errors=tuple(self.errors),
        )

    def reported_on(self) -> date | None:
        """The day this row speaks of."""
        declared = self.mapping.report.column
        if declared is None:
            return self.fixed_day
        answer = self.value(declared, parse_date)
        if answer.value is None and not self.errors_in(declared.column):
            self.refuse(declared.column, "must give the date of the report")
        return answer.value

    def fields(self) -> ProgramFields:
        """What describes the program."""
        columns = self.mapping.program
        start: Answer[date] = self.value(columns.start, parse_date) if columns.start else Answer()
        labels = ((label.name, self.line_of_text(label.column)) for label in columns.labels)
        return ProgramFields(
            name=self.line_of_text(columns.name, required=True, limit=NAME_LENGTH),
            description=prose(self.cell(columns.description)) if columns.description else "",
            organization=self.line_of_text(columns.organization),
            category=self.line_of_text(columns.category),
            start_on=start.value,
            start_withheld=start.withheld,
            labels=tuple((name, text) for name, text in labels if text),
        )

    def statement(self, reported_on: date) -> Statement:
        """What the row states as of its day."""
        return Statement(
            reported_on=reported_on,
            line=self.row.line,
            row=self.row.row,
            phase=self.line_of_text(self.mapping.program.phase),
            finishes=self.finishes(),
            status=self.status(self.mapping.status) if self.mapping.status else None,
            costs=self.costs(),
            narratives=self.narratives(),
            published=self.published(),
        )

    def finishes(self) -> tuple[FinishForecast, ...]:
        """Forecasts, or the reasons why there is none; nothing for a blank cell."""
        answers = ((columns.name, self.value(columns.finish, parse_date)) for columns in self.mapping.milestones)
        return tuple(
            FinishForecast(milestone=name, finish=answer.value, withheld=answer.withheld)
            for name, answer in answers
            if answer.says_something
        )

    def costs(self) -> tuple[CostStatement, ...]:
        """Amounts, or the reasons why there is none; nothing for a blank cell."""
        answers = ((columns, self.value(columns.amount, parse_money)) for columns in self.mapping.costs)
        return tuple(
            CostStatement(
                kind=columns.kind,
                scope=columns.scope,
                period=columns.period,
                currency=columns.amount.currency,
                amount=answer.value,
                withheld=answer.withheld,
            )
            for columns, answer in answers
            if answer.says_something
        )

    def status(self, columns: StatusColumns) -> ReportedStatus:
        """The first rating among the sources; else not rated, for the first reason given."""
        commentary = prose(self.cell(columns.reason)) if columns.reason else ""
        not_rated = ""
        for source in columns.sources:
            answer = self.checked(source.column, lambda cell: parse_rating(cell, columns))
            if answer.value:
                return ReportedStatus(answer.value, source.rated_by, not_rated_reason="", commentary=commentary)
            not_rated = not_rated or answer.withheld
        return ReportedStatus(None, "", not_rated_reason=not_rated or NO_RATING, commentary=commentary)

    def narratives(self) -> tuple[Narrative, ...]:
        """Prose that is not blank; columns of the same kind are kept apart, in the order of the mapping."""
        texts = ((columns.kind, prose(self.cell(columns.text))) for columns in self.mapping.narratives)
        return tuple(Narrative(kind=kind, text=text) for kind, text in texts if text)

    def published(self) -> tuple[PublishedFigure, ...]:
        """Figures that the publisher derived itself, to be held against the row's own dates and amounts."""
        days = ((check.milestone, self.value(check.days, parse_integer)) for check in self.mapping.finish_checks)
        percents = ((check.scope, self.value(check.percent, parse_percent)) for check in self.mapping.variance_checks)
        return (
            *(PublishedFigure("finish_change_days", name, Decimal(a.value)) for name, a in days if a.value is not None),
            *(PublishedFigure("variance_percent", name, a.value) for name, a in percents if a.value is not None),
        )

    def cell(self, column: Column) -> str:
        return self.row.cells[self.positions[column]]

    def line_of_text(self, column: Column | None, *, required: bool = False, limit: int = SHORT_TEXT_LENGTH) -> str:
        """The text of ``column`` on one line; an error when it is too long, or blank and required."""
        text = one_line(self.cell(column)) if column else ""
        if column and required and not text:
            self.refuse(column, "must not be blank")
        if column and len(text) > limit:
            self.refuse(column, f"is longer than {limit} characters")
        return text

    def value(self, declared: Declared, parse: Callable[[str, Declared], Answer[Kind]]) -> Answer[Kind]:
        """The answer of a date, money or number column; an empty one, and an error, when the cell is refused."""
        return self.checked(declared.column, lambda cell: parse(cell, declared))

    def checked(self, column: Column, parse: Callable[[str], Answer[Kind]]) -> Answer[Kind]:
        try:
            return parse(self.cell(column))
        except ValueRefused as problem:
            self.refuse(column, str(problem))
            return Answer()

    def refuse(self, column: Column, reason: str) -> None:
        value = one_line(self.cell(column))[:200]
        error = RowError(self.row.line, self.row.row, column.header, value, reason, self.external_id)
        if error not in self.errors:
            self.errors.append(error)

    def errors_in(self, column: Column) -> bool:
        return any(error.column == column.header for error in self.errors)
