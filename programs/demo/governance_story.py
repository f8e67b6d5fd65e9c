"""What a demo program tells of its governance, of who was invited, and of the functions' words about their weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

EVERY_SUBJECT = ("incidents", "overrides", "interventions")


@dataclass(frozen=True, kw_only=True)
class CriterionStory:
    """A criterion of a gate, on its list since the plan; ``proof`` is what was given for it by ``giver``.

    giver  key of a person; left out, the PMO lead
    """

    gate: str
    statement: str
    level: int = 1
    proof: str = ""
    giver: str = ""
    given: int | None = None
    accepted: int | None = None


@dataclass(frozen=True, kw_only=True)
class WaiverStory:
    """Leave to pass over a rule, from a day until another; ``gate`` when the rule is about a gate."""

    key: str
    on: int
    until: int
    reason: str
    rule: str = "gate"
    gate: str = ""
    by: str = ""
    revoked: int | None = None


@dataclass(frozen=True, kw_only=True)
class ApprovalStory:
    """Somebody asked to approve a gate, the baseline of a number, or a waiver by its key."""

    on: int
    of: str
    due: int | None = None
    gate: str = ""
    baseline: int | None = None
    waiver: str = ""
    answered: int | None = None
    answer: str = "approved"
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RiskStory:
    """An item of the RAID log; ``by`` and ``owner`` are keys of people, left out the PMO lead."""

    on: int
    kind: str
    title: str
    key: str = ""
    description: str = ""
    response: str = ""
    by: str = ""
    owner: str = ""
    item: str = ""
    rated: tuple[int, int] | None = None
    due: int | None = None
    closed: int | None = None
    outcome: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionStory:
    """A question to the committee; ``answers`` are (day, outcome, words), the last one final unless deferred."""

    on: int
    question: str
    recommendation: str
    owner: str
    key: str = ""
    by: str = ""
    waiting: str = ""
    needed: int | None = None
    answers: tuple[tuple[int, str, str], ...] = ()
    done: int | None = None


@dataclass(frozen=True, kw_only=True)
class TaskStory:
    """Something to do; ``risk`` and ``question`` are keys of what it came out of, ``met`` that a meeting gave it."""

    on: int
    title: str
    owner: str
    due: int
    by: str = ""
    risk: str = ""
    question: str = ""
    met: bool = False
    done: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class InvitationStory:
    """Somebody asked to take a role; taken up on the day ``accepted`` by a person who was new here."""

    on: int
    person: str
    role: str
    function: str = ""
    accepted: int | None = None
    withdrawn: int | None = None


@dataclass(frozen=True, kw_only=True)
class WordStory:
    """What a function says of each of its weeks, from a day on, as the record then holds it.

    by       key of the person who speaks; left out, who leads the function
    last     the last day spoken for; left out, today
    missed   of a hundred weeks so many without a word
    silent   (first day, last day) of times in which nobody spoke
    """

    function: str
    first: int
    by: str = ""
    last: int | None = None
    subjects: tuple[str, ...] = EVERY_SUBJECT
    missed: int = 0
    silent: tuple[tuple[int, int], ...] = ()


GOVERNANCE_PARTS: dict[str, Any] = {
    "criteria": CriterionStory,
    "waivers": WaiverStory,
    "approvals": ApprovalStory,
    "risks": RiskStory,
    "questions": QuestionStory,
    "tasks": TaskStory,
    "invitations": InvitationStory,
    "words": WordStory,
}
