"""What an event log says, as one document: what it holds, what was left out of it, and its hand-offs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from programs.importing.errors import RowError
from programs.importing.event_logs.events import EventLog
from programs.importing.event_logs.options import LogOptions
from tracker.analysis.handoffs import Events, LogHandoffs, find_handoffs
from tracker.analysis.pareto import VitalFew

DIGEST_SHOWN = 12
TOP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAnalysis:
    """A log as it was read, for JSON and back.

    nobody .. unreadable  events that take no part in hand-offs, by the reason
    offsets               events by the offset from UTC that their time states; "" is none, read as of ``zone``
    is_personal           whether the actors may be persons
    """

    kind: str
    digest: str
    actor: str
    zone: str
    cases: int
    events: int
    actors: int
    activities: int | None
    nobody: int
    early: int
    late: int
    unreadable: int
    errors: tuple[RowError, ...]
    offsets: dict[str, int]
    is_personal: bool
    found: LogHandoffs

    @property
    def source(self) -> str:
        """The name under which its counts are kept: the same for the same content, whatever the file is called."""
        return f"Event log {self.digest[:DIGEST_SHOWN]}, {self.actor}"[:150]

    @property
    def without_zone(self) -> int:
        return self.offsets.get("", 0)


def analyze(log: EventLog, options: LogOptions, *, is_personal: bool) -> LogAnalysis:
    """The log's hand-offs and everything that was counted on the way."""
    events = Events(
        case=np.frombuffer(log.case, dtype=np.int32),
        actor=np.frombuffer(log.actor, dtype=np.int32),
        at=np.frombuffer(log.at, dtype=np.int64),
        actors=log.actors,
    )
    return LogAnalysis(
        kind=log.kind,
        digest=log.digest,
        actor=options.actor,
        zone=options.zone,
        cases=log.cases,
        events=log.events,
        actors=len(log.actors),
        activities=log.activities,
        nobody=log.nobody,
        early=log.early,
        late=log.late,
        unreadable=log.unreadable,
        errors=log.errors,
        offsets=log.offsets,
        is_personal=is_personal,
        found=find_handoffs(events, zone=options.tzinfo),
    )


def needed(vital: VitalFew | None) -> int | None:
    """How many interfaces it takes to make the share; one that merely equals the last is not needed."""
    return None if vital is None else vital.k - vital.whole_tie


def summary(log: LogAnalysis) -> dict[str, Any]:
    """The document that the command prints; ``straight_back`` counts cases."""
    found = log.found
    return {
        "cases": log.cases,
        "events": log.events,
        "handoffs": found.handoffs,
        "interfaces": len(found.interfaces),
        "vital_70": needed(found.vital_70),
        "vital_80": needed(found.vital_80),
        "straight_back": found.straight_back_cases,
        "top": [
            {
                "from": each.from_actor,
                "to": each.to_actor,
                "handoffs": each.handoffs,
                "cases": each.cases,
                "straight_back_handoffs": each.straight_back,
                "median_wait_days": each.waiting.median_days,
                "p90_wait_days": each.waiting.p90_days,
            }
            for each in found.interfaces[:TOP]
        ],
        "counted": {
            "actors": log.actors,
            "activities": log.activities,
            "straight_back_handoffs": found.straight_back,
            "events_without_actor": log.nobody,
            "handoffs_past_events_without_actor": found.past_nobody,
            "events_before_first_day": log.early,
            "events_after_last_day": log.late,
            "events_unreadable": log.unreadable,
            "events_out_of_order": found.unordered,
            "events_without_zone": log.without_zone,
            "offsets": {offset: count for offset, count in log.offsets.items() if offset},
            "zone": log.zone,
            "first_day": found.days.starts_on.isoformat() if found.days else None,
            "last_day": found.days.ends_on.isoformat() if found.days else None,
            "source": log.source,
        },
    }
