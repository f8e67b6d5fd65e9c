"""What the pulse asks: eight statements of our own, and the five answers to each (METHODS 8)."""

from __future__ import annotations

from dataclasses import dataclass

# Answers are compared between waves only while the statements stay as they are: another text is another version.
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseItem:
    """A statement that people agree with or not; ``key`` stays when its words are mended."""

    key: str
    text: str


ITEMS: tuple[PulseItem, ...] = (
    PulseItem(key="sees_effects", text="I can see how my decisions affect other functions' results."),
    PulseItem(key="same_data", text="We decide with the same data."),
    PulseItem(
        key="bottleneck_decides", text="The function that owns the bottleneck has the final say about the bottleneck."
    ),
    PulseItem(key="shared_evaluation", text="My evaluation includes shared results."),
    PulseItem(key="settled_together", text="When trade-offs arise, we settle them together."),
    PulseItem(key="warned_in_time", text="Other functions warn us in time."),
    PulseItem(key="would_continue", text="I would keep working this way if the program office left."),
    PulseItem(key="leaders_back_it", text="Leaders back joint decisions over targets of single functions."),
)

ANSWERS: tuple[tuple[int, str], ...] = (
    (1, "Strongly disagree"),
    (2, "Disagree"),
    (3, "Neither agree nor disagree"),
    (4, "Agree"),
    (5, "Strongly agree"),
)
AGREES = 4
