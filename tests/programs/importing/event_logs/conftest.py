from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from programs.importing.event_logs.events import NOBODY, EventLog
from programs.importing.event_logs.options import LogOptions
from programs.importing.event_logs.read import read_event_log

LAST = date(2026, 11, 23)


def xes(*traces: str, root: str = "log") -> bytes:
    """A log of these traces, each the XML of its events."""
    body = "".join(f"<trace>{trace}</trace>" for trace in traces)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>{body}</{root}>'.encode()


def event(at: str, group: str | None = None, *, more: str = "") -> str:
    """The XML of one event."""
    actor = "" if group is None else f'<string key="org:group" value="{group}"/>'
    return f'<event><date key="time:timestamp" value="{at}"/>{actor}{more}</event>\n'


@pytest.fixture
def read() -> Callable[..., EventLog]:
    """Reads bytes as an event log of groups."""

    def read_bytes(content: bytes, **options: Any) -> EventLog:
        given: dict[str, Any] = {"actor": "org:group", "last": LAST} | options
        return read_event_log(BytesIO(content), LogOptions(**given))

    return read_bytes


@pytest.fixture(params=["plain", "gzip"])
def packed(request: pytest.FixtureRequest) -> Callable[[bytes], bytes]:
    """Leaves bytes as they are, or packs them."""
    return gzip.compress if request.param == "gzip" else bytes


def events_of(log: EventLog) -> list[tuple[int, str, int]]:
    """Case, actor and minutes since 1970 of each event that is kept."""
    return [
        (case, "" if actor == NOBODY else log.actors[actor], at // 60_000_000)
        for case, actor, at in zip(log.case, log.actor, log.at, strict=True)
    ]
