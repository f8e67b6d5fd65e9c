"""One spelling of white space, so that headers, codes and prose compare as a reader sees them."""

from __future__ import annotations

import re

_LINE_END = re.compile(r"\r*\n|\r+")
_MANY_BLANK_LINES = re.compile(r"\n{3,}")


def one_line(value: str) -> str:
    """``value`` with every run of white space, no-break spaces and line ends among them, as one space."""
    return " ".join(value.split())


def folded(value: str) -> str:
    """``value`` on one line without regard to case, for comparing."""
    return one_line(value).casefold()


def prose(value: str) -> str:
    """``value`` with LF line ends, at most one blank line in a row, and no white space around lines."""
    lines = (one_line(line) for line in _LINE_END.sub("\n", value).split("\n"))
    return _MANY_BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def inert(text: str) -> str:
    """The text as a cell that a spreadsheet only shows: an apostrophe goes before what would begin a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
