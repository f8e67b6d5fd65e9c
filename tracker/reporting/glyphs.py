"""Which characters the pinned fonts can draw, and what to write for the others.

A character without a glyph would vanish or stop the document; its code point in brackets does neither.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from tracker.reporting.fonts import font_files

LINE_CONTROLS = "\t\n\r"
BIDI_CONTROLS = frozenset({*range(0x202A, 0x202F), *range(0x2066, 0x206A)})
OTHER_CONTROLS = frozenset({*range(0x20), *range(0x7F, 0xA0)})


def printable(value: Any, characters: frozenset[int]) -> Any:
    """A copy of a JSON value in which every string can be drawn with ``characters``."""
    match value:
        case str():
            return printable_text(value, characters)
        case list():
            return [printable(item, characters) for item in value]
        case dict():
            return {key: printable(item, characters) for key, item in value.items()}
        case _:
            return value


def printable_text(text: str, characters: frozenset[int]) -> str:
    """The text with each character that cannot be drawn written as ``[U+1F600]``.

    Controls that would turn the reading direction are shown the same way; other invisible marks are left out.
    """
    if all(ord(character) in characters for character in text):
        return text
    return "".join(_drawn(character, characters) for character in unicodedata.normalize("NFC", text))


def _drawn(character: str, characters: frozenset[int]) -> str:
    if ord(character) in characters or character in LINE_CONTROLS:
        return character
    category = unicodedata.category(character)
    if category in ("Zl", "Zp"):
        return "\n"
    if category == "Cf" and ord(character) not in BIDI_CONTROLS:
        return ""
    return f"[U+{ord(character):04X}]"


@lru_cache(maxsize=4)
def drawable_characters(font_dirs: tuple[Path, ...]) -> frozenset[int]:
    """Code points that at least one family has in all of its weights, except controls."""
    families: dict[Path, list[frozenset[int]]] = {}
    for file in font_files(font_dirs):
        families.setdefault(file.parent.parent, []).append(_mapped_characters(file.read_bytes()))
    covered: frozenset[int] = frozenset().union(*(frozenset.intersection(*files) for files in families.values()))
    return covered - BIDI_CONTROLS - OTHER_CONTROLS


def _mapped_characters(font: bytes) -> frozenset[int]:
    """Code points in the character map of a TrueType or OpenType file (formats 4 and 12)."""
    (table_count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * index) for index in range(table_count))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (subtable_count,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for index in range(subtable_count):
        platform, _, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * index)
        if platform in (0, 3):
            found |= _subtable_characters(font, start + offset)
    return frozenset(found)


def _subtable_characters(font: bytes, start: int) -> set[int]:
    (table_format,) = struct.unpack_from(">H", font, start)
    match table_format:
        case 4:
            return _segment_characters(font, start)
        case 12:
            return _group_characters(font, start)
        case _:
            return set()


def _segment_characters(font: bytes, start: int) -> set[int]:
    """Format 4: segments of the first plane; a segment maps by a delta or through an array of glyphs."""
    doubled = struct.unpack_from(">H", font, start + 6)[0]
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    starts = struct.unpack_from(f">{count}H", font, start + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", font, start + 16 + 2 * doubled)
    offsets_at = start + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    found: set[int] = set()
    for index, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        if offset == 0:
            found.update(code for code in range(first, last + 1) if (code + delta) & 0xFFFF)
            continue
        glyphs = struct.unpack_from(f">{last - first + 1}H", font, offsets_at + 2 * index + offset)
        found.update(code for code, glyph in zip(range(first, last + 1), glyphs, strict=True) if glyph)
    return found - {0xFFFF}


def _group_characters(font: bytes, start: int) -> set[int]:
    """Format 12: groups of code points with consecutive glyphs."""
    (count,) = struct.unpack_from(">L", font, start + 12)
    found: set[int] = set()
    for index in range(count):
        first, last, glyph = struct.unpack_from(">LLL", font, start + 16 + 12 * index)
        found.update(range(first if glyph else first + 1, last + 1))
    return found
