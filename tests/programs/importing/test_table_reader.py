from __future__ import annotations

from collections.abc import Callable

import pytest

from programs.importing import reader
from programs.importing.errors import FileRefused
from programs.importing.reader import TableReader

Open = Callable[..., TableReader]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "UTF-8 mark"])
def test_line_ends_and_mark_make_no_difference(table: Open, end: str, mark: bytes) -> None:
    content = mark + end.join(["id,name", "1,Côte", "2,b", ""]).encode()

    opened = table(content)

    assert opened.header == ("id", "name")
    assert [(row.line, row.cells) for row in opened] == [(2, ("1", "Côte")), (3, ("2", "b"))]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 64])
def test_rows_do_not_depend_on_where_the_bytes_are_cut(table: Open, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(reader, "CHUNK_BYTES", size)
    content = '\ufeffid,note\r\n1,"a\r\nb €"\r2,ü\n'.encode()

    rows = [(row.line, row.row, row.cells) for row in table(content)]

    assert rows == [(2, 2, ("1", "a\r\nb €")), (4, 3, ("2", "ü"))]


def test_a_quoted_line_break_is_kept_and_the_next_row_knows_its_line(table: Open) -> None:
    opened = table(b'"id\n(of it)",note\n1,"one\n\ntwo"\n2,x\n')

    assert opened.header == ("id (of it)", "note")
    assert [(row.line, row.row) for row in opened] == [(3, 2), (6, 3)]


def test_blank_rows_are_skipped_and_counted(table: Open) -> None:
    opened = table(b"id,note\n\n1,x\n,\n  , \n2,y\n\n")

    assert [row.line for row in opened] == [3, 6]
    assert opened.blank_rows == 4


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"id,x\n1,a\0b\n", "Line 2 holds a NUL"),
        (b'id,x\n1,"open\nand on', "starts on line 2"),
        (b'id,x\n1,"a"b\n', "starts on line 2"),
        (b"\xff\xfei\0d\0", "UTF-16"),
    ],
)
def test_a_file_that_is_no_table_is_refused(table: Open, content: bytes, message: str) -> None:
    with pytest.raises(FileRefused, match=message):
        list(table(content))


@pytest.mark.parametrize(("mark", "position"), [(b"", 7), (b"\xef\xbb\xbf", 10)])
def test_a_byte_that_is_no_utf_8_is_named_by_its_position(table: Open, mark: bytes, position: int) -> None:
    with pytest.raises(FileRefused, match=rf"Byte {position} \(0xF4\) does not belong to utf-8-sig"):
        list(table(mark + b"id,x\n1,\xf4te\n"))


@pytest.mark.parametrize("size", [1, 3, 4])
def test_the_position_is_right_when_the_bytes_come_in_pieces(
    table: Open, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(reader, "CHUNK_BYTES", size)

    with pytest.raises(FileRefused, match="Byte 10 "):
        list(table("id,x\n1,üa€".encode()[:-1] + b"a\n"))


def test_a_character_cut_off_at_the_end_is_refused(table: Open) -> None:
    with pytest.raises(FileRefused, match=r"Byte 7 \(0xC3\)"):
        list(table(b"id,x\n1,\xc3"))


def test_latin_1_is_read_as_latin_1(table: Open) -> None:
    rows = list(table("id,x\r1,Côte Ã¸\r".encode("latin-1"), encoding="latin-1"))

    assert rows[0].cells == ("1", "Côte Ã¸")


@pytest.mark.parametrize(
    ("content", "encoding", "message"),
    [
        ("\ufeffid,x\n".encode(), "latin-1", "Byte 0: the file begins with the mark of UTF-8"),
        ("id,x\n1,Côte\n".encode(), "latin-1", r"is UTF-8 \(see byte 8\)"),
        ("id,x\n1,Côte\n".encode(), "cp1252", "is UTF-8"),
        ("id,x\n1,“Côte”\n".encode("cp1252"), "latin-1", r"Byte 7 \(0x93\) is no character of latin-1"),
        (b"id,x\n1,\x81\n", "cp1252", r"Byte 7 \(0x81\) does not belong to cp1252"),
    ],
)
def test_an_encoding_that_would_misread_is_refused(table: Open, content: bytes, encoding: str, message: str) -> None:
    with pytest.raises(FileRefused, match=message):
        list(table(content, encoding=encoding))


def test_a_file_over_the_limit_is_refused(table: Open) -> None:
    with pytest.raises(FileRefused, match="larger than 1,000 bytes"):
        list(table(b"id,x\n" + b"1,y\n" * 500, max_bytes=1_000))


def test_a_line_without_end_is_refused(table: Open) -> None:
    with pytest.raises(FileRefused, match="longer than"):
        list(table(b"x" * 1_200_000))
