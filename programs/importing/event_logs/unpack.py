"""The bytes of a log, packed with gzip or not, up to a limit: a small file must not become a huge one."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from hashlib import sha256
from typing import BinaryIO

from programs.importing.errors import FileRefused

CHUNK_BYTES = 256 * 1024
GZIP = b"\x1f\x8b"
PDF = b"%PDF-"
OTHER_PACKERS = {b"PK\x03\x04": "ZIP", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"7z\xbc\xaf": "7z"}
_WITH_GZIP_HEADER = 31


class Unpacked:
    """The unpacked bytes of ``source``, read once, from the beginning.

    head      the first bytes, which are read again
    digest    SHA-256 of what was read so far
    advanced  hears how many packed bytes were read so far
    raises    FileRefused when there are more than ``max_bytes``, or the packing is damaged
    """

    def __init__(self, source: BinaryIO, *, max_bytes: int, advanced: Callable[[int], None] = lambda _: None) -> None:
        self._source = source
        self._max_bytes = max_bytes
        self._advanced = advanced
        self._packed_bytes = 0
        self._bytes = 0
        self._digest = sha256()
        self._unpacker: zlib._Decompress | None = None
        self._left = self._packed()
        self._refuse_other_packers()
        if self._left.startswith(GZIP):
            self._unpacker = zlib.decompressobj(_WITH_GZIP_HEADER)
        self._kept = b""
        self.head = self._kept = self._chunk()

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()

    def read(self, _size: int = -1) -> bytes:
        """The next piece; empty at the end. Its size is ours to choose."""
        if self._kept:
            kept, self._kept = self._kept, b""
            return kept
        return self._chunk()

    def _chunk(self) -> bytes:
        piece = self._plain() if self._unpacker is None else self._unpack()
        self._bytes += len(piece)
        if self._bytes > self._max_bytes:
            raise FileRefused(f"The log is larger than {self._max_bytes:,} bytes when it is unpacked.")
        self._digest.update(piece)
        return piece

    def _packed(self) -> bytes:
        piece = self._source.read(CHUNK_BYTES)
        self._packed_bytes += len(piece)
        self._advanced(self._packed_bytes)
        return piece

    def _plain(self) -> bytes:
        piece, self._left = self._left or self._packed(), b""
        return piece

    def _unpack(self) -> bytes:
        """At most one chunk of unpacked bytes; a file may be several packed ones after each other."""
        while True:
            assert self._unpacker is not None
            if self._unpacker.eof:
                self._left = self._unpacker.unused_data or self._packed()
                if not self._left.strip(b"\0"):
                    return b""
                self._unpacker = zlib.decompressobj(_WITH_GZIP_HEADER)
            packed = self._left or self._packed()
            try:
                piece = self._unpacker.decompress(packed, CHUNK_BYTES)
            except zlib.error:
                raise FileRefused(
                    f"The file is packed with gzip but damaged, near byte {self._packed_bytes:,}."
                ) from None
            self._left = self._unpacker.unconsumed_tail
            if piece:
                return piece
            if not packed and not self._unpacker.eof:
                raise FileRefused("The file is packed with gzip and ends too early: copy or download it again.")

    def _refuse_other_packers(self) -> None:
        for mark, name in OTHER_PACKERS.items():
            if self._left.startswith(mark):
                raise FileRefused(f"The file is packed with {name}: unpack it, or pack it with gzip.")
        if self._left.startswith(PDF):
            raise FileRefused("The file is a PDF: export the log as XES or CSV.")
