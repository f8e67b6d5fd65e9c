"""Times of events: a format that is stated, a zone that is stated, and days that count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from programs.importing.errors import FileRefused
from programs.importing.event_logs.events import EventLog
from tests.programs.importing.event_logs.conftest import event, events_of, xes

Read = Callable[..., EventLog]
MINUTE = 29540700  # 2 March 2026, 09:00 in UTC.


@pytest.mark.parametrize(
    ("text", "zone", "minutes"),
    [
        ("2026-03-02T09:00:00Z", "UTC", 0),
        ("2026-03-02T09:00:00.1234567+01:00", "UTC", -60),
        ("2026-03-02 09:00:00-05:30", "Asia/Tokyo", 330),
        ("2026-03-02T09:00", "Europe/Berlin", -60),
        ("2026-07-02T09:00", "Europe/Berlin", 122 * 1440 - 120),
        ("2026-03-02", "UTC", -540),
        ("20260302T0900", "UTC", 0),
    ],
)
def test_every_form_of_iso_8601_becomes_a_moment(text: str, zone: str, minutes: int, read: Read) -> None:
    assert events_of(read(xes(event(text, "A")), zone=zone)) == [(1, "A", MINUTE + minutes)]


def test_another_format_is_read_when_it_is_stated_and_only_then(read: Read) -> None:
    content = b"case,time,team\n1,02/03/2026 09:00,A\n"
    asked = {"actor": "team", "timestamp_format": "%d/%m/%Y %H:%M"}

    assert events_of(read(content, **asked)) == [(0, "A", MINUTE)]
    with pytest.raises(FileRefused, match="is no date and time of the form %d/%m/%Y %H:%M"):
        read(content.replace(b"02/03/2026", b"2026-03-02"), **asked)
    with pytest.raises(FileRefused, match="never guessed"):
        read(content, actor="team")


def test_mixed_zones_are_compared_in_utc_and_counted(read: Read) -> None:
    moments = ["2026-03-02T10:00+01:00", "2026-03-02T09:00Z", "2026-03-02T10:00", "2026-03-02T14:30+05:30"]
    log = read(xes("".join(event(at, "A") for at in moments)), zone="Europe/Berlin")

    assert {at for _, _, at in events_of(log)} == {MINUTE}
    assert log.offsets == {"": 1, "+00:00": 1, "+01:00": 1, "+05:30": 1}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("1948-01-01T00:00:00Z", (1, 0)),
        ("0001-01-01T00:00:00", (1, 0)),
        ("1989-12-31T23:59:59Z", (1, 0)),
        ("1990-01-01T00:00:00Z", (0, 0)),
        ("2026-11-23T23:59:59Z", (0, 0)),
        ("2026-11-24T00:00:00Z", (0, 1)),
        ("9999-12-31T23:59:59-12:00", (0, 1)),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12"])
def test_days_that_do_not_count_are_left_out_and_counted(
    text: str, counts: tuple[int, int], zone: str, read: Read
) -> None:
    log = read(xes(event("2026-03-02T09:00Z", "A") + event(text, "B")), zone="UTC" if text.endswith("Z") else zone)

    assert (log.early, log.late) == counts
    assert (log.events, len(log.at)) == (2, 2 - sum(counts))


def test_the_first_day_may_be_moved(read: Read) -> None:
    log = read(xes(event("1948-01-01T00:00:00Z", "A")), first=date(1900, 1, 1))

    assert (log.early, len(log.at)) == (0, 1)
