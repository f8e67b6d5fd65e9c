"""What somebody says about an event log before it is read: where its columns are, and how its times are to be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

FLOOR = date(1990, 1, 1)
"""Dates before it are taken for slips and defaults of a system, not for work."""

MOST_UNPACKED_BYTES = 2 * 1024**3
MOST_EVENTS = 10_000_000
MOST_ACTORS = 20_000
MOST_CHARACTERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOptions:
    """How a log is to be read.

    actor             attribute or column that names who did the step
    case .. activity  names of the other columns; empty: the usual names
    timestamp_format  as of strptime, such as ``%d/%m/%Y %H:%M``; empty: ISO 8601
    zone              name of the time zone of times that do not say theirs
    first, last       days outside of them are left out and counted
    delimiter, encoding  of a CSV file; an empty delimiter is found in the header
    max_bytes         of the unpacked log
    """

    actor: str
    case: str = ""
    timestamp: str = ""
    activity: str = ""
    timestamp_format: str = ""
    zone: str = "UTC"
    first: date = FLOOR
    last: date
    delimiter: str = ""
    encoding: str = "utf-8-sig"
    max_bytes: int = MOST_UNPACKED_BYTES

    @property
    def tzinfo(self) -> tzinfo:
        return UTC if self.zone == "UTC" else ZoneInfo(self.zone)

    @property
    def begins_at(self) -> int:
        """Microseconds since 1970 in UTC at which the first day begins."""
        return microseconds(datetime.combine(self.first, time.min, self.tzinfo))

    @property
    def ends_at(self) -> int:
        """Microseconds since 1970 in UTC at which the day after the last one begins."""
        return microseconds(datetime.combine(self.last + timedelta(days=1), time.min, self.tzinfo))


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970 in UTC; the moment names its time zone."""
    return round(moment.timestamp() * 1_000_000)
