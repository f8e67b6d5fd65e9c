"""XES, the standard form of event logs (IEEE 1849), read as a stream: one event at a time is in memory.

A log needs no document type, so one that declares it is refused: no entity is expanded and nothing is fetched.
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from xml.parsers import expat

from programs.importing.errors import FileRefused, RowError
from programs.importing.event_logs.events import EventColumns, EventLog
from programs.importing.event_logs.options import LogOptions
from programs.importing.event_logs.unpack import Unpacked

LARGEST_ELEMENT = 4 * 1024 * 1024
DEEPEST = 100
LOOKED_AT = 1000
SHOWN_ATTRIBUTES = 30
TIME, NAME = "time:timestamp", "concept:name"
_LOG, _TRACE, _EVENT, _ATTRIBUTE = 1, 2, 3, 4  # How deep each stands.


class XesReader:
    """The events of one XES log; each trace is a case, whatever its name."""

    def __init__(self, options: LogOptions) -> None:
        self._columns = EventColumns(options=options)
        self._actor_key = options.actor
        self._time_key = options.timestamp or TIME
        self._activity_key = options.activity or NAME
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse_document_type
        self._depth = 0
        self._prefix = ""
        self._trace = self._event = ""
        self._in_event = False
        self._cases = 0
        self._given: dict[str, str] = {}
        self._keys: Counter[str] = Counter()
        self._names_actors = False

    def read(self, source: Unpacked) -> EventLog:
        """The log; FileRefused, with the line, where it is not well-formed or holds what no log needs."""
        fed = 0
        while piece := source.read():
            fed += len(piece)
            self._parse(piece)
            if fed - self._parser.CurrentByteIndex > LARGEST_ELEMENT:
                raise FileRefused(f"Line {self._line}: one element is larger than {LARGEST_ELEMENT:,} bytes.")
        self._parse(b"", is_final=True)
        if self._columns.events and not self._names_actors:
            raise FileRefused(self._no_actor())
        return self._columns.finish(kind="XES", digest=source.digest, cases=self._cases)

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber

    def _parse(self, piece: bytes, *, is_final: bool = False) -> None:
        try:
            self._parser.Parse(piece, is_final)
        except expat.ExpatError as problem:
            reason = expat.ErrorString(problem.code)
            raise FileRefused(
                f"Line {problem.lineno}, column {problem.offset + 1}: the file is not well-formed XML ({reason})."
            ) from None
        except (LookupError, ValueError):
            raise FileRefused("Line 1: the file declares an encoding that is not known. Save it as UTF-8.") from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        depth = self._depth
        if depth == _ATTRIBUTE and self._in_event:
            key = attributes.get("key")
            if key is not None:
                self._given[key] = attributes.get("value", "")
        elif depth == _EVENT:
            self._in_event = name == self._event
            self._given = {}
        elif depth == _TRACE and name == self._trace:
            self._cases += 1
        elif depth == _LOG:
            self._begin(name)
        elif depth > DEEPEST:
            raise FileRefused(f"Line {self._line}: elements stand more than {DEEPEST} deep in each other.")

    def _end(self, _name: str) -> None:
        if self._depth == _EVENT and self._in_event:
            self._take()
            self._in_event = False
        self._depth -= 1

    def _begin(self, name: str) -> None:
        prefix, _, local = name.rpartition(":")
        if local != "log":
            raise FileRefused(f"Line {self._line}: this is no XES log. It begins with <{name}>, not with <log>.")
        self._prefix = f"{prefix}:" if prefix else ""
        self._trace, self._event = f"{self._prefix}trace", f"{self._prefix}event"

    def _take(self) -> None:
        """The event that just ended."""
        given, columns = self._given, self._columns
        columns.count()
        if columns.events <= LOOKED_AT:
            self._keys.update(given.keys())
        actor = given.get(self._actor_key)
        self._names_actors |= actor is not None
        activity = given.get(self._activity_key)
        if activity:
            columns.name_activity(activity)
        text = given.get(self._time_key)
        if text is None:
            self._refuse("", f"the event has no “{self._time_key}”.")
            return
        try:
            moment = columns.moment(text)
        except ValueError:
            self._refuse(text, f"“{text[:50]}” is no date and time of ISO 8601.")
            return
        columns.add(self._cases, moment, actor or "")

    def _refuse(self, value: str, reason: str) -> None:
        error = RowError(line=self._line, row=self._columns.events, column=self._time_key, value=value, reason=reason)
        self._columns.refuse(error)

    def _no_actor(self) -> str:
        there = ", ".join(f"“{key}”" for key, _ in self._keys.most_common(SHOWN_ATTRIBUTES))
        return f"No event has an attribute “{self._actor_key}”. The events have: {there or 'no attributes'}."

    def _refuse_document_type(self, *_declared: Any) -> None:
        raise FileRefused(
            f"Line {self._line}: the file declares a document type (DTD), which can hide entities that expand without "
            "end. No event log needs one: remove the declaration."
        )
