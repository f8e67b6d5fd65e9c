"""The names of operations, in words: short enough for a list of them."""

from __future__ import annotations

from typing import Any

VERBS = {
    "list": "List",
    "retrieve": "Read",
    "create": "Create",
    "partial_update": "Change",
    "destroy": "Delete",
}
ABBREVIATIONS = {"raid": "RAID", "pdf": "PDF", "pmo": "PMO"}


def in_words(name: str) -> str:
    """A name of addresses or of code as words."""
    return " ".join(ABBREVIATIONS.get(word, word) for word in name.replace("-", " ").replace("_", " ").split())


def first_line(text: str | None) -> str:
    """The first line of a docstring, for people who do not read code."""
    return (text or "").strip().partition("\n")[0].replace("`", "")


def summary_of(view: Any, action: str, *, noun: str) -> str:
    """What the operation does: ``List milestones``, ``Milestone: start``; a view may say it itself.

    noun  the list that the operation is of, as addresses write it
    """
    if said := getattr(view, "summary", ""):
        return str(said)
    several, one = in_words(noun), in_words(getattr(view, "basename", "") or noun)
    if action in VERBS:
        return f"{VERBS[action]} {several if action == 'list' else one}"
    return f"{one[:1].upper()}{one[1:]}: {in_words(action)}"
