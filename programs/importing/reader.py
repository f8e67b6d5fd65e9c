"""Bytes to rows with their line numbers: one pass, no guessing, nothing repaired in silence."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from programs.importing.encodings import EncodingWatch
from programs.importing.errors import EncodingRefused, FileRefused
from programs.importing.mapping import FileLayout
from programs.importing.text import one_line

CHUNK_BYTES = 64 * 1024
MAX_BYTES = 50 * 1024 * 1024
MAX_LINE_CHARACTERS = 1_000_000
_LINE_END = re.compile(r"\r\n|\r(?!\Z)|\n")  # A CR at the very end of a piece may be half of a CRLF.


@dataclass(frozen=True)
class Row:
    """The cells of one row as the file has them.

    line  physical line on which the row starts, from 1; CR, LF and CRLF each end a line
    row   number a spreadsheet shows for it (the header is row 1)
    """

    line: int
    row: int
    cells: tuple[str, ...]


class TableReader:
    """The rows of a delimited table, one at a time.

    ``header`` is there from the start; ``blank_rows`` counts what was skipped so far.

    raises  FileRefused, at once or while rows are read, with the line or byte where reading stopped
    """

    def __init__(self, source: BinaryIO, layout: FileLayout, *, max_bytes: int = MAX_BYTES) -> None:
        lines = _physical_lines(_decoded(source, layout.encoding, max_bytes))
        self.blank_rows = 0
        self._csv = csv.reader(_without_nul(lines), delimiter=layout.delimiter, strict=True)
        self._row_number = 0
        header = self._next()
        if header is None:
            raise FileRefused("The file is empty: it has no header line.")
        self.header = tuple(one_line(cell) for cell in header.cells)

    def __iter__(self) -> Iterator[Row]:
        while row := self._next():
            yield row

    def _next(self) -> Row | None:
        """The next row that is not blank; None at the end of the file."""
        while True:
            line = self._csv.line_num + 1
            try:
                cells = next(self._csv)
            except StopIteration:
                return None
            except csv.Error as problem:
                raise FileRefused(f"The row that starts on line {line} cannot be read: {problem}.") from None
            self._row_number += 1
            if any(cell.strip() for cell in cells):
                return Row(line=line, row=self._row_number, cells=tuple(cells))
            self.blank_rows += 1


def _decoded(source: BinaryIO, encoding: str, max_bytes: int) -> Iterator[str]:
    """``source`` as text, piece by piece; FileRefused with the position of the first byte that does not fit."""
    decoder = codecs.getincrementaldecoder("utf-8" if encoding == "utf-8-sig" else encoding)()
    watch = EncodingWatch(encoding)
    read_bytes = 0
    for chunk in _chunks(source):
        if read_bytes + len(chunk) > max_bytes:
            raise FileRefused(f"The file is larger than {max_bytes:,} bytes.")
        watch.look_at(chunk, offset=read_bytes)
        undecoded = len(decoder.getstate()[0])
        try:
            piece = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as problem:
            raise _not_in(encoding, read_bytes - undecoded + problem.start, problem.object[problem.start]) from None
        yield piece.removeprefix("\ufeff") if read_bytes == 0 else piece
        read_bytes += len(chunk)
    watch.finish()


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    """``source`` piece by piece, then one empty piece, which marks the end."""
    while chunk := source.read(CHUNK_BYTES):
        yield chunk
    yield b""


def _not_in(encoding: str, position: int, byte: int) -> EncodingRefused:
    return EncodingRefused(
        f"Byte {position:,} (0x{byte:02X}) does not belong to {encoding}, which the mapping declares: "
        "set file.encoding to the encoding that the file has."
    )


def _physical_lines(pieces: Iterable[str]) -> Iterator[str]:
    """The lines of the text with their ends, whichever of CR, LF and CRLF end them."""
    rest = ""
    for piece in pieces:
        rest += piece
        start = 0
        for end in _LINE_END.finditer(rest):
            yield rest[start : end.end()]
            start = end.end()
        rest = rest[start:]
        if len(rest) > MAX_LINE_CHARACTERS:
            raise FileRefused(f"A line is longer than {MAX_LINE_CHARACTERS:,} characters: this is not a table.")
    if rest:
        yield rest


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    """``lines`` as they are; FileRefused at the first that holds a NUL."""
    for number, line in enumerate(lines, start=1):
        if "\0" in line:
            raise FileRefused(f"Line {number} holds a NUL byte: this is not a text file, or it is damaged.")
        yield line
