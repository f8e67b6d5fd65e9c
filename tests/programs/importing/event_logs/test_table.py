"""Logs as tables: columns found or named, rows that lack something, and files that are no tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from programs.importing.errors import FileRefused
from programs.importing.event_logs.events import EventLog
from tests.programs.importing.event_logs.conftest import events_of

Read = Callable[..., EventLog]
MINUTE = 29540700  # 2 March 2026, 09:00 in UTC.
LINES = """case id,activity,timestamp,team
7,Order,2026-03-02 09:00,A
8,Order,2026-03-02 09:01,B
7,Check,2026-03-02 09:02,B
"""


def test_rows_of_a_case_may_stand_anywhere(read: Read, packed: Callable[[bytes], bytes]) -> None:
    log = read(packed(LINES.encode()), actor="Team")

    assert (log.kind, log.cases, log.events, log.activities) == ("CSV", 2, 3, 2)
    assert events_of(log) == [(0, "A", MINUTE), (1, "B", MINUTE + 1), (0, "B", MINUTE + 2)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found_in_the_header(delimiter: str, end: str, read: Read) -> None:
    content = LINES.replace(",", delimiter).replace("\n", end).encode("utf-8-sig")

    assert read(content, actor="team").events == 3


def test_columns_may_be_named(read: Read) -> None:
    content = LINES.replace("case id", "Ticket").replace("timestamp", "Closed at")
    log = read(content.encode(), actor="team", case="ticket", timestamp="closed  at", activity="activity")

    assert (log.cases, log.activities) == (2, 2)


def test_a_log_without_activities_is_read(read: Read) -> None:
    assert read(b"case,time,team\n1,2026-03-02,A\n", actor="team").activities is None


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        pytest.param(LINES, {"actor": "dept"}, "“dept” for the actor.*“team”", id="no actor"),
        pytest.param(LINES.replace("case id", "x"), {}, "no column that names the case.*“x”, “activity”", id="no case"),
        pytest.param(LINES.replace("timestamp", "x"), {}, "no column that names the timestamp", id="no time"),
        pytest.param(LINES, {"case": "ticket"}, "“ticket” for the case", id="named case"),
        pytest.param(LINES.replace("activity", "team"), {}, "“team” is there 2 times", id="twice"),
        pytest.param("case id,timestamp,team\n", {}, "no events", id="only a header"),
        pytest.param(LINES.replace("2026-03-02", "02/03/2026"), {}, "line 2.*never guessed", id="no ISO date"),
        pytest.param("case;time,team\n1;2,3\n", {}, "no column", id="two delimiters"),
    ],
)
def test_what_is_missing_is_named(content: str, options: dict[str, Any], said: str, read: Read) -> None:
    with pytest.raises(FileRefused, match=said):
        read(content.encode(), **{"actor": "team", **options})


def test_binary_bytes_are_no_table(read: Read) -> None:
    with pytest.raises(FileRefused):
        read(bytes(range(256)) * 40)


def test_a_file_in_another_encoding_is_refused_unless_it_is_named(read: Read) -> None:
    content = LINES.replace(",A", ",Köln").encode("latin-1")

    with pytest.raises(FileRefused, match="not utf-8: save it as UTF-8, or state its encoding"):
        read(content, actor="team")
    assert "Köln" in read(content, actor="team", encoding="latin-1").actors


def test_rows_that_lack_something_are_counted_with_their_line(read: Read) -> None:
    log = read((LINES + "9,Order\n,Order,2026-03-02 10:00,A\n9,Order,,A\n").encode(), actor="team")

    assert (log.events, log.unreadable, log.cases) == (6, 3, 3)
    assert [(error.line, error.column) for error in log.errors] == [(5, ""), (6, "case id"), (7, "timestamp")]


def test_an_event_without_an_actor_is_counted_and_kept(read: Read) -> None:
    log = read((LINES + "7,Pay,2026-03-02 09:05,  \n").encode(), actor="team")

    assert log.nobody == 1
    assert events_of(log)[-1] == (0, "", MINUTE + 5)
