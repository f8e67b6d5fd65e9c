"""A table of readings to its cells: long (one value a row) or wide (arms or flows across), as its header says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from programs.importing.errors import FileRefused, RowError
from programs.importing.mapping import FileLayout
from programs.importing.reader import Row, TableReader
from programs.importing.text import folded, one_line

MOST_READINGS = 20_000
HEADINGS = {
    "period": ("period", "week", "month", "date", "day", "period start", "period starts on", "week of", "month of",
               "week starting", "week beginning", "month starting", "month beginning"),
    "flow": ("flow", "process flow"),
    "arm": ("arm", "pilot arm"),
    "value": ("value", "reading"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a person finds it again: its line and row, the heading above it, and what it says."""

    line: int
    row: int
    column: str
    text: str

    def refused(self, reason: str) -> RowError:
        return RowError(self.line, self.row, self.column, one_line(self.text)[:200], reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawReading:
    """A value and what it is a value of, still as text; no flow or arm where the table says none."""

    period: Cell
    value: Cell
    flow: str = ""
    arm: str = ""


@dataclass(slots=True)
class RawTable:
    """The readings of a table as they are written.

    across   headings of the value columns of a wide table, else none
    blank    cells without a value: no reading, and no error
    """

    across: tuple[str, ...]
    readings: list[RawReading] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    blank: int = 0


def open_table(text: str) -> TableReader:
    """The rows of pasted text or of a file; its header tells whether tabs, semicolons or commas part the columns."""
    first = next((line for line in text.removeprefix("\ufeff").splitlines() if line.strip()), "")
    delimiter = next((mark for mark in "\t;," if mark in first), None)
    if delimiter is None:
        raise FileRefused(
            "There is only one column. Copy the periods and the values together, with the headings above them; "
            "columns are parted by tabs, semicolons or commas."
        )
    return TableReader(BytesIO(text.encode()), FileLayout(delimiter=delimiter))


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a table has what. ``value`` None: it is wide, and ``across`` are its columns of values."""

    period: int
    flow: int | None
    arm: int | None
    value: int | None
    across: tuple[int, ...]


def find_shape(header: tuple[str, ...], *, metric: str, is_day: Callable[[str], bool]) -> Shape:
    """Where ``header`` has period, flow, arm and value.

    metric  name of the metric: a heading that may stand above its values
    is_day  tells headings that are days, as in a table that was turned on its side
    raises  FileRefused with what to change
    """
    found: dict[str, int] = {}
    others: list[int] = []
    for at, title in enumerate(header):
        role = _role(title, metric)
        if role in found:
            raise FileRefused(f"The columns {header[found[role]]!r} and {title!r} say the same: leave one out.")
        if role:
            found[role] = at
        else:
            others.append(at)
    if "period" not in found and others[:1] == [0] and not header[0]:
        found["period"] = others.pop(0)
    if "period" not in found:
        raise FileRefused(
            f"No column is headed period, week, month or date. The first line must hold the headings; "
            f"it is {_listed(header)}."
        )
    _refuse_what_is_no_column(header, others, is_long="value" in found, is_day=is_day)
    return Shape(found["period"], found.get("flow"), found.get("arm"), found.get("value"), tuple(others))


def read_raw(table: TableReader, shape: Shape, *, across: str) -> RawTable:
    """Every reading of the table as it is written.

    across  whether the headings of a wide table are ``flows`` or ``arms``
    """
    raw = RawTable(across=tuple(table.header[at] for at in shape.across))
    for row in table:
        if len(row.cells) != len(table.header):
            raw.errors.append(_wrong_width(row, table.header))
            continue
        for reading in _readings(row, shape, table.header, across=across):
            if reading.value.text.strip():
                raw.readings.append(reading)
            else:
                raw.blank += 1
        if len(raw.readings) > MOST_READINGS:
            raise FileRefused(f"The table has more than {MOST_READINGS:,} readings: load it in parts.")
    return raw


def _readings(row: Row, shape: Shape, header: tuple[str, ...], *, across: str) -> Iterator[RawReading]:
    def cell(at: int) -> Cell:
        return Cell(row.line, row.row, header[at], row.cells[at])

    def text(at: int | None) -> str:
        return "" if at is None else one_line(row.cells[at])

    for at in shape.across if shape.value is None else (shape.value,):
        heading = header[at] if shape.value is None else ""
        yield RawReading(
            period=cell(shape.period),
            value=cell(at),
            flow=heading if heading and across == "flows" else text(shape.flow),
            arm=heading if heading and across == "arms" else text(shape.arm),
        )


def _role(title: str, metric: str) -> str:
    """What a heading stands above; blank when it is none of the known ones."""
    name = folded(title)
    if name == folded(metric):
        return "value"
    return next((role for role, headings in HEADINGS.items() if name in headings), "")


def _refuse_what_is_no_column(
    header: tuple[str, ...], others: list[int], *, is_long: bool, is_day: Callable[[str], bool]
) -> None:
    titles = [header[at] for at in others]
    if is_long and titles:
        raise FileRefused(
            f"Beside a column of values only period, flow and arm are read: leave out {_listed(titles)}, "
            "or leave out the column of values when these are flows or arms."
        )
    if any(is_day(title) for title in titles):
        raise FileRefused("The periods stand across: turn the table, so that each period is a row, and paste it again.")
    if not is_long and not titles:
        raise FileRefused("No column holds values: head it with value, or with the names of flows or arms.")
    if "" in titles:
        raise FileRefused(f"Column {others[titles.index('')] + 1} has no heading: say which flow or arm it is.")
    if len({folded(title) for title in titles}) < len(titles):
        raise FileRefused(f"Two columns have the same heading: {_listed(titles)}.")


def _wrong_width(row: Row, header: tuple[str, ...]) -> RowError:
    more = "; a decimal comma needs tabs or semicolons between the columns" if len(row.cells) > len(header) else ""
    reason = f"the row has {len(row.cells)} cells where the header has {len(header)}{more}"
    return RowError(row.line, row.row, "", one_line(row.cells[0])[:80], reason)


def _listed(titles: Iterable[str]) -> str:
    return ", ".join(repr(title[:60]) for title in titles)
