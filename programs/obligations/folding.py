"""What a person owes as the rows of a page: three parts by what blocks most, many of one kind folded into one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from programs.obligations.obligation import Obligation, Rank

MANY = 3
TITLES = {
    Rank.BLOCKS: "Late, and a gate waits for it",
    Rank.SOON: "Due now or soon",
    Rank.OTHER: "When that is done",
}
PLURALS = {
    "week_to_state": "weeks wait for your word",
    "happening_to_record": "things that happened wait to be recorded",
    "week_to_correct": "weeks of the weekly sheet contradict the record",
    "incident_cost": "incidents wait for their cost",
    "milestone_due": "milestones wait for your evidence",
    "evidence_to_accept": "pieces of evidence wait for your acceptance",
    "criterion_evidence": "pieces of evidence for criteria of gates wait for your acceptance",
    "gate_review": "gates wait for their review",
    "gate_to_complete": "gates were passed with something open",
    "redesign_to_accept": "redesigned hand-offs wait for your acceptance",
    "decision_waiting": "questions wait for a decision",
    "pilot_to_decide": "parallel runs wait for a decision",
    "session_to_record": "sessions wait to be recorded",
    "approval_asked": "requests wait for your approval",
    "action_item": "actions are yours to do",
    "raid_item": "risks and issues are yours to answer",
    "decision_to_carry_out": "decisions of the committee are yours to carry out",
    "definition_to_sign": "definitions wait for your signature",
    "reading_missing": "metrics wait for their readings",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedLine:
    """One thing owed with how late it is, or many of one kind; ``title`` is blank for a single one."""

    owed: tuple[Obligation, ...]
    late: tuple[int, ...]
    title: str = ""

    @property
    def first(self) -> Obligation:
        return self.owed[0]

    @property
    def pairs(self) -> list[tuple[Obligation, int]]:
        """What is owed, each with the days it is late."""
        return list(zip(self.owed, self.late, strict=True))

    @property
    def why(self) -> str:
        """What all of it is good for; blank when that differs."""
        return self.first.why if len({each.why for each in self.owed}) == 1 else ""

    @property
    def latest(self) -> int:
        """Days that the oldest is late."""
        return max(self.late)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPart:
    """A part of the page; ``count`` is how many things it holds, folded or not."""

    title: str
    name: str
    count: int
    lines: tuple[OwedLine, ...]


def parts_of(owed: Iterable[Obligation], day: date) -> list[OwedPart]:
    """The parts that hold something, in their order; what is owed comes in order."""
    ranked: dict[Rank, list[Obligation]] = {rank: [] for rank in Rank}
    for each in owed:
        ranked[each.rank(day)].append(each)
    return [
        OwedPart(title=TITLES[rank], name=rank.name.lower(), count=len(rows), lines=tuple(folded(rows, day)))
        for rank, rows in ranked.items()
        if rows
    ]


def folded(rows: list[Obligation], day: date) -> list[OwedLine]:
    """The rows as lines; three or more of one kind stand as one line where the first of them stood."""
    many = {kind for kind, count in Counter(row.kind for row in rows).items() if count >= MANY}
    lines, told = [], set()
    for row in rows:
        if row.kind not in many:
            lines.append(OwedLine(owed=(row,), late=(row.days_late(day),)))
        elif row.kind not in told:
            told.add(row.kind)
            alike = tuple(each for each in rows if each.kind == row.kind)
            title = f"{len(alike)} {PLURALS[row.kind]}"
            lines.append(OwedLine(owed=alike, late=tuple(each.days_late(day) for each in alike), title=title))
    return lines
