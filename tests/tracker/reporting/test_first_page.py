"""Page 1 of a report keeps within 150 words, whatever the record says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reporting.sections.first_page import PAGE_WORDS, SAID, page_words, with_first_page
from tracker.reporting.wording import whole_sentences

PAGE = {"constraint": "Constraint of Pumps: Assembly. Sales controls it and decides.", "unknown": "What else?"}
MOST = {
    ("state", "brief"): 33,
    ("state", "previous_line"): 26,
    ("computed", "brief"): 13,
    ("computed", "note"): 13,
    ("computed", "divergence_brief"): 15,
    ("result", "brief"): 16,
    ("result", "note"): 7,
    ("result", "divergence_sentence"): 15,
    ("reported", "brief"): 13,
    ("reported", "source_text"): 14,
    ("first_page", "constraint"): 34,
    ("first_page", "unknown"): 32,
}


def document(counts: dict[tuple[str, str], int]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for (section, key), count in counts.items():
        made.setdefault(section, {})[key] = " ".join(["word"] * count)
    return made


@given(st.fixed_dictionaries({place: st.integers(0, most) for place, most in MOST.items()}))
def test_it_never_has_more_words(counts: dict[tuple[str, str], int]) -> None:
    before = document(counts)

    after = with_first_page(before, before["first_page"])

    assert set(MOST) == set(SAID)
    assert page_words(after) <= PAGE_WORDS
    assert page_words(before) > PAGE_WORDS or after == before
    assert after["result"] == before["result"]


def test_what_is_told_elsewhere_gives_way_first() -> None:
    long = document(MOST | {("reported", "brief"): 3})
    long["first_page"] = PAGE

    after = with_first_page(long, PAGE)

    assert after["first_page"] == PAGE
    assert len(after["state"]["previous_line"].split()) < MOST["state", "previous_line"]
    assert after["state"]["brief"] == long["state"]["brief"]


def test_before_there_are_analyses_the_page_is_as_it_was() -> None:
    before = document({place: most for place, most in MOST.items() if place[0] != "first_page"})

    assert with_first_page(before, None) == before | {"first_page": None}


@pytest.mark.parametrize(
    ("text", "words", "kept"),
    [
        ("It improves. And 1 more.", 9, "It improves. And 1 more."),
        ("It improves. And 1 more.", 4, "It improves."),
        ("It needs 1.2 times the pace, at St. Mary too. Yes.", 10, "It needs 1.2 times the pace, at St. Mary too."),
        ("Missing: 7 votes; 2 signs; a lead. None before May.", 5, "Missing: 7 votes; 2 signs."),
        ("It is late at St. Mary today.", 6, "It is late at St. …"),
        ("One long sentence without an end", 3, "One long sentence…"),
        ("", 3, ""),
    ],
)
def test_whole_sentences_are_kept_where_they_fit(text: str, words: int, kept: str) -> None:
    assert whole_sentences(text, words) == kept
