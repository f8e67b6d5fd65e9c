"""What the first screen of a program names, in which order: a total one, so that two readers see the same three."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

HEAVY = 15
"""Probability times impact, 1 to 5 each, from which an item that nobody owns is named: high and high, and above."""


class Pressing(IntEnum):
    """Kinds of things that need somebody; what holds up most stands first."""

    ANSWER_OWED = 0
    APPROVAL_LATE = 1
    DATES_CONTRADICT = 2
    GATE_OVERDUE = 3
    PASSED_IN_PART = 4
    RAID_LATE = 5
    ACTION_LATE = 6
    RAID_UNOWNED = 7
    COST_OVER = 8
    APPROVAL_WAITS = 9
    ANSWER_SOON = 10
    EVIDENCE_WAITS = 11
    WORK_LATE = 12
    WORK_EXPECTED = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Something that needs somebody; at most one of ``anchor``, a milestone on the page, and ``address`` is told.

    weight     probability times impact, 0 where nobody rated it; only an order, never shown
    days_late  days since its day; negative while it lies ahead
    """

    pressing: Pressing
    sentence: str
    detail: str = ""
    anchor: str = ""
    address: str = ""
    weight: int = 0
    days_late: int = 0


def in_order(found: Iterable[Attention]) -> list[Attention]:
    """The first of each kind before the second of any, so that three late gates do not hide what else waits.

    Kinds stand in the order of ``Pressing``; of one kind the heaviest first, then the longest late, then by words.
    """
    told: Counter[Pressing] = Counter()
    turns = []
    for each in sorted(found, key=_within_kind):
        turns.append((told[each.pressing], each.pressing, each))
        told[each.pressing] += 1
    return [each for _, _, each in sorted(turns, key=lambda turn: turn[:2])]


def _within_kind(each: Attention) -> tuple[int, int, str, str, str]:
    """Two things that are alike in all of this are the same thing."""
    return -each.weight, -each.days_late, each.sentence, each.anchor, each.address
