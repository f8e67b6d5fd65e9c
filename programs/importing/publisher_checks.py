"""The publisher's own derived figures held against its own dates and amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programs.importing.portfolio_file import Note, ProgramEntry, PublishedFigure, Statement

_TOLERATED_POINTS = Decimal(1)  # The published percentages are rounded to whole points.


def disagreements(programs: Iterable[ProgramEntry]) -> Iterator[Note]:
    """One note per published figure that its own table contradicts; figures with nothing to hold against pass."""
    for entry in programs:
        stated: dict[str, date] = {}
        for statement in entry.statements:
            for figure in statement.published:
                text = _finish_change(statement, figure, stated) or _cost_variance(statement, figure)
                if text:
                    yield Note(line=statement.line, row=statement.row, program=entry.external_id, text=text)
            stated.update((forecast.milestone, forecast.finish) for forecast in statement.finishes if forecast.finish)


def finish_remarks(entry: ProgramEntry) -> dict[tuple[str, date], str]:
    """Milestone and day -> a remark where the published change of a finish is not that of the dates in the table."""
    remarks: dict[tuple[str, date], str] = {}
    stated: dict[str, date] = {}
    for statement in entry.statements:
        finishes = {forecast.milestone: forecast.finish for forecast in statement.finishes if forecast.finish}
        for figure in statement.published:
            before, now = stated.get(figure.about), finishes.get(figure.about)
            if figure.kind != "finish_change_days" or not now or not (before or figure.value):
                continue
            if not before:
                text = f"The publisher counts {figure.value:+} days since a forecast that this table does not hold."
            elif (now - before).days == figure.value:
                continue
            else:
                text = f"The publisher counts {figure.value:+} days since its forecast before."
            remarks[figure.about, statement.reported_on] = text
        stated |= finishes
    return remarks


@dataclass(frozen=True, kw_only=True)
class FinishMoves:
    """How many programs finish later, unchanged or earlier than at first, and the mean move in days.

    unknown  programs that state nothing, or a single date
    """

    later: int
    unchanged: int
    earlier: int
    unknown: int
    mean_days: float | None


def moves_by_dates(programs: Iterable[ProgramEntry]) -> FinishMoves:
    """Latest against first forecast of the last milestone that a program dates; one forecast alone is unknown."""
    return _moves(_moved_by_dates(entry) for entry in programs)


def moves_by_publisher(programs: Iterable[ProgramEntry]) -> FinishMoves | None:
    """The same by the sum of the publisher's own day counts; None when the table has no such column."""
    sums = [
        [figure.value for each in entry.statements for figure in each.published if figure.kind == "finish_change_days"]
        for entry in programs
    ]
    return _moves(sum(days) if days else None for days in sums) if any(sums) else None


def _moved_by_dates(entry: ProgramEntry) -> int | None:
    finishes = [each.finish for statement in entry.statements for each in statement.finishes if each.finish]
    return (finishes[-1] - finishes[0]).days if len(finishes) > 1 else None


def _moves(days: Iterable[Decimal | int | None]) -> FinishMoves:
    every = list(days)
    known = [moved for moved in every if moved is not None]
    return FinishMoves(
        later=sum(moved > 0 for moved in known),
        unchanged=sum(moved == 0 for moved in known),
        earlier=sum(moved < 0 for moved in known),
        unknown=len(every) - len(known),
        mean_days=float(sum(known)) / len(known) if known else None,
    )


def _finish_change(statement: Statement, figure: PublishedFigure, stated: dict[str, date]) -> str:
    """What is wrong with the days a finish moved since it was last ``stated``; empty when nothing is."""
    before = stated.get(figure.about)
    now = next((forecast.finish for forecast in statement.finishes if forecast.milestone == figure.about), None)
    if figure.kind != "finish_change_days" or not before or not now or (now - before).days == figure.value:
        return ""
    return f"{figure.about} moved {(now - before).days:+} days by its dates; the file says {figure.value:+}"


def _cost_variance(statement: Statement, figure: PublishedFigure) -> str:
    """What is wrong with forecast over baseline in percent; empty when nothing is."""
    amounts = {cost.kind: cost.amount for cost in statement.costs if cost.scope == figure.about}
    baseline, forecast = amounts.get("baseline"), amounts.get("forecast")
    if figure.kind != "variance_percent" or not baseline or forecast is None:
        return ""
    percent = (forecast - baseline) / baseline * 100
    if abs(percent - figure.value) <= _TOLERATED_POINTS:
        return ""
    return f"forecast over baseline is {percent:+.1f} % by its amounts; the file says {figure.value:+} %"
