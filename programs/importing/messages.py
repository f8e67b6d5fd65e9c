"""What an import says to whoever runs it: errors as a table, counts, who joined and who left."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from programs.actions.imported import ImportOutcome
from programs.importing.errors import RowError
from programs.importing.portfolio_file import Note, ProgramEntry, RowCounts
from programs.importing.publisher_checks import FinishMoves, moves_by_dates, moves_by_publisher
from programs.importing.text import inert

ERROR_COLUMNS = ("line", "row", "program", "column", "value", "reason")
_WIDEST = 50


def row_counts(counts: RowCounts) -> str:
    """One line: where every row went."""
    return (
        f"{counts.read} rows read: {counts.accepted} accepted, {counts.refused} refused, "
        f"{counts.identical} identical repeats; {counts.blank} blank rows skipped."
    )


def error_table(errors: Sequence[RowError]) -> Iterator[str]:
    """A header and one line per error, in columns; long texts are cut with an ellipsis."""
    rows = [ERROR_COLUMNS, *(tuple(_cut(text) for text in _texts(error)) for error in errors)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(ERROR_COLUMNS))]
    for row in rows:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def write_errors(path: Path, errors: Sequence[RowError]) -> None:
    """A CSV file of the errors, uncut, that a spreadsheet opens; none of its cells is reckoned as a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(ERROR_COLUMNS)
        writer.writerows([inert(text) for text in _texts(error)] for error in errors)


def note_lines(notes: Sequence[Note]) -> Iterator[str]:
    """One line per figure that the file contradicts itself; such rows are accepted."""
    if notes:
        yield f"{len(notes)} published figures disagree with the file's own dates or amounts (the rows are accepted):"
    for note in notes:
        yield f"  line {note.line} (row {note.row}), {note.program}: {note.text}"


def move_lines(programs: Sequence[ProgramEntry]) -> Iterator[str]:
    """How finishes moved, by the table's dates and beside it by the publisher's own count, which need not agree."""
    published = moves_by_publisher(programs)
    if published is not None:
        yield f"Finishes by the dates in the file: {_move_words(moves_by_dates(programs))}."
        yield f"By the publisher's own count of days: {_move_words(published)}."


def _move_words(moves: FinishMoves) -> str:
    mean = "" if moves.mean_days is None else f", {moves.mean_days:+.1f} days on average"
    counts = f"{moves.later} later, {moves.unchanged} unchanged, {moves.earlier} earlier{mean}"
    return f"{counts}; {moves.unknown} cannot be told"


def outcome_lines(outcome: ImportOutcome, *, dry_run: bool) -> Iterator[str]:
    """Counts per noun, then who joined and who left by name."""
    yield "Would be written:" if dry_run else "Written:"
    for noun, tally in outcome.tallies.items():
        label = f"{noun}s"
        yield f"  {label:<16} {tally.created:>6} created {tally.updated:>6} updated {tally.unchanged:>6} unchanged"
    if outcome.is_first:
        yield f"First import of this portfolio: {len(outcome.joined)} programs joined."
    else:
        yield from _names("joined", outcome.joined)
        yield from _names("left", outcome.left)
    if outcome.absent:
        yield from _names(
            "are not in this file but stay (it is no later than the last one, or incomplete)", outcome.absent
        )
    if outcome.writes_nothing:
        yield "Nothing to change: the record says all this already."


def _names(what: str, names: Sequence[str]) -> Iterator[str]:
    yield f"{len(names)} {what}{':' if names else '.'}"
    yield from (f"  {name}" for name in names)


def _texts(error: RowError) -> tuple[str, ...]:
    return (str(error.line), str(error.row), error.program, error.column, error.value, error.reason)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}\N{HORIZONTAL ELLIPSIS}"
