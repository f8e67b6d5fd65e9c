"""Packed logs: a limit on what they unpack to, and damage that is told."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from programs.importing.errors import FileRefused
from programs.importing.event_logs.events import EventLog
from programs.importing.event_logs.unpack import Unpacked
from tests.programs.importing.event_logs.conftest import event, xes

Read = Callable[..., EventLog]
NINE = "2026-03-02T09:00:00+00:00"
MEGABYTE = 1024 * 1024


def test_a_small_file_does_not_become_a_huge_one(read: Read) -> None:
    bomb = gzip.compress(b"<log>" + b" " * 64 * MEGABYTE)

    assert len(bomb) < 100_000
    with pytest.raises(FileRefused, match="larger than 8,388,608 bytes when it is unpacked"):
        read(bomb, max_bytes=8 * MEGABYTE)


def test_a_plain_file_above_the_limit_is_refused(read: Read) -> None:
    with pytest.raises(FileRefused, match="larger than 1,048,576 bytes"):
        read(b"case,time,team\n" + b"1,2026-03-02,A\n" * 100_000, actor="team", max_bytes=MEGABYTE)


@pytest.mark.parametrize("kept", [5, 20, -9, -4, -1])
def test_a_packed_file_that_ends_too_early_is_refused(kept: int, read: Read) -> None:
    content = gzip.compress(xes("".join(event(NINE, f"A{number}") for number in range(500))))

    with pytest.raises(FileRefused, match="ends too early"):
        read(content[:kept])


def test_a_damaged_packed_file_is_refused(read: Read) -> None:
    content = bytearray(gzip.compress(xes("".join(event(NINE, f"A{number}") for number in range(500)))))
    content[len(content) // 2] ^= 0xFF

    with pytest.raises(FileRefused):
        read(bytes(content))


def test_several_packed_pieces_after_each_other_are_one_file(read: Read) -> None:
    content = xes(event(NINE, "A"), event(NINE, "B"))

    assert read(gzip.compress(content[:40]) + gzip.compress(content[40:]) + b"\0" * 512).cases == 2


@pytest.mark.parametrize(("content", "name"), [(b"BZh91AY", "bzip2"), (b"\xfd7zXZ\0", "xz"), (b"7z\xbc\xaf'", "7z")])
def test_other_packers_are_named(content: bytes, name: str, read: Read) -> None:
    with pytest.raises(FileRefused, match=f"packed with {name}"):
        read(content)


def test_a_zip_file_is_refused(read: Read) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("log.xes", xes(event(NINE, "A")))

    with pytest.raises(FileRefused, match="packed with ZIP"):
        read(packed.getvalue())


def test_progress_is_told_in_bytes_of_the_file() -> None:
    content, heard = gzip.compress(bytes(2 * MEGABYTE)), list[int]()
    unpacked = Unpacked(BytesIO(content), max_bytes=4 * MEGABYTE, advanced=heard.append)

    while unpacked.read():
        pass

    assert heard == sorted(heard)
    assert heard[-1] == len(content)
