"""A CSV file with one row for each event: case, time and actor, and an activity where it has one."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from typing import BinaryIO, cast

from programs.importing.errors import EncodingRefused, FileRefused, RowError
from programs.importing.event_logs.events import EventColumns, EventLog
from programs.importing.event_logs.options import MOST_CHARACTERS, LogOptions
from programs.importing.event_logs.unpack import Unpacked
from programs.importing.mapping import FileLayout
from programs.importing.reader import Row, TableReader
from programs.importing.text import folded, one_line

DELIMITERS = (",", ";", "\t", "|")
USUAL: Mapping[str, Sequence[str]] = {
    "case": ("case:concept:name", "case id", "case_id", "caseid", "case", "case key", "case number", "trace"),
    "timestamp": ("time:timestamp", "timestamp", "event time", "event_time", "datetime", "complete timestamp", "time"),
    "activity": ("concept:name", "activity", "activity name", "event", "event name", "task", "step"),
}
NEEDED = ("case", "timestamp", "actor")


class TableOfEvents:
    """The events of one CSV file; the rows of a case may stand anywhere in it."""

    def __init__(self, options: LogOptions) -> None:
        self._options = options
        self._columns = EventColumns(options=options)
        self._cases: dict[str, int] = {}

    def read(self, source: Unpacked) -> EventLog:
        """The log; FileRefused when a column is missing or the file is no table."""
        layout = FileLayout(encoding=self._options.encoding, delimiter=self._delimiter(source.head))
        try:
            self._take_rows(TableReader(cast("BinaryIO", source), layout, max_bytes=self._options.max_bytes))
        except EncodingRefused:
            declared = layout.encoding.removesuffix("-sig")
            raise FileRefused(f"The file is not {declared}: save it as UTF-8, or state its encoding.") from None
        return self._columns.finish(kind="CSV", digest=source.digest, cases=len(self._cases))

    def _take_rows(self, table: TableReader) -> None:
        places = find_columns(table.header, self._options)
        header = {name: table.header[at] for name, at in places.items()}
        for row in table:
            self._take(row, places=places, header=header)

    def _take(self, row: Row, *, places: Mapping[str, int], header: Mapping[str, str]) -> None:
        columns, cells = self._columns, row.cells
        columns.count()
        if len(cells) <= max(places.values()):
            self._refuse(row, "", reason=f"the row has only {len(cells)} cells.")
            return
        case, text = cells[places["case"]].strip(), cells[places["timestamp"]]
        if not case or len(case) > MOST_CHARACTERS:
            self._refuse(row, header["case"], reason="the row does not say to which case it belongs.")
            return
        number = self._cases.setdefault(case, len(self._cases))
        if (at := places.get("activity")) is not None and cells[at]:
            columns.name_activity(cells[at])
        try:
            moment = columns.moment(text)
        except ValueError:
            self._refuse(row, header["timestamp"], reason=self._no_time(text))
            return
        columns.add(number, moment, cells[places["actor"]])

    def _refuse(self, row: Row, column: str, *, reason: str) -> None:
        self._columns.refuse(RowError(line=row.line, row=row.row, column=column, value="", reason=reason))

    def _no_time(self, text: str) -> str:
        if self._options.timestamp_format:
            return f"“{text[:50]}” is no date and time of the form {self._options.timestamp_format}."
        return (
            f"“{text[:50]}” is no date and time of ISO 8601, such as 2026-03-31 14:05. The order of day and month is "
            "never guessed: state the format."
        )

    def _delimiter(self, head: bytes) -> str:
        """The stated delimiter, or the only one with which the header has every column."""
        if self._options.delimiter:
            return self._options.delimiter
        line = header_line(head, self._options.encoding)
        fitting = [each for each in DELIMITERS if has_every_column(line, each, self._options)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise FileRefused("The header can be split in more than one way: state the delimiter.")
        return max(DELIMITERS, key=line.count)


def header_line(head: bytes, encoding: str) -> str:
    """The first line that is not empty, as far as it can be read; what is wrong with it is found later."""
    text = head.decode(encoding, errors="replace").lstrip("\ufeff\r\n \t")
    return text.splitlines()[0] if text else ""


def has_every_column(line: str, delimiter: str, options: LogOptions) -> bool:
    try:
        find_columns(next(csv.reader([line], delimiter=delimiter), []), options)
    except (FileRefused, csv.Error):
        return False
    return True


def find_columns(header: Sequence[str], options: LogOptions) -> dict[str, int]:
    """Places of the columns by what they hold: the stated ones, else those with a usual name.

    raises  FileRefused, which names the columns that are there, when one is missing or stands there twice
    """
    names = [folded(name) for name in header]
    stated = {
        "case": options.case,
        "timestamp": options.timestamp,
        "activity": options.activity,
        "actor": options.actor,
    }
    places = {}
    for what, name in stated.items():
        wanted = [folded(name)] if name else list(USUAL.get(what, ()))
        found = next((each for each in wanted if each in names), None)
        if found is None and (name or what in NEEDED):
            said = f"“{name}” for the {what}" if name else f"that names the {what}"
            there = ", ".join(f"“{one_line(each)[:60]}”" for each in header[:30] if each)
            raise FileRefused(f"There is no column {said}. The columns are: {there}.")
        if found is not None:
            if names.count(found) > 1:
                raise FileRefused(f"The column “{found}” is there {names.count(found)} times: rename all but one.")
            places[what] = names.index(found)
    return places
