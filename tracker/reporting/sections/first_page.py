"""Page 1 of a report: at most 150 words, so that a committee reads all of them (PRODUCT, Report)."""

from __future__ import annotations

from tracker.reporting.wording import Json, whole_sentences

PAGE_WORDS = 150
SAID = (
    ("state", "brief"),
    ("state", "previous_line"),
    ("computed", "brief"),
    ("computed", "note"),
    ("computed", "divergence_brief"),
    ("result", "brief"),
    ("result", "note"),
    ("result", "divergence_sentence"),
    ("reported", "brief"),
    ("reported", "source_text"),
    ("first_page", "constraint"),
    ("first_page", "unknown"),
)
GIVES_WAY = (
    (("state", "previous_line"), 10),
    (("computed", "note"), 0),
    (("reported", "brief"), 6),
    (("computed", "brief"), 6),
    (("state", "brief"), 16),
    (("first_page", "unknown"), 14),
    (("first_page", "constraint"), 14),
    (("reported", "source_text"), 6),
)
"""What is shortened while the page is too long, in this order, and how many words stay; 0: it goes as a whole."""


def with_first_page(document: Json, page: Json | None) -> Json:
    """The document with what page 1 says of coordination; what is told elsewhere again gives way to it.

    page  None before there are analyses: the page is as it was
    """
    if page is None:
        return document | {"first_page": None}
    fitted = document | {"first_page": page}
    for (section, key), least in GIVES_WAY:
        over = page_words(fitted) - PAGE_WORDS
        if over <= 0:
            break
        text = fitted[section][key]
        left = max(least, len(text.split()) - over)
        fitted[section] = fitted[section] | {key: whole_sentences(text, left) if least else ""}
    return fitted


def page_words(document: Json) -> int:
    """How many words the sentences of page 1 have."""
    return sum(len(((document.get(section) or {}).get(key) or "").split()) for section, key in SAID)
