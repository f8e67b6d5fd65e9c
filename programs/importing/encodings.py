"""What a single-byte encoding cannot notice by itself: that the file is written in another one."""

from __future__ import annotations

import codecs
import re

from programs.importing.errors import EncodingRefused, FileRefused

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(rb"[\x80-\x9f]")


class EncodingWatch:
    """Looks at the bytes as they pass and refuses a file whose declared encoding would misread it in silence."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._is_single_byte = encoding != "utf-8-sig"
        self._utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        self._beyond_ascii: int | None = None
        self._control: tuple[int, int] | None = None

    def look_at(self, chunk: bytes, *, offset: int) -> None:
        """Refuse what ``chunk``, which starts at byte ``offset``, gives away; else remember it. Empty at the end."""
        if offset == 0:
            self._refuse_marks(chunk)
        if not self._is_single_byte or (chunk and chunk.isascii() and self._beyond_ascii is None):
            return
        self._follow_utf8(chunk)
        if self._beyond_ascii is None and not chunk.isascii():
            self._beyond_ascii = offset + next(at for at, byte in enumerate(chunk) if byte > 127)
        control = _CONTROL.search(chunk)
        if control and self._control is None:
            self._control = (offset + control.start(), control[0][0])

    def finish(self) -> None:
        """Refuse a file that was to be read as a single-byte encoding and shows all over that it is another one."""
        if not self._is_single_byte or self._beyond_ascii is None:
            return
        if self._utf8 is not None:
            raise EncodingRefused(
                f"The file is UTF-8 (see byte {self._beyond_ascii:,}) but the mapping declares "
                f"{self._encoding}, which would misread it: set file.encoding to utf-8-sig."
            )
        if self._control and self._encoding == "latin-1":
            position, byte = self._control
            raise EncodingRefused(
                f"Byte {position:,} (0x{byte:02X}) is no character of latin-1, which the mapping declares: "
                "the file may be cp1252."
            )

    def _refuse_marks(self, chunk: bytes) -> None:
        if chunk.startswith(_UTF16_MARKS):
            raise FileRefused("Byte 0: the file is UTF-16. Save it as UTF-8 and import that.")
        if self._is_single_byte and chunk.startswith(codecs.BOM_UTF8):
            raise EncodingRefused(
                f"Byte 0: the file begins with the mark of UTF-8 but the mapping declares {self._encoding}: "
                "set file.encoding to utf-8-sig."
            )

    def _follow_utf8(self, chunk: bytes) -> None:
        """Give up the thought of UTF-8 at the first byte that does not fit."""
        if self._utf8 is None:
            return
        try:
            self._utf8.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            self._utf8 = None
