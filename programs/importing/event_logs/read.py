"""One door for every kind of event log."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import BinaryIO

from programs.importing.errors import FileRefused
from programs.importing.event_logs.events import EventLog
from programs.importing.event_logs.options import LogOptions
from programs.importing.event_logs.table import TableOfEvents
from programs.importing.event_logs.unpack import Unpacked
from programs.importing.event_logs.xes import XesReader

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_event_log(
    source: BinaryIO, options: LogOptions, *, advanced: Callable[[int], None] = lambda _: None
) -> EventLog:
    """The events of an XES log or of a CSV file, either of them packed with gzip or not.

    advanced  hears how many bytes of the file were read so far
    raises    FileRefused with what is wrong and, where there is one, the line
    """
    unpacked = Unpacked(source, max_bytes=options.max_bytes, advanced=advanced)
    if not unpacked.head.strip():
        raise FileRefused("The file is empty.")
    return XesReader(options).read(unpacked) if is_xml(unpacked.head) else TableOfEvents(options).read(unpacked)


def is_xml(head: bytes) -> bool:
    """Whether the first character that is no white space opens an element."""
    if head.startswith(_UTF16):
        return head.decode("utf-16", errors="replace").lstrip().startswith("<")
    return head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")
