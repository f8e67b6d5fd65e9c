"""What can be wrong with a mapping, a file or one cell, each said in words a user can act on."""

from __future__ import annotations

from dataclasses import dataclass


class MappingError(Exception):
    """A mapping file that cannot be used; the message names the file, the key and the cure."""


class FileRefused(Exception):
    """A table that cannot be read as a whole: wrong encoding, no header, a column that is not there, too large."""


class EncodingRefused(FileRefused):
    """A table whose bytes are not of the encoding that was declared for it."""


class ValueRefused(Exception):
    """One cell that is neither a value of its kind nor a declared reason for having none."""


@dataclass(frozen=True)
class RowError:
    """Why one row was refused.

    line     physical line of the file on which the row starts, from 1
    row      number a spreadsheet shows for it (the header is row 1)
    column   header as the file has it, white space collapsed; empty when the row as a whole is wrong
    program  external id, empty when it could not be read
    """

    line: int
    row: int
    column: str
    value: str
    reason: str
    program: str = ""
