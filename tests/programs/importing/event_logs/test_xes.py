"""XES: what is read, and what is refused with the line where it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from programs.importing.errors import FileRefused
from programs.importing.event_logs import xes as reader
from programs.importing.event_logs.events import EventLog
from tests.programs.importing.event_logs.conftest import event, events_of, xes

Read = Callable[..., EventLog]
NINE = "2026-03-02T09:00:00+00:00"
TEN = "2026-03-02T10:00:00+00:00"
MINUTE = 29540700  # 2 March 2026, 09:00 in UTC.


def test_events_are_read_by_case_actor_and_time(read: Read, packed: Callable[[bytes], bytes]) -> None:
    log = read(packed(xes(event(NINE, "A") + event(TEN, "B"), event(TEN, "A"))))

    assert (log.kind, log.cases, log.events) == ("XES", 2, 3)
    assert events_of(log) == [(1, "A", MINUTE), (1, "B", MINUTE + 60), (2, "A", MINUTE + 60)]


def test_a_packed_copy_has_the_same_digest(read: Read, packed: Callable[[bytes], bytes]) -> None:
    content = xes(event(NINE, "A"))

    assert read(packed(content)).digest == read(content).digest


def test_a_prefix_of_the_name_space_is_understood(read: Read) -> None:
    content = xes(event(NINE, "A")).replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?")

    assert events_of(read(content)) == [(1, "A", MINUTE)]


def test_nested_attributes_and_those_of_the_case_are_no_attributes_of_the_event(read: Read) -> None:
    nested = '<list key="x"><string key="org:group" value="C"/></list>'
    content = xes('<string key="org:group" value="D"/>' + event(NINE, "A", more=nested) + event(TEN, more=nested))

    assert [actor for _, actor, _ in events_of(read(content))] == ["A", ""]


def test_a_trace_without_events_is_a_case(read: Read) -> None:
    assert read(xes("", event(NINE, "A"))).cases == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(xes(event(NINE, "A"))[:-8], "Line 3, column .*not well-formed", id="cut off"),
        pytest.param(b"<log>\n<trace>\n</log>", "Line 3, column .*mismatched tag", id="mismatched"),
        pytest.param(b"<html><body/></html>", "Line 1: this is no XES log", id="another document"),
        pytest.param(xes(), "no events", id="empty log"),
        pytest.param(b"", "empty", id="empty file"),
        pytest.param(b"  \n ", "empty", id="white space"),
        pytest.param(xes(event(NINE)), "No event has an attribute “org:group”.*“time:timestamp”", id="no actor at all"),
        pytest.param(xes(event("soon", "A")), "No event can be read.*line 2.*soon", id="no time at all"),
        pytest.param(b"<?xml version='1.0' encoding='x-none'?><log/>", "encoding that is not known", id="encoding"),
        pytest.param(b"<?xml version='1.0' encoding='big5'?><log/>", "encoding that is not known", id="wide encoding"),
    ],
)
def test_what_is_no_log_is_refused(content: bytes, said: str, read: Read) -> None:
    with pytest.raises(FileRefused, match=said):
        read(content)


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param('<!DOCTYPE log [<!ENTITY a "ha">]>', id="entity"),
        pytest.param('<!DOCTYPE log [<!ENTITY a SYSTEM "file:///etc/passwd">]>', id="file"),
        pytest.param('<!DOCTYPE log SYSTEM "http://127.0.0.1:9/log.dtd">', id="network"),
        pytest.param(
            '<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>', id="entities in each other"
        ),
    ],
)
def test_a_document_type_is_refused_before_anything_is_expanded(declared: str, read: Read) -> None:
    content = xes(event(NINE, "&a;")).replace(b"<log>", f"\n{declared}<log>".encode())

    with pytest.raises(FileRefused, match=r"Line 3: .*document type"):
        read(content)


def test_an_element_without_end_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST_ELEMENT", 1024 * 1024)
    content = b"<log><trace><event><string key='org:group' value='" + b"x" * 3 * 1024 * 1024

    with pytest.raises(FileRefused, match="one element is larger"):
        read(content)


def test_elements_too_deep_in_each_other_are_refused(read: Read) -> None:
    with pytest.raises(FileRefused, match="deep in each other"):
        read(b"<log>" + b"<list>" * 5000)


def test_some_events_without_a_readable_time_are_counted_and_shown(read: Read) -> None:
    log = read(xes(event(NINE, "A") + event("31/12/2025", "B") + "<event/>"))

    assert (log.events, log.unreadable, len(log.at)) == (3, 2, 1)
    assert [(error.line, error.value) for error in log.errors] == [(3, "31/12/2025"), (4, "")]


def test_values_longer_than_any_name_are_refused(read: Read) -> None:
    with pytest.raises(FileRefused, match="does not name who did the work"):
        read(xes(event(NINE, "x" * 501)))
