"""Events of a log as columns of numbers: a million of them are 16 MB, not a gigabyte of objects."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from programs.importing.errors import FileRefused, RowError
from programs.importing.event_logs.options import MOST_ACTORS, MOST_CHARACTERS, MOST_EVENTS, LogOptions

NOBODY = -1
SHOWN_ERRORS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLog:
    """What a log holds.

    case, actor, at  one entry for each event that has a readable time within the days: number of its case, number
                     of its actor in ``actors`` (NOBODY where the log names none), microseconds since 1970 in UTC
    digest           SHA-256 of the unpacked bytes: the same for a packed and an unpacked copy
    cases, events    how many the log holds, those left out among them
    activities       different names of steps; None when the log does not name them
    nobody           events without an actor
    early, late      events before the first and after the last day, which are left out
    unreadable       events without a case or a readable time, which are left out; ``errors`` shows the first of them
    offsets          events by the offset that their time states, such as +01:00; times without one are under ""
    """

    kind: str
    digest: str
    case: array[int]
    actor: array[int]
    at: array[int]
    actors: tuple[str, ...]
    cases: int
    events: int
    activities: int | None
    nobody: int
    early: int
    late: int
    unreadable: int
    errors: tuple[RowError, ...]
    offsets: dict[str, int]


@dataclass(slots=True, kw_only=True)
class EventColumns:
    """Collects the events of a log while it is read.

    raises  FileRefused when the log names more actors, or holds more events, than any process has
    """

    options: LogOptions
    case: array[int] = field(default_factory=lambda: array("i"))
    actor: array[int] = field(default_factory=lambda: array("i"))
    at: array[int] = field(default_factory=lambda: array("q"))
    actors: dict[str, int] = field(default_factory=dict)
    activities: set[str] = field(default_factory=set)
    zones: Counter[tzinfo | None] = field(default_factory=Counter)
    events: int = 0
    nobody: int = 0
    early: int = 0
    late: int = 0
    unreadable: int = 0
    errors: list[RowError] = field(default_factory=list)
    _begins_at: int = field(init=False)
    _ends_at: int = field(init=False)
    _zone: tzinfo = field(init=False)

    def __post_init__(self) -> None:
        self._begins_at = self.options.begins_at
        self._ends_at = self.options.ends_at
        self._zone = self.options.tzinfo

    def add(self, case: int, moment: datetime, actor: str) -> None:
        """One event with a readable time; a time without a zone is one of the stated zone."""
        self.zones[moment.tzinfo] += 1
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=self._zone)
        at = round(aware.timestamp() * 1_000_000)
        number = self._number_of(actor)
        if at < self._begins_at:
            self.early += 1
        elif at >= self._ends_at:
            self.late += 1
        else:
            self.case.append(case)
            self.actor.append(number)
            self.at.append(at)

    def name_activity(self, activity: str) -> None:
        """One more step of this name; a column with a value of its own for each event fills no memory."""
        if len(self.activities) < MOST_ACTORS:
            self.activities.add(activity)

    def count(self) -> None:
        """One more event, whatever becomes of it."""
        self.events += 1
        if self.events > MOST_EVENTS:
            raise FileRefused(f"The log holds more than {MOST_EVENTS:,} events: export a shorter span of days.")

    def refuse(self, error: RowError) -> None:
        """One event that cannot be placed in time or in a case."""
        self.unreadable += 1
        if len(self.errors) < SHOWN_ERRORS:
            self.errors.append(error)

    def moment(self, text: str) -> datetime:
        """The time that the text names, by the stated format or else by ISO 8601; ValueError when it is none."""
        if self.options.timestamp_format:
            return datetime.strptime(text.strip(), self.options.timestamp_format)
        return datetime.fromisoformat(text.strip())

    def finish(self, *, kind: str, digest: str, cases: int) -> EventLog:
        """The log; FileRefused when it holds nothing that hand-offs could be found in."""
        if not self.events:
            raise FileRefused("The log holds no events.")
        if self.unreadable == self.events:
            first = self.errors[0]
            raise FileRefused(f"No event can be read. The first, on line {first.line}: {first.reason}")
        return EventLog(
            kind=kind,
            digest=digest,
            case=self.case,
            actor=self.actor,
            at=self.at,
            actors=tuple(self.actors),
            cases=cases,
            events=self.events,
            activities=len(self.activities) or None,
            nobody=self.nobody,
            early=self.early,
            late=self.late,
            unreadable=self.unreadable,
            errors=tuple(self.errors),
            offsets=offsets(self.zones),
        )

    def _number_of(self, actor: str) -> int:
        """The number of the actor; NOBODY for none."""
        number = self.actors.get(actor)
        if number is not None:
            return number
        name = " ".join(actor.split())
        if not name:
            self.nobody += 1
            return NOBODY
        if len(name) > MOST_CHARACTERS or len(self.actors) >= MOST_ACTORS:
            raise FileRefused(
                f"“{self.options.actor}” does not name who did the work: it has more than {MOST_ACTORS:,} different "
                f"values, or one of more than {MOST_CHARACTERS} characters."
            )
        return self.actors.setdefault(name, len(self.actors))


def offsets(zones: Counter[tzinfo | None]) -> dict[str, int]:
    """Events by the offset from UTC that their time states, the most frequent first."""
    named: Counter[str] = Counter()
    for zone, count in zones.items():
        shift = zone.utcoffset(None) if zone else None
        named[offset_name(shift) if shift is not None else ""] += count
    return dict(sorted(named.items(), key=lambda each: (-each[1], each[0])))


def offset_name(shift: timedelta) -> str:
    """The offset as ISO 8601 writes it, such as +01:00."""
    minutes = round(shift.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
