"""Days as people write them."""

from __future__ import annotations

from datetime import date


def day_words(on: date) -> str:
    """The day with its month in words, which no reader takes for another: 2 November 2026."""
    return f"{on.day} {on:%B %Y}"
