"""Characters that the pinned fonts cannot draw are written by their code."""

from __future__ import annotations

import pytest

from tracker.reporting.fonts import FONT_DIRS
from tracker.reporting.glyphs import drawable_characters, printable, printable_text


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("plain 供应链计划 é € – …", "plain 供应链计划 é € – …"),
        ("e\u0301", "e\u0301"),
        ("smile \U0001f600", "smile [U+1F600]"),
        ("turn \u202eback", "turn [U+202E]back"),
        ("bell \x07", "bell [U+0007]"),
        ("nothing \x00", "nothing [U+0000]"),
        ("a\u2028b", "a\nb"),
        ("tab\tline\n", "tab\tline\n"),
    ],
)
def test_a_text_is_drawable_and_loses_nothing_silently(text: str, drawn: str) -> None:
    assert printable_text(text, drawable_characters(FONT_DIRS)) == drawn


def test_all_strings_of_a_document_are_made_drawable() -> None:
    document = {"a": ["\U0001f600", 1, None], "b": {"c": "x"}}

    assert printable(document, frozenset(map(ord, "x"))) == {"a": ["[U+1F600]", 1, None], "b": {"c": "x"}}


def test_the_fonts_draw_latin_and_chinese() -> None:
    characters = drawable_characters(FONT_DIRS)

    assert {ord(character) for character in "Aßñ–…供应链转型计划进度报告"} <= characters
    assert len(characters) > 20_000
